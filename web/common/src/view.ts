/** What a visitor sees of a chat, made from its events. Law: old view + events = view fetched anew. */

import type { ChatEvent, ChatState, Language, Passing, PlanStep, Queue, Said } from "./events";

/** A change of who speaks, shown as a line between the messages. */
export interface Notice {
  readonly kind: "notice";
  readonly seq: number;
  readonly state: ChatState;
  readonly name: string | null;
}

/** A message, with the name of the counsellor who wrote it. */
export interface Line extends Said {
  readonly name: string | null;
}

export interface ChatView {
  /** The last number taken in; ask for what comes after it. */
  readonly next: number;
  readonly state: ChatState;
  readonly language: Language | null;
  /** The counsellor who speaks, while one does. */
  readonly name: string | null;
  /** Waits, since there was danger, and said that it does not want to talk now. */
  readonly declined: boolean;
  readonly plan: readonly PlanStep[];
  readonly lines: readonly (Line | Notice)[];
  /** Everything the visitor wrote up to this number has had its answer. */
  readonly answered: number;
  readonly erased: boolean;
}

/** What GET and POST /api/chats answer. */
export interface Page {
  readonly state: ChatState;
  readonly language: Language | null;
  readonly plan: readonly PlanStep[] | null;
  readonly queue: Queue | null;
  readonly events: readonly ChatEvent[];
  readonly next: number;
}

export const EMPTY: ChatView = {
  next: 0,
  state: "bot",
  language: null,
  name: null,
  declined: false,
  plan: [],
  lines: [],
  answered: 0,
  erased: false,
};

function changeState(view: ChatView, event: ChatEvent & { readonly kind: "state" }): ChatView {
  const name = event.state === "human" ? (event.name ?? view.name) : null;
  // Waiting is told by the banner; the line between the messages would only repeat it.
  const tells = event.state !== view.state && event.state !== "waiting" && view.lines.length > 0;
  const notice: Notice = { kind: "notice", seq: event.seq, state: event.state, name: event.name ?? view.name };
  const declined = event.state === "waiting" && event.reason === "talk_declined";
  return { ...view, state: event.state, name, declined, lines: tells ? [...view.lines, notice] : view.lines };
}

function takeIn(view: ChatView, event: ChatEvent): ChatView {
  switch (event.kind) {
    case "message": {
      const name = event.from === "counsellor" ? view.name : null;
      return { ...view, lines: [...view.lines, { ...event, name }] };
    }
    case "turn_done":
      return { ...view, answered: Math.max(view.answered, event.answers) };
    case "state":
      return changeState(view, event);
    case "plan":
      return { ...view, plan: event.plan };
    case "language":
      return { ...view, language: event.language };
    case "erased":
      return { ...view, erased: true };
    case "unknown":
      return view;
  }
}

/** Take in one event of the stream: the same view for a duplicate, null for a gap (then fetch). */
export function withEvent(view: ChatView, event: ChatEvent): ChatView | null {
  if (event.seq <= view.next) return view;
  if (event.seq !== view.next + 1) return null;
  return { ...takeIn(view, event), next: event.seq };
}

/** Take in a fetched page. It is complete by itself, so that a missing number in it is no gap. */
export function withPage(view: ChatView, page: Page): ChatView {
  const fresh = page.events.filter((event) => event.seq > view.next);
  const last = fresh.reduce((read, event) => takeIn(read, event), view);
  // A page older than what the stream has brought since it was asked for changes nothing.
  if (page.next < view.next) return last;
  return {
    ...last,
    next: page.next,
    state: page.state,
    language: page.language ?? last.language,
    plan: page.plan ?? last.plan,
  };
}

/** What is known only for now: who types, how far the counsellor has read, the place in the queue. */
export interface Passage {
  readonly typing: boolean;
  readonly seen: number;
  readonly queue: Queue | null;
}

export const NOTHING_PASSES: Passage = { typing: false, seen: 0, queue: null };

export function withPassing(passage: Passage, passing: Passing): Passage {
  switch (passing.kind) {
    case "typing":
      return passing.from === "visitor" ? passage : { ...passage, typing: true };
    case "seen":
      return passing.from === "visitor" ? passage : { ...passage, seen: Math.max(passage.seen, passing.seq) };
    case "queue":
      return { ...passage, queue: passing.queue };
  }
}
