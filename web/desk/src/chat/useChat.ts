import { isFields, readPassing, Refused, type StreamEvent } from "@chat/common";
import { useCallback, useEffect, useReducer, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { readStaffEvent } from "../api/events";
import { byOf, isLoss } from "../api/refusals";
import type { Card } from "../api/types";
import { follow } from "../live/follow";
import { askAfter, open, reduceChat, type Chat, type ChatAction } from "./chat";
import type { Unsent } from "./drafts";

export type Stage = "loading" | "ready" | "failed" | "gone";

type Step = ChatAction | { readonly type: "opened"; readonly chat: Chat };

const step = (chat: Chat | null, action: Step): Chat | null =>
  action.type === "opened" ? action.chat : chat && reduceChat(chat, action);

/** Kinds of events after which the card may read differently. */
const CHANGES_CARD: ReadonlySet<string> = new Set(["state", "plan", "turn_done", "language", "message"]);

/** Several events of one turn come together; one look at the card is enough for them. */
const CARD_PAUSE_MS = 400;

const POLL_MS = 4000;

/** What an event of the stream does to the chat; null for one that only marks the stream's place. */
export function actionOf({ kind, data }: StreamEvent, now: number): ChatAction | null {
  if (kind === "card") return isFields(data) ? { type: "card", card: data as unknown as Card } : null;
  const passing = readPassing(kind, data);
  if (passing?.kind === "typing") return passing.from === "visitor" ? { type: "typing", now } : null;
  if (passing?.kind === "seen") return passing.from === "visitor" ? { type: "seen", seq: passing.seq } : null;
  if (passing?.kind === "received") return { type: "received", seq: passing.seq };
  const event = readStaffEvent(data);
  return event && { type: "event", event };
}

export interface OpenChat {
  readonly stage: Stage;
  readonly chat: Chat | null;
  readonly live: boolean;
  readonly dispatch: (action: ChatAction) => void;
  readonly refetch: () => Promise<void>;
}

interface Options {
  /** Read along in a colleague's chat. */
  readonly along?: boolean;
  /** Messages of an earlier visit to this chat that the service has not confirmed. */
  readonly unsent?: readonly Unsent[];
}

/** One chat that this counsellor holds, or reads `along` in: fetched whole, then kept up to date. */
export function useChat(api: DeskApi, id: string, onLost: (by: string | null) => void, { along = false, unsent = [] }: Options = {}): OpenChat {
  const [chat, dispatch] = useReducer(step, null);
  const [stage, setStage] = useState<Stage>("loading");
  const [live, setLive] = useState(true);
  const latest = useRef(chat);
  latest.current = chat;
  const left = useRef(unsent);
  left.current = unsent;

  const lose = useRef<(by: unknown) => void>(() => undefined);
  lose.current = (by) => onLost(typeof by === "string" ? by : null);

  const fail = (error: unknown): void => {
    if (error instanceof Refused && error.status === 404) setStage("gone");
    else if (isLoss(error)) onLost(byOf(error));
    else setStage((now) => (now === "ready" ? "ready" : "failed"));
  };
  const refetch = useCallback(async (): Promise<void> => {
    try {
      const known = latest.current;
      const after = known ? askAfter(known) : 0;
      const view = await (along ? api.along(id, after) : api.chat(id, after));
      dispatch(known ? { type: "fetched", view } : { type: "opened", chat: open(view, left.current) });
      setStage("ready");
    } catch (error) {
      fail(error);
    }
  }, [api, id, along]);

  useEffect(() => void refetch(), [refetch]);

  const ready = stage === "ready";
  const pendingCard = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    if (!ready) return undefined;
    const stop = new AbortController();
    void follow({
      open: (signal) => api.stream(`/api/desk/chats/${encodeURIComponent(id)}${along ? "/along" : ""}/stream?after=${latest.current?.next ?? 0}`, signal),
      onEvent: (event) => {
        if (event.kind === "claim_lost") lose.current(isFields(event.data) ? event.data.by : null);
        if (event.kind === "along_over") lose.current(null);
        if (event.kind === "erased") setStage("gone");
        // The session is over: the answer to the next question says so to the whole page.
        if (event.kind === "logged_out") void refetch();
        const action = actionOf(event, Date.now());
        if (action) dispatch(action);
        if (!CHANGES_CARD.has(event.kind)) return;
        clearTimeout(pendingCard.current);
        pendingCard.current = setTimeout(() => void refetch(), CARD_PAUSE_MS);
      },
      onLive: setLive,
      onRefused: fail,
      signal: stop.signal,
    });
    return () => {
      stop.abort();
      clearTimeout(pendingCard.current);
    };
  }, [api, id, ready, refetch]);

  useEffect(() => {
    if (chat?.gap) void refetch();
  }, [chat?.gap, refetch]);
  useEffect(() => {
    if (live || !ready) return undefined;
    void refetch();
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => clearInterval(timer);
  }, [live, ready, refetch]);

  // What was erased must leave this screen, too.
  return { stage, chat: stage === "gone" ? null : chat, live, dispatch, refetch };
}
