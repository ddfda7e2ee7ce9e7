import { newId } from "@chat/common";
import { useId, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { LONGEST, problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";

interface Props {
  readonly api: DeskApi;
  readonly chat: string;
  readonly holder: string;
  readonly onSaid: () => void;
}

/** A lead's word to the counsellor. One that fails stays in the box, under the id it had. */
export function WhisperBox({ api, chat, holder, onSaid }: Props) {
  const { t } = useSpeech();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const id = useRef(newId());
  const hint = useId();
  const say = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === "") return;
    setBusy(true);
    setProblem("");
    try {
      await api.whisper(chat, id.current, text.trim());
      id.current = newId();
      setText("");
      onSaid();
    } catch (error) {
      setProblem(problemOf(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="whisper-box" onSubmit={(event) => void say(event)}>
      <label class="field">
        <span class="field__label">{t.company.whisperTo(holder)}</span>
        <textarea
          class="input input--area"
          rows={2}
          maxLength={LONGEST}
          value={text}
          aria-describedby={hint}
          onInput={(event) => {
            // Other words are another whisper: the old id would find the old ones stored.
            id.current = newId();
            setText(event.currentTarget.value);
          }}
        />
      </label>
      <div class="whisper-box__foot">
        <span class="field__hint" id={hint}>{t.company.whisperHint}</span>
        <button type="submit" class="button" disabled={busy || text.trim() === ""}>{t.company.whisperSend}</button>
      </div>
      <p class="dialog__problem" role="alert">{problem}</p>
    </form>
  );
}
