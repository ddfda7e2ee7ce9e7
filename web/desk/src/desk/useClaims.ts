import { Refused } from "@chat/common";
import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";

/** Who has a chat that was mine; null: nobody, as far as we know. */
export interface Holder {
  readonly by: string | null;
}

/** What I have claimed, what I lost again, and the attempt to claim that is under way. */
export interface Claims {
  /** Chats that I hold or held while they were open: they stay readable after a loss. */
  readonly held: ReadonlySet<string>;
  readonly lost: ReadonlyMap<string, Holder>;
  readonly busy: boolean;
  readonly problem: string;
  readonly takeOver: (chat: string) => Promise<void>;
  /** The counsellor opened a chat: what was said about it before is over. */
  readonly opened: (chat: string, isMine: boolean) => void;
  readonly markLost: (chat: string, by: string | null) => void;
}

export function useClaims(api: DeskApi): Claims {
  const { t } = useSpeech();
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const [lost, setLost] = useState<ReadonlyMap<string, Holder>>(new Map());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  const hold = (chat: string): void => {
    setHeld((now) => new Set([...now, chat]));
    setLost((now) => new Map([...now].filter(([each]) => each !== chat)));
  };
  const takeOver = async (chat: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      await api.claim(chat);
      hold(chat);
    } catch (error) {
      const gone = error instanceof Refused && error.status === 404;
      setProblem(gone ? t.chat.gone : problemOf(error, t));
    } finally {
      setBusy(false);
    }
  };
  const opened = (chat: string, isMine: boolean): void => {
    setProblem("");
    if (isMine) hold(chat);
    else setHeld((now) => new Set([...now].filter((each) => each !== chat)));
  };
  const markLost = (chat: string, by: string | null): void => setLost((now) => new Map(now).set(chat, { by }));
  return { held, lost, busy, problem, takeOver, opened, markLost };
}
