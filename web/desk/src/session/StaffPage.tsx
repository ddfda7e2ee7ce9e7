import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";

import { FirstSteps } from "../account/FirstSteps";
import { OwnAccountPage } from "../account/OwnAccountPage";
import { Accounts } from "../accounts/Accounts";
import { DeskApi } from "../api/client";
import type { Session, StaffRole } from "../api/types";
import { AuditPane } from "../audit/AuditPane";
import { RepliesPage } from "../canned/RepliesPage";
import { forgetDrafts } from "../chat/drafts";
import { DutyContext, DutyStore } from "../duty/duty";
import { initialLanguage, rememberLanguage, type Language } from "../i18n/languages";
import { SpeechContext, TEXTS, useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import { Mark } from "../ui/Mark";
import { LanguageSwitch } from "./LanguageSwitch";
import { LockedContext } from "./locked";
import { onLoggedOut, tellLoggedOut } from "./loggedOut";
import { LoginForm } from "./LoginForm";
import { TopBar, type View } from "./TopBar";
import { useStanding } from "./useStanding";

interface Props {
  readonly page: "desk" | "trainer";
  readonly roles: readonly StaffRole[];
  readonly children: (api: DeskApi, session: Session) => ComponentChildren;
}

/** The page on which each role works; an admin's work is the same on both. */
const PAGE_OF: Readonly<Partial<Record<StaffRole, Props["page"]>>> = { counsellor: "desk", lead: "desk", trainer: "trainer" };

/** What each role finds beside its work. */
function viewsOf(role: StaffRole, page: Props["page"]): readonly View[] {
  if (role === "admin") return ["work", "replies"];
  if (role === "trainer" || page !== "desk") return ["work"];
  return role === "lead" ? ["work", "replies", "audit"] : ["work", "replies"];
}

function Forbidden({ page, role }: { readonly page: Props["page"]; readonly role: StaffRole }) {
  const { t } = useSpeech();
  const own = PAGE_OF[role];
  return (
    <main class="empty">
      <p class="empty__title" role="alert">{t.login.forbidden(t.page[page])}</p>
      {own && <a class="link" href={`/${own}/`}>{own === "desk" ? t.page.toDesk : t.page.toTrainer}</a>}
    </main>
  );
}

type Stage = "asking" | "out" | "in" | "expired";

/** The frame of both staff pages: session, language and top bar. */
export function StaffPage({ page, roles, children }: Props) {
  const [language, setLanguage] = useState<Language>(() => initialLanguage(sessionStorage, navigator.languages));
  const [session, setSession] = useState<Session | null>(null);
  const [stage, setStage] = useState<Stage>("asking");
  const [view, setView] = useState<View>("work");
  const [begun, setBegun] = useState(false);
  const [steps, setSteps] = useState(0);
  const api = useMemo(
    () => new DeskApi(() => setStage((now) => (now === "in" ? "expired" : now))),
    [],
  );
  const duty = useMemo(() => new DutyStore(), []);
  const t = TEXTS[language];

  const enter = (opened: Session): void => {
    // Another person at the same machine must not find the first one's open chat and draft.
    if (session && session.name !== opened.name) {
      forgetDrafts(sessionStorage);
      location.reload();
      return;
    }
    setSession(opened);
    setStage("in");
    const left = opened.todo?.length ?? 0;
    setSteps((most) => (left === 0 ? 0 : Math.max(most, left)));
    if (left === 0) setBegun(true);
  };
  const choose = (chosen: Language): void => {
    rememberLanguage(sessionStorage, chosen);
    setLanguage(chosen);
  };
  const leave = async (): Promise<void> => {
    await api.logOut().catch(() => undefined);
    tellLoggedOut();
    forgetDrafts(sessionStorage);
    location.reload();
  };

  useStanding(api, stage === "in");
  useEffect(
    () =>
      onLoggedOut(() => {
        forgetDrafts(sessionStorage);
        location.reload();
      }),
    [],
  );
  useEffect(() => void api.session().then(enter, () => setStage("out")), []);
  useEffect(() => {
    document.documentElement.lang = language;
    // Inside, the page itself keeps its title: the desk's counts those who wait.
    if (stage === "out") document.title = t.page[page];
  }, [language, page, stage]);

  const inside = (opened: Session): ComponentChildren => {
    if (opened.role === "admin") return <Accounts api={api} me={opened.name} />;
    return roles.includes(opened.role) ? children(api, opened) : <Forbidden page={page} role={opened.role} />;
  };
  const title = t.page[session?.role === "admin" ? "accounts" : page];
  const todo = session?.todo ?? [];
  return (
    <SpeechContext.Provider value={{ language, t }}>
      {stage === "out" && (
        <main class="login-page">
          <div class="login-card">
            <div class="login-card__head">
              <Mark />
              <div>
                <h1 class="login-card__title">{t.login.title}</h1>
                <p class="login-card__page">{t.page[page]}</p>
              </div>
            </div>
            <LoginForm api={api} onLogIn={enter} />
            <div class="login-card__foot">
              <LanguageSwitch language={language} onChoose={choose} />
            </div>
          </div>
        </main>
      )}
      {session && todo.length > 0 && (stage === "in" || stage === "expired") && (
        <FirstSteps
          key={todo[0]}
          api={api}
          todo={todo}
          all={steps}
          foot={<LanguageSwitch language={language} onChoose={choose} />}
          onDone={async () => enter(await api.session())}
          onLogOut={() => void leave()}
        />
      )}
      {session && begun && (stage === "in" || stage === "expired") && (
        <DutyContext.Provider value={duty}>
        <div class="staff" hidden={todo.length > 0}>
          <TopBar
            api={api}
            title={title}
            views={viewsOf(session.role, page)}
            view={view}
            session={session}
            language={language}
            onView={setView}
            onChoose={choose}
            onLogOut={() => void leave()}
          />
          {/* The work stays where it is behind the other views: drafts, open chat and alarm. */}
          <div class="staff__view" hidden={view !== "work"}>
            <LockedContext.Provider value={stage === "expired"}>{inside(session)}</LockedContext.Provider>
          </div>
          {view === "replies" && <RepliesPage api={api} role={session.role} />}
          {view === "audit" && <AuditPane api={api} />}
          {view === "account" && <OwnAccountPage api={api} onBack={() => setView("work")} />}
        </div>
        </DutyContext.Provider>
      )}
      {session && stage === "expired" && (
        <Dialog title={t.login.again} onClose={() => undefined} dismissible={false}>
          <p class="dialog__text">{t.login.expired}</p>
          <LoginForm api={api} name={session.name} onLogIn={enter} />
        </Dialog>
      )}
    </SpeechContext.Provider>
  );
}
