import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { FirstStep, TotpOffer } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { Mark } from "../ui/Mark";
import { PasswordForm } from "./PasswordForm";
import { TotpSetup } from "./TotpSetup";
import "./account.css";

interface Props {
  readonly api: DeskApi;
  readonly todo: readonly FirstStep[];
  /** How many steps there were at the beginning: two for a new account, one after a reset. */
  readonly all: number;
  readonly foot: ComponentChildren;
  /** The first of the steps is done. */
  readonly onDone: () => Promise<void>;
  readonly onLogOut: () => void;
}

function SecondLock({ api, onDone }: { readonly api: DeskApi; readonly onDone: () => void }) {
  const { t } = useSpeech();
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [problem, setProblem] = useState("");
  const ask = (): void => {
    setProblem("");
    api.offerTotp(null).then(setOffer, (error: unknown) => setProblem(problemOf(error, t)));
  };
  useEffect(ask, []);
  if (offer) return <TotpSetup api={api} offer={offer} onDone={onDone} />;
  if (problem === "") return <p role="status">{t.page.loading}</p>;
  return (
    <div class="steps">
      <p class="dialog__problem" role="alert">{problem}</p>
      <button type="button" class="button" onClick={ask}>{t.chat.retry}</button>
    </div>
  );
}

/** What a new account sets up before anything else: a password that nobody else knows, and a second lock. */
export function FirstSteps({ api, todo, all, foot, onDone, onLogOut }: Props) {
  const { t } = useSpeech();
  const byPassword = todo[0] === "password";
  const done = (): void => void onDone().catch(() => undefined);
  useEffect(() => {
    document.title = t.account.first;
  }, [t]);
  return (
    <main class="login-page">
      <div class="login-card login-card--wide">
        <div class="login-card__head">
          <Mark />
          <div>
            <h1 class="login-card__title">{t.account.first}</h1>
            {all > 1 && <p class="login-card__page">{t.account.step(all - todo.length + 1, all)}</p>}
          </div>
        </div>
        <p class="steps__text">{byPassword ? t.account.firstPassword : t.account.firstFactor}</p>
        {byPassword ? <PasswordForm api={api} onChanged={done} /> : <SecondLock api={api} onDone={done} />}
        <div class="login-card__foot login-card__foot--apart">
          {foot}
          <button type="button" class="button button--quiet" onClick={onLogOut}>{t.page.logOut}</button>
        </div>
      </div>
    </main>
  );
}
