import { readStream, Refused, type StreamEvent } from "@chat/common";

interface Following {
  /** Open the stream anew, from where the reader stands. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEvent: (event: StreamEvent) => void;
  /** See `readStream`. */
  readonly onBytes?: () => void;
  /** True once bytes flow, false when the stream broke; called on each change. */
  readonly onLive: (live: boolean) => void;
  /** The service will never let this reader follow (gone, forbidden): no further try. */
  readonly onRefused: (refusal: Refused) => void;
  readonly signal: AbortSignal;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

const FINAL: ReadonlySet<number> = new Set([403, 404, 410]);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** Follow an event stream for as long as `signal` allows, and come back after every break. */
export async function follow({ open, onEvent, onBytes, onLive, onRefused, signal }: Following): Promise<void> {
  let wait = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      const { body } = await open(signal);
      onLive(true);
      wait = FIRST_PAUSE_MS;
      if (body) await readStream(body, onEvent, onBytes && { onBytes });
    } catch (error) {
      if (error instanceof Refused && FINAL.has(error.status)) {
        onRefused(error);
        return;
      }
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
    if (signal.aborted) return;
    onLive(false);
    // A tenth of chance, so that a restarted service is not met by all desks in one moment.
    await pause(wait * (1 + Math.random() / 10), signal);
  }
}
