import { Button, CheckIcon, CopyIcon, KeyIcon, texts, useTexts } from "@chat/common";
import { useCallback, useState } from "preact/hooks";

import { useConversation, useDoing } from "../chat/hooks";
import { Sheet } from "./Sheet";
import type { SheetProps } from "./sheets";

const TEXTS = texts({
  fr: {
    title: "Revenir plus tard",
    what: "Avec un code tu retrouves cette conversation. Aussi sur un autre téléphone.",
    make: "Montrer mon code",
    once: "Il n'est montré qu'une fois. Note-le maintenant.",
    paper: "Quelqu'un regarde parfois dans ton téléphone ? Écris-le plutôt sur un papier.",
    whoever: "Celui qui a ce code peut lire la conversation. Ne le donne à personne.",
    copy: "Copier le code",
    copied: "Copié",
    notCopied: "La copie n'a pas marché. Note-le à la main.",
    noted: "Je l'ai noté",
    failed: "Ça n'a pas marché. Réessaie dans un moment.",
    yours: "Ton code",
  },
  nl: {
    title: "Later terugkomen",
    what: "Met een code vind je dit gesprek terug. Ook op een andere telefoon.",
    make: "Toon mijn code",
    once: "Je ziet hem maar één keer. Schrijf hem nu op.",
    paper: "Kijkt er soms iemand in je telefoon? Schrijf hem dan liever op papier.",
    whoever: "Wie deze code heeft, kan het gesprek lezen. Geef hem aan niemand.",
    copy: "Code kopiëren",
    copied: "Gekopieerd",
    notCopied: "Kopiëren lukte niet. Schrijf hem zelf op.",
    noted: "Ik heb hem opgeschreven",
    failed: "Dat is niet gelukt. Probeer het zo meteen opnieuw.",
    yours: "Je code",
  },
});

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // The host does not allow it, or the page came over plain HTTP.
    return false;
  }
}

function ShownCode({ code, onNoted }: { readonly code: string; readonly onNoted: () => void }) {
  const t = useTexts(TEXTS);
  const [copied, setCopied] = useState<boolean | null>(null);
  // The button that asked for the code is gone, and the focus with it.
  const focusOnce = useCallback((heading: HTMLElement | null) => heading?.focus(), []);
  return (
    <>
      <div class="sheet-card">
        <h3 id="code-name" tabIndex={-1} ref={focusOnce}>
          {t.yours}
        </h3>
        <output class="code-shown" aria-labelledby="code-name" dir="ltr">
          {code}
        </output>
        <p class="sheet-alert">{t.once}</p>
        <Button
          wide
          icon={copied ? <CheckIcon /> : <CopyIcon />}
          onClick={() => void copy(code).then(setCopied)}
        >
          {copied ? t.copied : t.copy}
        </Button>
        <p role="status">{copied === false ? t.notCopied : ""}</p>
      </div>
      <p>{t.paper}</p>
      <p>{t.whoever}</p>
      <Button look="main" wide onClick={onNoted}>
        {t.noted}
      </Button>
    </>
  );
}

/** The code lives in this sheet only: closed, it is gone from the page. */
export function CodeSheet({ onClose }: SheetProps) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const [code, setCode] = useState<string | null>(null);
  const making = useDoing(async () => setCode(await conversation.makeCode()));
  return (
    <Sheet title={t.title} onClose={onClose}>
      <p>{t.what}</p>
      {code ? (
        <ShownCode code={code} onNoted={onClose} />
      ) : (
        <>
          <p>{t.paper}</p>
          <Button look="main" wide icon={<KeyIcon />} aria-disabled={making.busy} onClick={() => void making.run()}>
            {t.make}
          </Button>
        </>
      )}
      {making.error !== null && (
        <p class="sheet-alert" role="alert">
          {t.failed}
        </p>
      )}
    </Sheet>
  );
}
