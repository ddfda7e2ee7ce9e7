import { Button, texts, useTexts } from "@chat/common";
import { useState } from "preact/hooks";

import { LONGEST } from "../composer/Composer";
import { useConversation, useDoing } from "../chat/hooks";
import { Sheet } from "./Sheet";
import type { SheetProps } from "./sheets";

const TEXTS = texts({
  fr: {
    title: "Ton avis",
    ask: "Est-ce que ce chat t'a aidé ?",
    yes: "Oui",
    no: "Non",
    words: "Tu veux en dire plus ? (pas obligé)",
    send: "Envoyer mon avis",
    thanks: "Merci. Ça nous aide à mieux faire.",
    back: "Retour au chat",
    failed: "Ça n'est pas parti. Réessaie dans un moment.",
  },
  nl: {
    title: "Wat vond je ervan?",
    ask: "Heeft deze chat je geholpen?",
    yes: "Ja",
    no: "Nee",
    words: "Wil je er iets over zeggen? (hoeft niet)",
    send: "Versturen",
    thanks: "Bedankt. Zo kunnen we het beter doen.",
    back: "Terug naar de chat",
    failed: "Dat is niet gelukt. Probeer het zo meteen opnieuw.",
  },
});

export function FeedbackSheet({ onClose }: SheetProps) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const [helped, setHelped] = useState<boolean | null>(null);
  const [words, setWords] = useState("");
  const [given, setGiven] = useState(false);
  const giving = useDoing(async (answer: boolean) => {
    await conversation.giveFeedback(answer, words.trim());
    setGiven(true);
  });
  if (given) {
    return (
      <Sheet title={t.title} onClose={onClose}>
        <p role="status">{t.thanks}</p>
        <Button look="main" wide onClick={onClose}>
          {t.back}
        </Button>
      </Sheet>
    );
  }
  return (
    <Sheet title={t.title} onClose={onClose}>
      <p id="feedback-ask">{t.ask}</p>
      <div class="menu-languages" role="group" aria-labelledby="feedback-ask">
        <Button look="plain" aria-pressed={helped === true} onClick={() => setHelped(true)}>
          {t.yes}
        </Button>
        <Button look="plain" aria-pressed={helped === false} onClick={() => setHelped(false)}>
          {t.no}
        </Button>
      </div>
      {helped !== null && (
        <form
          class="sheet-form"
          onSubmit={(event) => {
            event.preventDefault();
            void giving.run(helped);
          }}
        >
          <label for="feedback-words">{t.words}</label>
          <textarea
            id="feedback-words"
            class="sheet-field"
            dir="auto"
            rows={3}
            maxLength={LONGEST}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <p class="sheet-alert" role="alert">
            {giving.error === null ? "" : t.failed}
          </p>
          <Button type="submit" look="main" wide aria-disabled={giving.busy}>
            {t.send}
          </Button>
        </form>
      )}
    </Sheet>
  );
}
