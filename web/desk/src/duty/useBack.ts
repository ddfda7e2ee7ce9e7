import { useEffect } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Presence } from "./duty";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

/** Who is away is back with any input, and need not wait for the next beat. */
export function useBack(api: DeskApi, presence: Presence | null, hear: (told: unknown) => void): void {
  useEffect(() => {
    if (presence !== "away") return undefined;
    let told = false;
    const onSign = (): void => {
      if (told) return;
      told = true;
      // Without an answer the next beat tells it, half a minute later.
      void api.stand(true).then(() => api.get("/api/desk/duty")).then(hear, () => (told = false));
    };
    for (const sign of SIGNS) document.addEventListener(sign, onSign, { passive: true });
    return () => SIGNS.forEach((sign) => document.removeEventListener(sign, onSign));
  }, [api, presence, hear]);
}
