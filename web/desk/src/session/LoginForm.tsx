import { Refused } from "@chat/common";
import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Session } from "../api/types";
import type { Texts } from "../i18n/en";
import { useSpeech } from "../i18n/texts";
import "./login.css";

const needsTotp = (error: unknown): boolean => error instanceof Refused && error.code === "totp_needed";

/** What went wrong at the login, in words that say what to do. */
export function loginProblem(error: unknown, t: Texts["login"], code: "totp" | "recovery" | null): string {
  if (!(error instanceof Refused)) return t.unreachable;
  if (error.code === "totp_needed") return t.totpNeeded;
  if (error.status === 429) return t.throttled(error.retryAfterS ?? 60);
  if (error.status !== 401 && error.status !== 422) return t.unreachable;
  // A wrong code and a wrong password look the same from outside.
  if (code === null) return t.wrong;
  return `${t.wrong} ${code === "totp" ? t.totpWrong : t.recoveryWrong}`;
}

interface Props {
  readonly api: DeskApi;
  /** The name of the session that is over; empty at the first login. */
  readonly name?: string;
  readonly onLogIn: (session: Session) => void;
}

export function LoginForm({ api, name = "", onLogIn }: Props) {
  const { t } = useSpeech();
  const [withTotp, setWithTotp] = useState(false);
  const [byRecovery, setByRecovery] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const field = (id: string): HTMLInputElement | null => form.current?.querySelector<HTMLInputElement>(`#${id}`) ?? null;

  const code = byRecovery ? "recovery" : "totp";
  useEffect(() => field(withTotp ? code : name === "" ? "name" : "password")?.focus(), [withTotp, code]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const value = (id: string): string => field(id)?.value ?? "";
    if (value("name").trim() === "" || value("password") === "") {
      setProblem(t.login.missing);
      return;
    }
    setBusy(true);
    try {
      const typed = value(code).replaceAll(" ", "");
      onLogIn(await api.logIn(value("name").trim(), value("password"), typed === "" ? {} : { [code]: typed }));
    } catch (error) {
      setWithTotp(withTotp || needsTotp(error));
      setProblem(loginProblem(error, t.login, withTotp ? code : null));
      setBusy(false);
    }
  };

  return (
    <form class="login" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <label class="field">
        <span class="field__label">{t.login.name}</span>
        <input id="name" class="input" defaultValue={name} autocomplete="username" autocapitalize="none" spellcheck={false} />
      </label>
      <label class="field">
        <span class="field__label">{t.login.password}</span>
        <input id="password" class="input" type="password" autocomplete="current-password" autofocus={name !== ""} />
      </label>
      {withTotp && byRecovery && (
        <label class="field">
          <span class="field__label">{t.login.recovery}</span>
          <input id="recovery" class="input input--code" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={20} aria-describedby="recovery-hint" />
          <span id="recovery-hint" class="field__hint">{t.login.recoveryHint}</span>
        </label>
      )}
      {withTotp && !byRecovery && (
        <label class="field">
          <span class="field__label">{t.login.totp}</span>
          <input id="totp" class="input input--code" inputMode="numeric" autocomplete="one-time-code" maxLength={7} aria-describedby="totp-hint" />
          <span id="totp-hint" class="field__hint">{t.login.totpHint}</span>
        </label>
      )}
      {withTotp && (
        <button type="button" class="link login__other" onClick={() => (setByRecovery(!byRecovery), setProblem(""))}>
          {byRecovery ? t.login.useTotp : t.login.useRecovery}
        </button>
      )}
      <p class="login__problem" role="alert">{problem}</p>
      <button class="button button--primary button--wide" type="submit" disabled={busy}>
        {busy ? t.login.busy : t.login.submit}
      </button>
    </form>
  );
}
