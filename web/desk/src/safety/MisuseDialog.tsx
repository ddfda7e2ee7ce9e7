import { useState } from "preact/hooks";

import { useSpeech } from "../i18n/texts";
import { label, type Level } from "../labels";
import { Dialog } from "../ui/Dialog";
import { MISUSE_REASONS, type MisuseReason } from "./labels";

interface Props {
  readonly level: Level | null;
  /** Resolves to what went wrong, empty when the chat is ended. */
  readonly onConfirm: (reason: MisuseReason) => Promise<string>;
  readonly onClose: () => void;
}

/** End a chat that abuses the line: for a reason, with words for the visitor, and a door left open. */
export function MisuseDialog({ level, onConfirm, onClose }: Props) {
  const { language, t } = useSpeech();
  const [reason, setReason] = useState<MisuseReason | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const words = t.safety.misuse;
  const atStake = level === "life";
  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!reason) {
      setProblem(words.choose);
      return;
    }
    setBusy(true);
    setProblem(await onConfirm(reason));
    setBusy(false);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p class="dialog__text">{words.text}</p>
      <p class="dialog__text">{words.door}</p>
      <form onSubmit={(event) => void confirm(event)}>
        <fieldset class="outcomes" disabled={atStake}>
          <legend class="field__label">{words.why}</legend>
          {(Object.keys(MISUSE_REASONS) as MisuseReason[]).map((each) => (
            <label key={each} class="outcomes__option">
              <input type="radio" name="misuse" value={each} checked={reason === each} onChange={() => setReason(each)} />
              {label(MISUSE_REASONS, each, language)}
            </label>
          ))}
        </fieldset>
        <p class="dialog__problem" role="alert">{atStake ? words.life : problem}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
          <button type="submit" class="button button--primary" disabled={busy || atStake}>
            {busy ? t.action.working : words.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
