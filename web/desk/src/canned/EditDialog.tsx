import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { StaffRole } from "../api/types";
import { LONGEST, problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import { PLACEHOLDERS } from "./fill";
import type { CannedReply, ReplyWords } from "./types";

interface Props {
  readonly api: DeskApi;
  readonly role: StaffRole;
  /** Null: a new one. */
  readonly reply: CannedReply | null;
  /** Those that are there, to choose one again. */
  readonly folders: readonly string[];
  readonly onDone: (shortcut: string) => void;
  readonly onClose: () => void;
}

const NEW: ReplyWords = { shortcut: "", folder: "", fr: "", nl: "" };

/** A counsellor has their own, an admin the shared ones, a lead both. */
const MAY: Readonly<Partial<Record<StaffRole, readonly boolean[]>>> = { counsellor: [false], admin: [true], lead: [true, false] };

/** Write a reply, or change one; both languages stand side by side. */
export function EditDialog({ api, role, reply, folders, onDone, onClose }: Props) {
  const { t } = useSpeech();
  const words = t.talking;
  const [given, setGiven] = useState<ReplyWords>(reply ?? NEW);
  const may = MAY[role] ?? [];
  const [shared, setShared] = useState(reply ? reply.shared : may[0] === true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const set = (column: keyof ReplyWords) => (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
    setGiven({ ...given, [column]: event.currentTarget.value });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const saved = await api.saveReply(shared, given, reply);
      onDone(saved.shortcut);
    } catch (error) {
      setProblem(problemOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog title={reply ? words.changeNamed(reply.shortcut) : words.add} onClose={onClose}>
      <form class="reply-form" onSubmit={(event) => void submit(event)} noValidate>
        {!reply && may.length > 1 && (
          <fieldset class="outcomes reply-form__whose">
            <legend class="field__label">{words.whose}</legend>
            {may.map((each) => (
              <label key={String(each)} class="outcomes__option">
                <input type="radio" name="whose" checked={shared === each} onChange={() => setShared(each)} />
                {each ? words.shared : words.private}
              </label>
            ))}
          </fieldset>
        )}
        <div class="reply-form__pair">
          <label class="field">
            <span class="field__label">{words.shortcut}</span>
            <input ref={first} class="input" value={given.shortcut} autocomplete="off" autocapitalize="none" spellcheck={false} maxLength={21} aria-describedby="shortcut-hint" onInput={set("shortcut")} />
            <span id="shortcut-hint" class="field__hint">{words.shortcutHint}</span>
          </label>
          <label class="field">
            <span class="field__label">{words.folder}</span>
            <input class="input" value={given.folder} list="reply-folders" autocomplete="off" maxLength={40} onInput={set("folder")} />
            <datalist id="reply-folders">{folders.map((folder) => <option key={folder} value={folder} />)}</datalist>
          </label>
        </div>
        <div class="reply-form__pair">
          <label class="field">
            <span class="field__label">{words.french}</span>
            <textarea class="input input--area" lang="fr" rows={5} value={given.fr} maxLength={LONGEST} aria-describedby="words-hint" onInput={set("fr")} />
          </label>
          <label class="field">
            <span class="field__label">{words.dutch}</span>
            <textarea class="input input--area" lang="nl" rows={5} value={given.nl} maxLength={LONGEST} aria-describedby="words-hint" onInput={set("nl")} />
          </label>
        </div>
        <p id="words-hint" class="field__hint reply-form__hint">{words.wordsHint}</p>
        <details class="reply-form__filled">
          <summary>{words.placeholders}</summary>
          <dl>
            {PLACEHOLDERS.map((name) => (
              <div key={name} class="reply-form__row">
                <dt><code>{`{${name}}`}</code></dt>
                <dd>{words.placeholderOf[name]}</dd>
              </div>
            ))}
          </dl>
        </details>
        <p class="dialog__problem" role="alert">{problem}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
          <button type="submit" class="button button--primary" disabled={busy}>{busy ? t.action.working : words.save}</button>
        </div>
      </form>
    </Dialog>
  );
}
