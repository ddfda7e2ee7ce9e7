import { useRef, useState } from "preact/hooks";

import { OUTCOMES, type Outcome } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";

interface Props {
  /** Resolves to what went wrong, empty when the chat is closed. */
  readonly onConfirm: (outcome: Outcome, note: string) => Promise<string>;
  readonly onClose: () => void;
}

export function CloseDialog({ onConfirm, onClose }: Props) {
  const { t } = useSpeech();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const note = useRef<HTMLTextAreaElement>(null);
  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!outcome) {
      setProblem(t.action.outcomeMissing);
      return;
    }
    setBusy(true);
    setProblem(await onConfirm(outcome, note.current?.value.trim() ?? ""));
    setBusy(false);
  };
  return (
    <Dialog title={t.action.closeTitle} onClose={onClose}>
      <p class="dialog__text">{t.action.closeText}</p>
      <form onSubmit={(event) => void confirm(event)}>
        <fieldset class="outcomes">
          <legend class="field__label">{t.action.outcome}</legend>
          {OUTCOMES.map((each) => (
            <label key={each} class="outcomes__option">
              <input type="radio" name="outcome" value={each} checked={outcome === each} onChange={() => setOutcome(each)} />
              {t.action.outcomes[each]}
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span class="field__label">{t.action.note}</span>
          <textarea ref={note} class="input input--area" rows={2} maxLength={1000} placeholder={t.action.notePlaceholder} />
        </label>
        <p class="dialog__problem" role="alert">{problem}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
          <button type="submit" class="button button--primary" disabled={busy}>
            {busy ? t.action.working : t.action.confirmClose}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
