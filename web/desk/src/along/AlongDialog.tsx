import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { ALONG_REASONS, type AlongReason, label } from "../labels";
import { Dialog } from "../ui/Dialog";

interface Props {
  readonly api: DeskApi;
  readonly chat: string;
  readonly onBegun: () => void;
  readonly onClose: () => void;
}

/** Nobody reads a colleague's chat without saying why. */
export function AlongDialog({ api, chat, onBegun, onClose }: Props) {
  const { language, t } = useSpeech();
  const [reason, setReason] = useState<AlongReason | null>(null);
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (reason === null || (reason === "other" && words.trim() === "")) return setProblem(t.company.reasonNeeded);
    setBusy(true);
    try {
      await api.beginAlong(chat, reason, words.trim());
      onBegun();
    } catch (error) {
      setProblem(problemOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.company.alongTitle} onClose={onClose}>
      <p class="dialog__text">{t.company.alongText}</p>
      <form onSubmit={(event) => void begin(event)}>
        <fieldset class="outcomes">
          <legend class="field__label">{t.company.alongReason}</legend>
          {(Object.keys(ALONG_REASONS) as AlongReason[]).map((each) => (
            <label key={each} class="outcomes__option">
              <input type="radio" name="reason" checked={reason === each} onChange={() => setReason(each)} />
              {label(ALONG_REASONS, each, language)}
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span class="field__label">{t.company.alongWords}</span>
          <textarea class="input input--area" rows={2} maxLength={1000} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          <span class="field__hint">{t.company.alongWordsHint}</span>
        </label>
        <p class="dialog__problem" role="alert">{problem}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
          <button type="submit" class="button button--primary" disabled={busy}>{t.company.alongBegin}</button>
        </div>
      </form>
    </Dialog>
  );
}
