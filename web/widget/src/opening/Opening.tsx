import { Button, KeyIcon, texts, useTexts } from "@chat/common";

import { HelpLine } from "../banner/HelpLine";
import type { Snapshot } from "../chat/snapshot";
import { useConversation, useElapsed } from "../chat/hooks";
import "./opening.css";

const TEXTS = texts({
  fr: {
    opening: "Le chat s'ouvre…",
    late: "Le chat ne répond pas pour l'instant. On réessaie tout seul, laisse la page ouverte.",
    now: "Tu as besoin d'aide maintenant ?",
    again: "Réessayer",
    gone: "Cette conversation n'est plus là",
    goneWhy: "Elle a été effacée, ou le temps est passé. Personne ne peut plus la lire ici.",
    anew: "Commencer un nouveau chat",
    code: "J'ai un code",
  },
  nl: {
    opening: "De chat gaat open…",
    late: "De chat antwoordt nu niet. We blijven proberen, laat de pagina open.",
    now: "Heb je nu hulp nodig?",
    again: "Opnieuw proberen",
    gone: "Dit gesprek is er niet meer",
    goneWhy: "Het is gewist, of de tijd is voorbij. Niemand kan het hier nog lezen.",
    anew: "Een nieuwe chat beginnen",
    code: "Ik heb een code",
  },
});

const SAY_LATE_MS = 8_000;

/** Before the first words are there. Never a sign of waiting alone: soon it says what is wrong, and whom to call. */
export function Opening({ snapshot }: { readonly snapshot: Snapshot }) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const late = useElapsed(snapshot.lostSince, SAY_LATE_MS) || snapshot.link === "lost";
  return (
    <main class="opening" role="status">
      {!late && <p class="opening-soft">{t.opening}</p>}
      {late && (
        <>
          <p>{t.late}</p>
          <Button onClick={() => conversation.hurry()}>{t.again}</Button>
          <div class="opening-help">
            <p>{t.now}</p>
            <HelpLine />
          </div>
        </>
      )}
    </main>
  );
}

export function Gone({ onReturn }: { readonly onReturn: () => void }) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  return (
    <main class="opening">
      <h2 tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t.gone}
      </h2>
      <p>{t.goneWhy}</p>
      <Button look="main" wide onClick={() => conversation.startAnew()}>
        {t.anew}
      </Button>
      <Button wide icon={<KeyIcon />} onClick={onReturn}>
        {t.code}
      </Button>
    </main>
  );
}
