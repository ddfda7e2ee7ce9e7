/** Reads one event stream to its end. Who opens it again, and when, is the caller's matter. */

import { createParser } from "eventsource-parser";

export interface StreamEvent {
  readonly kind: string;
  readonly data: unknown;
}

/** A heartbeat comes at least every 20 s (contract §2); after two missed ones the line is dead. */
export const SILENCE_MS = 45_000;

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    // The next numbered event then shows a gap, and the reader fetches anew.
    return null;
  }
}

interface Options {
  readonly silenceMs?: number;
  /** Something came, if only a heartbeat: also in a tab that lies hidden, whose timers the browser slows down. */
  readonly onBytes?: () => void;
}

/** Hand every event to `onEvent`; resolves when the stream ends, breaks, or is silent for too long. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
  { silenceMs = SILENCE_MS, onBytes }: Options = {},
): Promise<void> {
  const parser = createParser({
    onEvent: ({ event, data }) => onEvent({ kind: event ?? "message", data: parsed(data) }),
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const giveUp = (): void => void reader.cancel().catch(() => undefined);
  let watchdog = setTimeout(giveUp, silenceMs);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, silenceMs);
      onBytes?.();
      parser.feed(decoder.decode(part.value, { stream: true }));
    }
  } catch {
    // A broken line ends like one that was closed: the caller comes back with its last number.
  } finally {
    clearTimeout(watchdog);
  }
}
