import { BinIcon, Button, texts, useTexts } from "@chat/common";

import { useConversation, useDoing } from "../chat/hooks";
import { Sheet } from "./Sheet";
import type { SheetProps } from "./sheets";

const TEXTS = texts({
  fr: {
    title: "Effacer ma conversation",
    what: "Tout ce que tu as écrit ici est effacé pour toujours. Pour toi et pour nous. Ton code ne marchera plus.",
    stub: "Si tu étais en danger et que tu attendais un humain, l'équipe sait seulement que quelqu'un a eu besoin d'aide. Sans tes mots.",
    yes: "Oui, tout effacer",
    no: "Non, garder",
    failed: "Ce n'est pas effacé. Réessaie dans un moment.",
  },
  nl: {
    title: "Mijn gesprek wissen",
    what: "Alles wat je hier schreef, wordt voor altijd gewist. Voor jou en voor ons. Je code werkt dan niet meer.",
    stub: "Was je in gevaar en wachtte je op een mens, dan weet het team alleen dat iemand hulp nodig had. Zonder jouw woorden.",
    yes: "Ja, alles wissen",
    no: "Nee, bewaren",
    failed: "Het is niet gewist. Probeer het zo meteen opnieuw.",
  },
});

export function EraseSheet({ onClose }: SheetProps) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const erasing = useDoing(async () => {
    await conversation.erase();
    onClose();
  });
  return (
    <Sheet title={t.title} onClose={onClose}>
      <p>{t.what}</p>
      <p class="sheet-soft">{t.stub}</p>
      {erasing.error !== null && (
        <p class="sheet-alert" role="alert">
          {t.failed}
        </p>
      )}
      <Button look="alert" wide icon={<BinIcon />} aria-disabled={erasing.busy} onClick={() => void erasing.run()}>
        {t.yes}
      </Button>
      <Button wide onClick={onClose}>
        {t.no}
      </Button>
    </Sheet>
  );
}
