import type { ChatState } from "@chat/common";

import type { StaffEvent } from "../api/events";
import type { Card, ChatView, Whisper } from "../api/types";
import type { Unsent } from "./drafts";

/** A message of mine on its way: kept on screen until its event comes back with the number it got. */
export interface Outgoing {
  readonly clientId: string;
  readonly text: string;
  readonly status: "sending" | "failed";
  readonly seq: number | null;
  readonly problem: string | null;
}

/** One open chat as the desk knows it: old state + events = state fetched anew. */
export interface Chat {
  readonly card: Card;
  /** What a lead said to me here; for a lead who reads along, what they said. */
  readonly whispers: readonly Whisper[];
  readonly state: ChatState;
  readonly language: string | null;
  readonly events: readonly StaffEvent[];
  readonly next: number;
  /** An event came whose predecessor is missing: what lies between must be fetched. */
  readonly gap: boolean;
  /** Until when (ms) the visitor's typing sign stands; 0 when they do not type. */
  readonly typingUntil: number;
  readonly seenUpTo: number;
  /** Up to which number a page of the visitor has the chat. */
  readonly receivedUpTo: number;
  readonly outbox: readonly Outgoing[];
}

export type ChatAction =
  | { readonly type: "fetched"; readonly view: ChatView }
  | { readonly type: "event"; readonly event: StaffEvent }
  | { readonly type: "typing"; readonly now: number }
  | { readonly type: "seen"; readonly seq: number }
  | { readonly type: "received"; readonly seq: number }
  | { readonly type: "card"; readonly card: Card }
  | { readonly type: "sending"; readonly clientId: string; readonly text: string }
  | { readonly type: "sent"; readonly clientId: string; readonly seq: number }
  | { readonly type: "failed"; readonly clientId: string; readonly problem: string }
  | { readonly type: "withdrawn"; readonly clientId: string };

/** For at most so many messages a late reading is awaited: one that never comes costs little. */
const LATE_READINGS = 8;

/** How long one typing event counts; the visitor's client repeats it every few seconds. */
export const TYPING_MS = 6000;

const arrived = (outgoing: Outgoing, events: readonly StaffEvent[]): boolean =>
  events.some(
    (event) => event.seq === outgoing.seq || (event.kind === "message" && event.client_id === outgoing.clientId),
  );

const pending = (outbox: readonly Outgoing[], events: readonly StaffEvent[]): readonly Outgoing[] =>
  outbox.filter((outgoing) => !arrived(outgoing, events));

/** Both lists by number, each number once. A later copy wins: it may carry the reading. */
function merged(old: readonly StaffEvent[], more: readonly StaffEvent[]): readonly StaffEvent[] {
  const bySeq = new Map(old.map((event) => [event.seq, event]));
  for (const event of more) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/**
 * From which number on to ask: usually the last one, but a message that came before it was read is
 * fetched once more, since its reading changes no number.
 */
export function askAfter(chat: Chat): number {
  const bare = chat.events.filter((event) => event.kind === "message" && event.from === "visitor" && !event.reading);
  const first = bare.at(-LATE_READINGS)?.seq ?? bare[0]?.seq;
  return first === undefined ? chat.next : Math.min(chat.next, first - 1);
}

/** `unsent`: what an earlier look at this chat could not send. */
export function open(view: ChatView, unsent: readonly Unsent[] = []): Chat {
  const left = unsent.map(({ clientId, text }): Outgoing => ({ clientId, text, status: "failed", seq: null, problem: null }));
  return {
    card: view.card,
    whispers: view.whispers ?? [],
    state: view.state,
    language: view.language,
    events: merged([], view.events),
    next: view.next,
    gap: false,
    typingUntil: 0,
    seenUpTo: 0,
    receivedUpTo: view.received ?? 0,
    outbox: pending(left, view.events),
  };
}

function withEvents(chat: Chat, more: readonly StaffEvent[], next: number): Chat {
  const events = merged(chat.events, more);
  return { ...chat, events, next, outbox: pending(chat.outbox, events) };
}

function withEvent(chat: Chat, event: StaffEvent): Chat {
  if (event.seq > chat.next + 1) return { ...chat, gap: true };
  const after = withEvents(chat, [event], Math.max(chat.next, event.seq));
  const spoke = event.kind === "message" && event.from === "visitor";
  return {
    ...after,
    state: event.kind === "state" ? event.state : chat.state,
    language: event.kind === "language" ? event.language : chat.language,
    typingUntil: spoke ? 0 : chat.typingUntil,
  };
}

function withOutgoing(chat: Chat, clientId: string, change: Partial<Outgoing>): Chat {
  const outbox = chat.outbox.map((outgoing) =>
    outgoing.clientId === clientId ? { ...outgoing, ...change } : outgoing,
  );
  return { ...chat, outbox: pending(outbox, chat.events) };
}

function withSending(chat: Chat, clientId: string, text: string): Chat {
  const again = chat.outbox.some((outgoing) => outgoing.clientId === clientId);
  if (again) return withOutgoing(chat, clientId, { status: "sending", problem: null });
  const outgoing: Outgoing = { clientId, text, status: "sending", seq: null, problem: null };
  return { ...chat, outbox: [...chat.outbox, outgoing] };
}

export function reduceChat(chat: Chat, action: ChatAction): Chat {
  switch (action.type) {
    case "fetched": {
      const { view } = action;
      const receivedUpTo = Math.max(chat.receivedUpTo, view.received ?? 0);
      const after = { ...withEvents(chat, view.events, Math.max(chat.next, view.next)), receivedUpTo };
      // An answer that was on its way while the stream told more knows less than we do.
      const whispers = view.whispers ?? chat.whispers;
      if (view.next < chat.next) return { ...after, card: view.card, whispers };
      return { ...after, whispers, card: view.card, state: view.state, language: view.language, gap: false };
    }
    case "event":
      return withEvent(chat, action.event);
    case "typing":
      return { ...chat, typingUntil: action.now + TYPING_MS };
    case "seen":
      return { ...chat, seenUpTo: Math.max(chat.seenUpTo, action.seq) };
    case "received":
      return { ...chat, receivedUpTo: Math.max(chat.receivedUpTo, action.seq) };
    case "card":
      return { ...chat, card: action.card };
    case "sending":
      return withSending(chat, action.clientId, action.text);
    case "sent":
      return withOutgoing(chat, action.clientId, { seq: action.seq });
    case "failed":
      return withOutgoing(chat, action.clientId, { status: "failed", problem: action.problem });
    case "withdrawn":
      return { ...chat, outbox: chat.outbox.filter(({ clientId }) => clientId !== action.clientId) };
  }
}

/** What I may do in this chat. */
export type Hold = "free" | "mine" | "joined" | "theirs" | "over";

export function holdOf(chat: Pick<Chat, "card" | "state">, me: string): Hold {
  if (chat.state === "closed") return "over";
  if (chat.card.claimed_by === null) return "free";
  if (chat.card.claimed_by !== me) return "theirs";
  return chat.state === "human" ? "joined" : "mine";
}
