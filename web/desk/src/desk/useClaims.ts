import { Refused } from "@chat/common";
import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";

/** Who has a chat that was mine; null: nobody, as far as we know. */
export interface Holder {
  readonly by: string | null;
  /** It waits in the list again, and nobody has it. */
  readonly waits?: boolean;
}

/** What I have claimed, what I lost again, and the attempt to claim that is under way. */
export interface Claims {
  /** Chats that I hold or held while they were open: they stay readable after a loss. */
  readonly held: ReadonlySet<string>;
  readonly lost: ReadonlyMap<string, Holder>;
  readonly busy: boolean;
  readonly problem: string;
  /** The code of the refusal that `problem` tells. */
  readonly refusal: string | null;
  /** `oneMore`: also beyond the limit of chats at once. */
  readonly takeOver: (chat: string, oneMore?: boolean) => Promise<void>;
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
  const [refusal, setRefusal] = useState<string | null>(null);

  const hold = (chat: string): void => {
    setHeld((now) => new Set([...now, chat]));
    setLost((now) => new Map([...now].filter(([each]) => each !== chat)));
  };
  const takeOver = async (chat: string, oneMore = false): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem("");
    setRefusal(null);
    try {
      await api.claim(chat, oneMore);
      hold(chat);
    } catch (error) {
      const gone = error instanceof Refused && error.status === 404;
      setRefusal(error instanceof Refused ? error.code : null);
      setProblem(gone ? t.chat.gone : problemOf(error, t));
    } finally {
      setBusy(false);
    }
  };
  const opened = (chat: string, isMine: boolean): void => {
    setProblem("");
    setRefusal(null);
    if (isMine) hold(chat);
    else setHeld((now) => new Set([...now].filter((each) => each !== chat)));
  };
  // Who has it now is often known a moment later, or earlier, than that it is lost.
  const markLost = (chat: string, by: string | null): void =>
    setLost((now) => new Map(now).set(chat, { by: by ?? now.get(chat)?.by ?? null }));
  return { held, lost, busy, problem, refusal, takeOver, opened, markLost };
}
