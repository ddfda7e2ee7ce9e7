import { Button, Refused, texts, useTexts } from "@chat/common";
import { useState } from "preact/hooks";

import { useConversation, useDoing } from "../chat/hooks";
import { Sheet } from "./Sheet";
import type { SheetProps } from "./sheets";

const TEXTS = texts({
  fr: {
    title: "J'ai un code",
    what: "Écris ton code. Tu retrouves ta conversation ici.",
    label: "Ton code",
    go: "Retrouver ma conversation",
    wrong: "Aucune conversation avec ce code. Vérifie chaque signe. Les vieux codes ne marchent plus.",
    often: "Trop d'essais. Attends un moment, puis réessaie.",
    failed: "Ça n'a pas marché. Réessaie dans un moment.",
  },
  nl: {
    title: "Ik heb een code",
    what: "Schrijf je code. Dan vind je hier je gesprek terug.",
    label: "Je code",
    go: "Mijn gesprek terugvinden",
    wrong: "Geen gesprek met deze code. Kijk elk teken na. Oude codes werken niet meer.",
    often: "Te veel pogingen. Wacht even en probeer dan opnieuw.",
    failed: "Dat is niet gelukt. Probeer het zo meteen opnieuw.",
  },
});

function wordFor(error: unknown): "wrong" | "often" | "failed" {
  if (!(error instanceof Refused)) return "failed";
  if (error.status === 429) return "often";
  return error.status < 500 ? "wrong" : "failed";
}

export function ReturnSheet({ onClose }: SheetProps) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const [code, setCode] = useState("");
  const returning = useDoing(async () => {
    await conversation.comeBack(code.trim());
    onClose();
  });
  const failed = returning.error !== null;
  return (
    <Sheet title={t.title} onClose={onClose}>
      <p id="return-what">{t.what}</p>
      <form
        class="sheet-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim()) void returning.run();
        }}
      >
        <label for="return-code">{t.label}</label>
        <input
          id="return-code"
          class="sheet-field sheet-code"
          dir="ltr"
          value={code}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="return-what return-error"
          aria-invalid={failed}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <p id="return-error" class="sheet-alert" role="alert">
          {failed ? t[wordFor(returning.error)] : ""}
        </p>
        <Button type="submit" look="main" wide aria-disabled={returning.busy || !code.trim()}>
          {t.go}
        </Button>
      </form>
    </Sheet>
  );
}
