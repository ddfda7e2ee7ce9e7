import { Button, ExitIcon, KeyIcon, LanguageContext, type Language, LANGUAGES, texts, useTexts } from "@chat/common";
import { useContext } from "preact/hooks";

import { useConversation } from "../chat/hooks";
import type { SheetName } from "../dialogs/sheets";
import "./welcome.css";

const TEXTS = texts({
  fr: {
    exit: "« Quitter » fait disparaître cette page tout de suite.",
    code: "J'ai un code",
    language: "Choisis ta langue",
  },
  nl: {
    exit: "“Weg” laat deze pagina meteen verdwijnen.",
    code: "Ik heb een code",
    language: "Kies je taal",
  },
});

const NAMES: Readonly<Record<Language, string>> = { fr: "Français", nl: "Nederlands" };

function LanguageChoice() {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  return (
    <div class="welcome-languages" role="group" aria-label={t.language}>
      {LANGUAGES.map((language) => (
        <Button key={language} wide lang={language} onClick={() => void conversation.changeLanguage(language).catch(() => undefined)}>
          {NAMES[language]}
        </Button>
      ))}
    </div>
  );
}

interface Props {
  /** False where the bot itself offers the languages. */
  readonly asksLanguage: boolean;
  readonly onOpen: (sheet: SheetName) => void;
}

/** Below the bot's first lines, until the visitor writes: the language, the way out, the way back. */
export function Welcome({ asksLanguage, onOpen }: Props) {
  const t = useTexts(TEXTS);
  const language = useContext(LanguageContext);
  return (
    <div class="welcome">
      {asksLanguage && !language && <LanguageChoice />}
      <p class="welcome-exit">
        <ExitIcon size={18} />
        <span>{t.exit}</span>
      </p>
      <button type="button" class="text-button welcome-code" onClick={() => onOpen("return")}>
        <KeyIcon size={18} />
        {t.code}
      </button>
    </div>
  );
}
