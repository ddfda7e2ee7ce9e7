import { useState } from "preact/hooks";

import type { Mark } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { dayAndTime } from "../i18n/time";
import { Dialog } from "../ui/Dialog";
import { REPORT } from "./labels";
import "./safety.css";

interface Props {
  readonly mark: Mark | null;
  /** Resolves to what went wrong, empty when the chat is marked. */
  readonly onMark: () => Promise<string>;
  readonly onClose: () => void;
}

/** What to do when a chat holds or names what may be an image of abuse. It opens nothing. */
export function AbuseImageDialog({ mark, onMark, onClose }: Props) {
  const { language, t } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const words = t.safety.image;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setProblem(await onMark());
    setBusy(false);
  };
  const list = (heading: string, items: readonly string[]) => (
    <>
      <h3 class="what-to-do__title">{heading}</h3>
      <ul class="what-to-do__list">{items.map((item) => <li key={item}>{item}</li>)}</ul>
    </>
  );
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div class="what-to-do">
        {list(words.never, [words.notOpen, words.notCopy, words.notForward, words.notAsk])}
        {list(words.report, [
          words.reportLine(REPORT.site[language]),
          words.reportCall(REPORT.childFocus),
          words.reportPolice(REPORT.police, REPORT.emergency),
        ])}
        {list(words.child, [words.childSays, words.childKeeps])}
        <p class="what-to-do__note">{words.after}</p>
        {mark && <p class="what-to-do__note" role="status">{words.marked(mark.by, dayAndTime(mark.at, language))}</p>}
      </div>
      <p class="dialog__problem" role="alert">{problem}</p>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={onClose}>{t.page.close}</button>
        {!mark && (
          <button type="button" class="button button--primary" disabled={busy} onClick={() => void confirm()}>
            {busy ? t.action.working : words.mark}
          </button>
        )}
      </div>
    </Dialog>
  );
}
