import { useEffect, useRef } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { byOf, isLoss } from "../api/refusals";

/** Several beats fit into one lease, so that a lost one does not cost the chat. */
const BEAT_MS = 10_000;

/** Keeps the lease of every chat that is mine for as long as the desk is open. */
export function useHeartbeat(api: DeskApi, chats: readonly string[], onLost: (chat: string, by: string | null) => void): void {
  const lost = useRef(onLost);
  lost.current = onLost;
  const held = chats.join(" ");
  useEffect(() => {
    if (held === "") return undefined;
    const beat = async (chat: string): Promise<void> => {
      try {
        await api.heartbeat(chat);
      } catch (error) {
        if (isLoss(error)) lost.current(chat, byOf(error));
      }
    };
    const beatAll = (): void => held.split(" ").forEach((chat) => void beat(chat));
    // A laptop that wakes up learns at once what it still holds.
    const onWake = (): void => void (document.visibilityState === "visible" && beatAll());
    const timer = setInterval(beatAll, BEAT_MS);
    document.addEventListener("visibilitychange", onWake);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onWake);
    };
  }, [api, held]);
}
