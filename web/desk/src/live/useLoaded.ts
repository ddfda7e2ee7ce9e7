import { useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";

type Loaded<T> = { readonly value: T } | { readonly problem: unknown } | null;

/** What a path of the service gives, fetched anew when the path changes; null while it is on its way. */
export function useLoaded<T>(api: DeskApi, path: string | null): readonly [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    setLoaded(null);
    if (path === null) return undefined;
    api.get<T>(path).then(
      (value) => current && setLoaded({ value }),
      (problem: unknown) => current && setLoaded({ problem }),
    );
    return () => {
      current = false;
    };
  }, [api, path, tries]);
  return [loaded, () => setTries(tries + 1)];
}
