import { useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { follow } from "./follow";

/** How often a whole is asked for while its stream is down. */
const POLL_MS = 4000;

export interface Followed<T> {
  /** Null until it was told once. */
  readonly value: T | null;
  /** When it was told, in ms since the epoch: what runs on by itself is counted from there. */
  readonly heardAt: number;
  readonly live: boolean;
}

/** Something of the desk that the service tells as a whole, live; over a broken stream by asking. */
export function useFollowed<T>(api: DeskApi, path: string, read: (value: unknown) => T | null): Followed<T> {
  const [heard, setHeard] = useState<{ readonly value: T | null; readonly heardAt: number }>({ value: null, heardAt: 0 });
  const [live, setLive] = useState(true);
  const hear = (told: unknown): void => {
    const value = read(told);
    if (value !== null) setHeard({ value, heardAt: Date.now() });
  };
  // A refusal shows itself to the whole page (the session is over) or in the next try.
  const ask = (): Promise<void> => api.get(path).then(hear, () => undefined);
  useEffect(() => {
    const stop = new AbortController();
    void follow({
      open: (signal) => api.stream(`${path}/stream`, signal),
      onEvent: ({ kind, data }) => (kind === "logged_out" ? void ask() : hear(data)),
      onLive: setLive,
      onRefused: () => setLive(false),
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [api, path]);
  useEffect(() => {
    if (live) return undefined;
    void ask();
    const timer = setInterval(() => void ask(), POLL_MS);
    return () => clearInterval(timer);
  }, [api, path, live]);
  return { ...heard, live };
}
