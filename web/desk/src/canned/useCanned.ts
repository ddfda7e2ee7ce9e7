import { useCallback, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Canned, Helpline } from "./types";

export interface Asked<T> {
  /** Null until it was loaded once; what was loaded before stays while it is asked for again. */
  readonly value: T | null;
  readonly failed: boolean;
  readonly ask: () => void;
}

function useAsked<T>(load: () => Promise<T>): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const ask = useCallback((): void => {
    load().then(
      (loaded) => {
        setValue(loaded);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, [load]);
  return { value, failed, ask };
}

/** The replies that this counsellor may use; asked for when the list opens, so that a colleague's change is there. */
export const useCanned = (api: DeskApi): Asked<Canned> =>
  useAsked(useCallback(() => api.get<Canned>("/api/desk/canned"), [api]));

/** The helplines as they are at the moment when the list opens. */
export const useHelplines = (api: DeskApi): Asked<readonly Helpline[]> =>
  useAsked(
    useCallback(async () => (await api.get<{ helplines: readonly Helpline[] }>("/api/desk/helplines")).helplines, [api]),
  );
