import { ExitIcon } from "@chat/common";

import type { Session } from "../api/types";
import type { Language } from "../i18n/languages";
import { useSpeech } from "../i18n/texts";
import { Mark } from "../ui/Mark";
import { LanguageSwitch } from "./LanguageSwitch";
import "./topbar.css";

interface Props {
  readonly page: "desk" | "trainer" | "accounts";
  readonly session: Session;
  readonly language: Language;
  readonly onChoose: (language: Language) => void;
  readonly onLogOut: () => void;
}

export function TopBar({ page, session, language, onChoose, onLogOut }: Props) {
  const { t } = useSpeech();
  return (
    <header class="topbar">
      <Mark />
      <h1 class="topbar__title">{t.page[page]}</h1>
      <div class="topbar__end">
        <LanguageSwitch language={language} onChoose={onChoose} />
        <span class="topbar__name" title={session.name}>
          <span class="avatar" aria-hidden="true">{session.name.slice(0, 1).toUpperCase()}</span>
          <span class="topbar__who">{session.name}</span>
        </span>
        <button type="button" class="button button--quiet topbar__out" title={t.page.logOut} onClick={onLogOut}>
          <ExitIcon size={18} />
          <span class="topbar__out-name">{t.page.logOut}</span>
        </button>
      </div>
    </header>
  );
}
