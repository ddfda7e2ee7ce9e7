import {
  BinIcon,
  Button,
  HeartIcon,
  KeyIcon,
  LanguageContext,
  type Language,
  LANGUAGES,
  OpenIcon,
  texts,
  useTexts,
} from "@chat/common";
import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";

import { HelpLine } from "../banner/HelpLine";
import { useConversation, useDoing } from "../chat/hooks";
import { Sheet } from "./Sheet";
import type { SheetName, SheetProps } from "./sheets";

const TEXTS = texts({
  fr: {
    title: "Menu",
    language: "Langue",
    code: "Revenir plus tard",
    return: "J'ai un code",
    feedback: "Donner mon avis",
    erase: "Effacer ma conversation",
    failed: "La langue n'a pas changé. Réessaie.",
    good: "Bon à savoir",
    exit: "« Quitter », ou trois fois la touche Maj, fait disparaître cette page. La conversation n'est pas effacée. L'historique du téléphone peut encore montrer ce site.",
    who: "Un robot te répond. Il ne sait pas qui tu es. Si tu demandes un humain, ou si tu es en danger, un humain de l'équipe lit la conversation.",
  },
  nl: {
    title: "Menu",
    language: "Taal",
    code: "Later terugkomen",
    return: "Ik heb een code",
    feedback: "Zeggen wat ik ervan vind",
    erase: "Mijn gesprek wissen",
    failed: "De taal is niet veranderd. Probeer opnieuw.",
    good: "Goed om te weten",
    exit: "“Weg”, of drie keer de Shift-toets, laat deze pagina verdwijnen. Het gesprek is dan niet gewist. De geschiedenis van je telefoon kan deze site nog tonen.",
    who: "Een robot antwoordt je. Hij weet niet wie je bent. Vraag je een mens, of ben je in gevaar, dan leest een mens van het team het gesprek.",
  },
});

const NAMES: Readonly<Record<Language, string>> = { fr: "Français", nl: "Nederlands" };

function Languages() {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const current = useContext(LanguageContext);
  const changing = useDoing((language: Language) => conversation.changeLanguage(language));
  return (
    <>
      <div class="menu-languages" role="group" aria-label={t.language}>
        {LANGUAGES.map((language) => (
          <Button
            key={language}
            look="plain"
            lang={language}
            aria-pressed={language === current}
            onClick={() => {
              if (language !== current) void changing.run(language);
            }}
          >
            {NAMES[language]}
          </Button>
        ))}
      </div>
      {changing.error !== null && (
        <p class="sheet-alert" role="alert">
          {t.failed}
        </p>
      )}
    </>
  );
}

const ITEMS: readonly { readonly name: "code" | "return" | "feedback" | "erase"; readonly icon: ComponentChildren }[] = [
  { name: "code", icon: <KeyIcon /> },
  { name: "return", icon: <OpenIcon /> },
  { name: "feedback", icon: <HeartIcon /> },
  { name: "erase", icon: <BinIcon /> },
];

/** Without a chat there is nothing to come back to, judge or erase. */
function itemsFor(open: boolean) {
  return ITEMS.filter(({ name }) => open || name === "return");
}

export function MenuSheet({ snapshot, onClose, onOpen }: SheetProps) {
  const t = useTexts(TEXTS);
  return (
    <Sheet title={t.title} onClose={onClose}>
      <Languages />
      <ul class="menu-list">
        {itemsFor(snapshot.phase === "open").map(({ name, icon }: { name: SheetName & keyof typeof t; icon: ComponentChildren }) => (
          <li key={name} class={name === "erase" ? "menu-danger" : ""}>
            <Button look="plain" wide icon={icon} onClick={() => onOpen(name)}>
              {t[name]}
            </Button>
          </li>
        ))}
      </ul>
      <div class="sheet-card">
        <h3>{t.good}</h3>
        <p>{t.who}</p>
        <p>{t.exit}</p>
        <HelpLine />
      </div>
    </Sheet>
  );
}
