import { ExitIcon } from "@chat/common";

import type { DeskApi } from "../api/client";
import type { Session } from "../api/types";
import { DutyMenu } from "../duty/DutyMenu";
import type { Language } from "../i18n/languages";
import { useSpeech } from "../i18n/texts";
import { Mark } from "../ui/Mark";
import { LanguageSwitch } from "./LanguageSwitch";
import "./topbar.css";

/** What the page shows below the bar: the work of the role, canned replies, the audit, or one's own account. */
export type View = "work" | "replies" | "audit" | "account";

interface Props {
  readonly api: DeskApi;
  /** The name of the work. */
  readonly title: string;
  readonly views: readonly View[];
  readonly view: View;
  readonly session: Session;
  readonly language: Language;
  readonly onView: (view: View) => void;
  readonly onChoose: (language: Language) => void;
  readonly onLogOut: () => void;
}

export function TopBar({ api, title, views, view, session, language, onView, onChoose, onLogOut }: Props) {
  const { t } = useSpeech();
  const names: Readonly<Record<View, string>> = { work: title, replies: t.talking.page, audit: t.audit.title, account: t.account.title };
  return (
    <header class="topbar">
      <Mark />
      <h1 class={views.length > 1 ? "for-readers-only" : "topbar__title"}>{names[view]}</h1>
      {views.length > 1 && (
        <nav class="topbar__views">
          {views.map((each) => (
            <button
              key={each}
              type="button"
              class="topbar__view"
              aria-current={each === view ? "page" : undefined}
              onClick={() => onView(each)}
            >
              {names[each]}
            </button>
          ))}
        </nav>
      )}
      <div class="topbar__end">
        <DutyMenu api={api} role={session.role} />
        <LanguageSwitch language={language} onChoose={onChoose} />
        <button
          type="button"
          class="button button--quiet topbar__name"
          title={t.account.title}
          aria-label={`${t.account.title}: ${session.name}`}
          aria-current={view === "account" ? "page" : undefined}
          onClick={() => onView("account")}
        >
          <span class="avatar" data-letter={session.name.slice(0, 1).toUpperCase()} />
          <span class="topbar__who">{session.name}</span>
        </button>
        <button type="button" class="button button--quiet topbar__out" title={t.page.logOut} onClick={onLogOut}>
          <ExitIcon size={18} />
          <span class="topbar__out-name">{t.page.logOut}</span>
        </button>
      </div>
    </header>
  );
}
