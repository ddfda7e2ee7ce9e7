import { isFields } from "@chat/common";
import { useContext, useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Queue } from "../queue/queue";
import { LockedContext } from "../session/locked";
import { callingOf, NOBODY, type Calling } from "./alarm";

/** So often a page that is locked asks. */
const ASK_MS = 5_000;

const readCalling = (value: unknown): Calling => {
  const count = (level: string): number => (isFields(value) && typeof value[level] === "number" ? value[level] : 0);
  return { life: count("life"), urgent: count("urgent"), normal: count("normal") };
};

/**
 * Who calls for somebody now. A page that the idle lock has closed hears nothing of the queue; it asks
 * for the bare counts, since a night is long and who watches a quiet desk touches nothing.
 */
export function useCalling(api: DeskApi, queue: Queue): Calling {
  const locked = useContext(LockedContext);
  const [counted, setCounted] = useState<Calling | null>(null);
  useEffect(() => {
    if (!locked) return undefined;
    const ask = (): void => void api.get<unknown>("/api/desk/alarm").then(
      (told) => setCounted(readCalling(told)),
      () => setCounted(NOBODY),
    );
    ask();
    const timer = setInterval(ask, ASK_MS);
    return () => {
      clearInterval(timer);
      setCounted(null);
    };
  }, [api, locked]);
  // Until the first answer what stood in the list at the lock goes on.
  return (locked ? counted : null) ?? callingOf(queue.chats);
}
