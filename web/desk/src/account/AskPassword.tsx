import { useEffect, useRef, useState } from "preact/hooks";

import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";

interface Props {
  /** Raises what the service refused. */
  readonly onGiven: (password: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** One's own password, asked for again before what matters. */
export function AskPassword({ onGiven, onCancel }: Props) {
  const { t } = useSpeech();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await onGiven(field.current?.value ?? "");
    } catch (error) {
      setProblem(problemOf(error, t));
      setBusy(false);
    }
  };
  return (
    <form class="steps" onSubmit={(event) => void submit(event)} noValidate>
      <label class="field">
        <span class="field__label">{t.account.confirmPassword}</span>
        <input ref={field} class="input" type="password" autocomplete="current-password" />
      </label>
      <p class="dialog__problem" role="alert">{problem}</p>
      <div class="steps__buttons">
        <button type="submit" class="button button--primary" disabled={busy}>{t.account.goOn}</button>
        <button type="button" class="button" onClick={onCancel}>{t.action.cancel}</button>
      </div>
    </form>
  );
}
