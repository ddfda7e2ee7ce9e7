import { useEffect } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { useActivity } from "../live/useActivity";

/** The lock comes at most this much after ten idle minutes, also on a page without any stream. */
const BEAT_MS = 30_000;

/**
 * Keeps the session while somebody uses the page, and learns when it is over: the service alone
 * decides, so that two windows of one browser cannot lock each other out.
 */
export function useStanding(api: DeskApi, inside: boolean): void {
  const takeActivity = useActivity();
  useEffect(() => {
    if (!inside) return undefined;
    // A refusal shows itself through `onExpired`; without an answer the next beat tries again.
    const beat = (): void => void api.stand(takeActivity()).catch(() => undefined);
    // A laptop that wakes up is locked before anybody reads on.
    const onWake = (): void => void (document.visibilityState === "visible" && beat());
    const timer = setInterval(beat, BEAT_MS);
    document.addEventListener("visibilitychange", onWake);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onWake);
    };
  }, [api, inside]);
}
