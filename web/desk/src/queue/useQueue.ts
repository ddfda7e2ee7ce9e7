import { useEffect, useReducer, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { readQueue } from "../api/queue";
import type { Heard } from "../api/types";
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

  const hear = (heard: Heard): void => dispatch({ type: "heard", ...heard, now: Date.now() });
  const refetch = async (): Promise<void> => {
    try {
      hear(await api.queue());
      onDuty(await api.get("/api/desk/duty"));
      setLink((now) => (now === "live" ? now : "polling"));
    } catch {
      setLink((now) => (now === "live" ? now : "lost"));
    }
  };

  useEffect(() => {
    const stop = new AbortController();
    void follow({
      open: (signal) => api.stream("/api/desk/queue/stream", signal),
      onEvent: ({ kind, data }) => {
        if (kind === "duty") return onDuty(data);
        const heard = readQueue(data);
        if (heard) hear(heard);
        // Anything else (the session is over) shows itself in the answer to the next question.
        else void refetch();
      },
      ...(onBytes && { onBytes }),
      onLive: (now) => {
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
