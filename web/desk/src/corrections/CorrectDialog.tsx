import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { StaffSaid } from "../api/events";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import { changesAnything, lacksReason, save, type Changes, type Standing } from "./changes";
import { LevelFields } from "./LevelFields";
import { WhatFields } from "./WhatFields";
import "./corrections.css";

interface Props {
  readonly api: DeskApi;
  readonly chat: string;
  readonly before: Standing;
  /** What the visitor wrote; null for a chat that is not mine: only its level can be put right. */
  readonly said: readonly StaffSaid[] | null;
  /** Called with a sentence that says what became of it. */
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
}

export function CorrectDialog({ api, chat, before, said, onDone, onClose }: Props) {
  const { t } = useSpeech();
  // As it was when the dialog opened: what the bot reads meanwhile must not be taken for a change.
  const [first] = useState(before);
  const [changes, setChanges] = useState<Changes>({ ...before, reason: null, words: "", saidIn: null });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const change = (part: Partial<Changes>): void => setChanges((now) => ({ ...now, ...part }));
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!changesAnything(first, changes)) return setProblem(t.correct.nothing);
    if (lacksReason(first, changes)) return setProblem(t.correct.reasonNeeded);
    setBusy(true);
    setProblem("");
    try {
      const status = await save(api, chat, first, changes);
      onDone(status === "proposed" ? t.correct.proposed : t.correct.saved);
    } catch (error) {
      setProblem(problemOf(error, t));
      setBusy(false);
    }
    return undefined;
  };
  return (
    <Dialog title={said === null ? t.correct.titleLevel : t.correct.title} onClose={onClose}>
      <form class="correct" onSubmit={(event) => void submit(event)}>
        <LevelFields before={first.level} changes={changes} onChange={change} />
        {said !== null && <WhatFields before={first} changes={changes} said={said} onChange={change} />}
        <p class="dialog__problem" role="alert">{problem}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
          <button type="submit" class="button button--primary" disabled={busy}>{busy ? t.action.working : t.correct.save}</button>
        </div>
      </form>
    </Dialog>
  );
}
