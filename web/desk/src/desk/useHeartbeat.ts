import { useEffect, useRef } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { byOf, isLoss } from "../api/refusals";
import { useActivity } from "../live/useActivity";

/** Several beats fit into one lease (60 s), so that a lost one does not cost the chat. */
const BEAT_MS = 15_000;

/**
 * Keeps the lease of every chat that is mine for as long as the desk is open.
 *
 * Returns what to call whenever something comes from the service: a browser lets the timers of a tab that
 * lies hidden run once a minute, as long as a lease, and a stream's heartbeats reach it all the same.
 */
export function useHeartbeat(
  api: DeskApi,
  chats: readonly string[],
  onLost: (chat: string, by: string | null) => void,
): { readonly current: () => void } {
  const dueBeat = useRef<() => void>(() => undefined);
  const lost = useRef(onLost);
  lost.current = onLost;
  const takeActivity = useActivity();
  // The list puts chats in another order with every message: that must not start the waiting for a beat anew.
  const held = useRef(chats);
  held.current = chats;
  const any = chats.length > 0;
  useEffect(() => {
    if (!any) return undefined;
    let beatAt = Date.now();
    const beat = async (chat: string, active: boolean): Promise<void> => {
      try {
        await api.heartbeat(chat, active);
      } catch (error) {
        if (isLoss(error)) lost.current(chat, byOf(error));
      }
    };
    const beatAll = (): void => {
      beatAt = Date.now();
      const active = takeActivity();
      for (const chat of held.current) void beat(chat, active);
    };
    // A laptop that wakes up learns at once what it still holds.
    const onWake = (): void => void (document.visibilityState === "visible" && beatAll());
    dueBeat.current = () => void (Date.now() - beatAt >= BEAT_MS && beatAll());
    const timer = setInterval(beatAll, BEAT_MS);
    document.addEventListener("visibilitychange", onWake);
    return () => {
      dueBeat.current = () => undefined;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onWake);
    };
  }, [api, any]);
  return dueBeat;
}
