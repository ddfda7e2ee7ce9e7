import { isFields, Refused } from "@chat/common";
import { useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { problemOf } from "../chat/send";
import type { Texts } from "../i18n/en";
import { useSpeech } from "../i18n/texts";

/** Which rule a new password breaks, in words that say what to do. */
function passwordProblem(error: unknown, t: Texts): string {
  if (!(error instanceof Refused) || error.code !== "weak_password") return problemOf(error, t);
  const inner = isFields(error.body) && isFields(error.body.error) ? error.body.error.rule : undefined;
  const rules: Readonly<Record<string, string>> = t.account.weak;
  return (typeof inner === "string" && rules[inner]) || t.account.passwordHint;
}

interface Props {
  readonly api: DeskApi;
  readonly onChanged: () => void;
}

/** A new password of one's own; asks for the old one. */
export function PasswordForm({ api, onChanged }: Props) {
  const { t } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const value = (id: string): string => form.current?.querySelector<HTMLInputElement>(`#${id}`)?.value ?? "";
    if (value("new") !== value("again")) {
      setProblem(t.account.passwordDiffers);
      return;
    }
    setBusy(true);
    try {
      await api.changePassword(value("old"), value("new"));
      form.current?.reset();
      setProblem("");
      onChanged();
    } catch (error) {
      setProblem(passwordProblem(error, t));
    }
    setBusy(false);
  };
  return (
    <form class="steps" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <label class="field">
        <span class="field__label">{t.account.passwordOld}</span>
        <input id="old" class="input" type="password" autocomplete="current-password" />
      </label>
      <label class="field">
        <span class="field__label">{t.account.passwordNew}</span>
        <input id="new" class="input" type="password" autocomplete="new-password" aria-describedby="new-hint" />
        <span id="new-hint" class="field__hint">{t.account.passwordHint}</span>
      </label>
      <label class="field">
        <span class="field__label">{t.account.passwordAgain}</span>
        <input id="again" class="input" type="password" autocomplete="new-password" />
      </label>
      <p class="dialog__problem" role="alert">{problem}</p>
      <button type="submit" class="button button--primary" disabled={busy}>
        {busy ? t.action.working : t.account.passwordSave}
      </button>
    </form>
  );
}
