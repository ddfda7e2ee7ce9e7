import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import type { Conversation } from "./conversation";
import type { Snapshot } from "./snapshot";

export const ConversationContext = createContext<Conversation | null>(null);

export function useConversation(): Conversation {
  const conversation = useContext(ConversationContext);
  if (!conversation) throw new Error("outside of a conversation");
  return conversation;
}

/** The conversation as it is now; the component is drawn again at each change. */
export function useSnapshot(conversation: Conversation): Snapshot {
  const [snapshot, setSnapshot] = useState(conversation.snapshot);
  useEffect(() => {
    setSnapshot(conversation.snapshot);
    return conversation.subscribe(() => setSnapshot(conversation.snapshot));
  }, [conversation]);
  return snapshot;
}

/** True once `since` (ms of the clock; null: never) is `ms` ago. */
export function useElapsed(since: number | null, ms: number): boolean {
  const [, drawAgain] = useState(0);
  const left = since === null ? null : since + ms - Date.now();
  useEffect(() => {
    if (left === null || left <= 0) return undefined;
    const timer = setTimeout(() => drawAgain((count) => count + 1), left + 20);
    return () => clearTimeout(timer);
  }, [since, ms]);
  return left !== null && left <= 0;
}

export interface Doing<A extends unknown[]> {
  readonly run: (...args: A) => Promise<void>;
  readonly busy: boolean;
  readonly error: unknown;
}

/** Run a call with its state: nothing is tapped twice, no failure goes unsaid. */
export function useDoing<A extends unknown[]>(call: (...args: A) => Promise<void>): Doing<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (...args: A): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await call(...args);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}
