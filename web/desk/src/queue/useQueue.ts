import { useEffect, useReducer, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { QueueChat } from "../api/types";
import { follow } from "../live/follow";
import { EMPTY_QUEUE, reduceQueue, type Queue } from "./queue";

export type Link = "live" | "polling" | "lost";

/** How often the list is asked for while the stream is down. */
const POLL_MS = 4000;

const listIn = (data: unknown): readonly QueueChat[] | null => {
  const chats = (data as { chats?: unknown } | null)?.chats;
  return Array.isArray(chats) ? (chats as readonly QueueChat[]) : null;
};

/** The waiting list, live; over a broken stream by asking every few seconds. */
export function useQueue(api: DeskApi): { queue: Queue; link: Link; opened: (chat: string) => void } {
  const [queue, dispatch] = useReducer(reduceQueue, EMPTY_QUEUE);
  const [link, setLink] = useState<Link>("live");
  const [live, setLive] = useState(true);

  const hear = (chats: readonly QueueChat[]): void => dispatch({ type: "heard", chats, now: Date.now() });
  const refetch = async (): Promise<void> => {
    try {
      hear(await api.queue());
      setLink((now) => (now === "live" ? now : "polling"));
    } catch {
      setLink((now) => (now === "live" ? now : "lost"));
    }
  };

  useEffect(() => {
    const stop = new AbortController();
    void follow({
      open: (signal) => api.stream("/api/desk/queue/stream", signal),
      onEvent: ({ data }) => {
        const chats = listIn(data);
        if (chats) hear(chats);
        else void refetch();
      },
      onLive: (now) => {
        setLive(now);
        setLink(now ? "live" : "lost");
        if (now) void refetch();
      },
      onRefused: () => setLive(false),
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [api]);

  useEffect(() => {
    if (live) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => clearInterval(timer);
  }, [api, live]);

  return { queue, link, opened: (chat) => dispatch({ type: "opened", chat }) };
}
