import { useEffect, useReducer, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { readChange, readQueue } from "../api/queue";
import { follow } from "../live/follow";
import { EMPTY_QUEUE, reduceQueue, type Queue } from "./queue";

export type Link = "live" | "polling" | "lost";

/** How often the list is asked for while the stream is down. */
const POLL_MS = 4000;

interface Hearers {
  readonly onDuty?: (told: unknown) => void;
  /** Something came from the service, if only its heartbeat. */
  readonly onBytes?: () => void;
}

/** The waiting list, live; over a broken stream by asking every few seconds. */
export function useQueue(
  api: DeskApi,
  { onDuty = () => undefined, onBytes }: Hearers = {},
): { queue: Queue; link: Link; opened: (chat: string) => void } {
  const [queue, dispatch] = useReducer(reduceQueue, EMPTY_QUEUE);
  const [link, setLink] = useState<Link>("live");
  const [live, setLive] = useState(true);
  const streams = useRef(false);

  const refetch = async (): Promise<void> => {
    try {
      const heard = await api.queue();
      // What a stream that came back meanwhile tells is newer.
      if (streams.current) return;
      dispatch({ type: "heard", ...heard, now: Date.now() });
      onDuty(await api.get("/api/desk/duty"));
      setLink((now) => (now === "live" ? now : "polling"));
    } catch {
      setLink((now) => (now === "live" ? now : "lost"));
    }
  };

  useEffect(() => {
    const stop = new AbortController();
    let line = new AbortController();
    stop.signal.addEventListener("abort", () => line.abort());
    /** How many changes came after the whole list; null until that has come. */
    let step: number | null = null;
    const hear = (data: unknown): void => {
      const heard = readQueue(data);
      if (!heard) return line.abort();
      step = 0;
      dispatch({ type: "heard", ...heard, now: Date.now() });
    };
    const hearChange = (data: unknown): void => {
      const changed = readChange(data);
      // One is missing, and with it what the list should say: a new stream begins with all of it.
      if (step === null || changed?.step !== step + 1) return line.abort();
      step += 1;
      dispatch({ type: "changed", ...changed, now: Date.now() });
    };
    void follow({
      open: () => {
        line = new AbortController();
        step = null;
        return api.stream("/api/desk/queue/stream", line.signal);
      },
      onEvent: ({ kind, data }) => {
        if (kind === "queue") hear(data);
        else if (kind === "queue_changed") hearChange(data);
        else if (kind === "duty") onDuty(data);
        // Anything else (the session is over) shows itself in the answer to the next question.
        else void refetch();
      },
      ...(onBytes && { onBytes }),
      onLive: (now) => {
        streams.current = now;
        setLive(now);
        setLink(now ? "live" : "lost");
      },
      onRefused: () => setLive(false),
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [api]);

  useEffect(() => {
    if (live) return undefined;
    void refetch();
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => clearInterval(timer);
  }, [api, live]);

  return { queue, link, opened: (chat) => dispatch({ type: "opened", chat }) };
}
