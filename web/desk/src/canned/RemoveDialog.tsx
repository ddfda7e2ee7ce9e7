import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import type { CannedReply } from "./types";

interface Props {
  readonly api: DeskApi;
  readonly reply: CannedReply;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function RemoveDialog({ api, reply, onDone, onClose }: Props) {
  const { t } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.removeReply(reply);
      onDone();
    } catch (error) {
      setProblem(problemOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.talking.removeAsk(reply.shortcut)} onClose={onClose}>
      <p class="dialog__text">{reply.shared ? t.talking.removeShared : t.talking.removeOwn}</p>
      <p class="dialog__problem" role="alert">{problem}</p>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
        <button type="button" class="button button--primary" disabled={busy} onClick={() => void remove()}>{busy ? t.action.working : t.talking.remove}</button>
      </div>
    </Dialog>
  );
}
