import { ClockIcon, texts, useTexts } from "@chat/common";

import { useConversation, useDoing } from "../chat/hooks";
import { Strip } from "./Strip";

const TEXTS = texts({
  fr: {
    said: "Tu as dit : pas maintenant.",
    stays: "Le robot reste avec toi.",
    want: "Je veux bien parler à un humain",
    failed: "Ça n'est pas parti. Réessaie.",
  },
  nl: {
    said: "Je zei: nu niet.",
    stays: "De robot blijft bij je.",
    want: "Ik wil toch met een mens praten",
    failed: "Dat is niet gelukt. Probeer opnieuw.",
  },
});

/** After "not now": what was said, and the way back. */
export function Declined() {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const asking = useDoing(() => conversation.askForHuman());
  return (
    <Strip look="waiting" icon={<ClockIcon />}>
      <p>
        <strong>{t.said}</strong> {t.stays}
      </p>
      <button type="button" class="text-button" onClick={() => void asking.run()}>
        {t.want}
      </button>
      {asking.error !== null && <p role="alert">{t.failed}</p>}
    </Strip>
  );
}
