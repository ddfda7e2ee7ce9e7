import { useEffect, useRef } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { isLoss } from "../api/refusals";
import { useActivity } from "../live/useActivity";

/** Several beats fit into one lease (60 s). */
const BEAT_MS = 15_000;

/** Reading along lasts while this page shows it: it ends with leaving and with closing the tab. */
export function useAlong(api: DeskApi, chat: string, onOver: () => void): void {
  const over = useRef(onOver);
  over.current = onOver;
  const takeActivity = useActivity();
  useEffect(() => {
    const end = (): void => void api.endAlong(chat).catch(() => undefined);
    const beat = (): void => {
      api.keepAlong(chat, takeActivity()).catch((error: unknown) => {
        if (isLoss(error)) over.current();
      });
    };
    const timer = setInterval(beat, BEAT_MS);
    addEventListener("pagehide", end);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", end);
      end();
    };
  }, [api, chat]);
}
