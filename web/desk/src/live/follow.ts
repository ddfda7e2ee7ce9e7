import { createParser } from "eventsource-parser";

import { Refused } from "../api/errors";

export interface StreamEvent {
  readonly kind: string;
  readonly data: unknown;
}

interface Following {
  /** Open the stream anew, from where the reader stands. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEvent: (event: StreamEvent) => void;
  /** True once bytes flow, false when the stream broke; called on each change. */
  readonly onLive: (live: boolean) => void;
  /** The service will never let this reader follow (gone, forbidden): no further try. */
  readonly onRefused: (refusal: Refused) => void;
  readonly signal: AbortSignal;
}

/** A heartbeat comes at least every 20 s (contract §2); after two missed ones the line is dead. */
const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

const FINAL: ReadonlySet<number> = new Set([403, 404, 410]);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return null;
  }
}

/** Read one stream to its end; resolves when it ends, breaks or falls silent. */
async function readThrough(answer: Response, following: Following, stop: AbortController): Promise<void> {
  const parser = createParser({
    onEvent: ({ event, data }) => following.onEvent({ kind: event ?? "message", data: parsed(data) }),
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let watchdog = setTimeout(() => stop.abort(), SILENCE_MS);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => stop.abort(), SILENCE_MS);
      parser.feed(part.value);
    }
  } finally {
    clearTimeout(watchdog);
  }
}

/** Follow an event stream for as long as `signal` allows, and come back after every break. */
export async function follow(following: Following): Promise<void> {
  const { signal } = following;
  let wait = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const stop = new AbortController();
    const onAbort = (): void => stop.abort();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      const answer = await following.open(stop.signal);
      following.onLive(true);
      wait = FIRST_PAUSE_MS;
      await readThrough(answer, following, stop);
    } catch (error) {
      if (error instanceof Refused && FINAL.has(error.status)) {
        following.onRefused(error);
        return;
      }
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    } finally {
      signal.removeEventListener("abort", onAbort);
      stop.abort();
    }
    if (signal.aborted) return;
    following.onLive(false);
    // A tenth of chance, so that a restarted service is not met by all desks in one moment.
    await pause(wait * (1 + Math.random() / 10), signal);
  }
}
