import { useRef, useState } from "preact/hooks";

import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";

interface Props {
  /** Resolves to what went wrong, empty when the chat is with the bot again. */
  readonly onConfirm: (note: string) => Promise<string>;
  readonly onClose: () => void;
}

export function HandbackDialog({ onConfirm, onClose }: Props) {
  const { t } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const note = useRef<HTMLTextAreaElement>(null);
  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(await onConfirm(note.current?.value.trim() ?? ""));
    setBusy(false);
  };
  return (
    <Dialog title={t.action.handbackTitle} onClose={onClose}>
      <p class="dialog__text">{t.action.handbackText}</p>
      <form onSubmit={(event) => void confirm(event)}>
        <label class="field">
          <span class="field__label">{t.action.note}</span>
          <textarea ref={note} class="input input--area" rows={3} maxLength={1000} placeholder={t.action.notePlaceholder} />
        </label>
        <p class="dialog__problem" role="alert">{problem}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
          <button type="submit" class="button button--primary" disabled={busy}>
            {busy ? t.action.working : t.action.confirmHandback}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
