import type { Heard, QueueChat, Stub } from "../api/types";
import type { Level } from "../labels";

/** The waiting list as last heard, and when (ms since the epoch), so that waiting times can tick. */
export interface Queue {
  readonly chats: readonly QueueChat[];
  /** Chats in danger that their visitors erased, the newest first. */
  readonly stubs: readonly Stub[];
  readonly heardAt: number;
  /** Chats that came in after the list was first shown and were not opened yet. */
  readonly fresh: ReadonlySet<string>;
  readonly known: boolean;
}

export type QueueAction =
  | ({ readonly type: "heard"; readonly now: number } & Heard)
  | { readonly type: "opened"; readonly chat: string };

export const EMPTY_QUEUE: Queue = { chats: [], stubs: [], heardAt: 0, fresh: new Set(), known: false };

const RANK: Readonly<Record<Level, number>> = { life: 0, urgent: 1, normal: 2 };

const rank = (level: Level | null): number => (level ? RANK[level] : 3);

/** By danger, then by who waits longest; the id breaks ties so that rows never jump about. */
export function byDanger(a: QueueChat, b: QueueChat): number {
  return rank(a.level) - rank(b.level) || b.waiting_s - a.waiting_s || (a.chat < b.chat ? -1 : 1);
}

const isFree = (chat: QueueChat): boolean => chat.claimed_by === null;

/** Fresh: unclaimed and new, or unclaimed and more in danger than when last heard. */
function freshAfter(queue: Queue, chats: readonly QueueChat[]): ReadonlySet<string> {
  const before = new Map(queue.chats.map((chat) => [chat.chat, chat]));
  const worse = (chat: QueueChat): boolean => {
    const old = before.get(chat.chat);
    return old === undefined || rank(chat.level) < rank(old.level);
  };
  const isFresh = (chat: QueueChat): boolean =>
    isFree(chat) && (queue.fresh.has(chat.chat) || (queue.known && worse(chat)));
  return new Set(chats.filter(isFresh).map((chat) => chat.chat));
}

export function reduceQueue(queue: Queue, action: QueueAction): Queue {
  if (action.type === "opened") {
    const fresh = new Set(queue.fresh);
    fresh.delete(action.chat);
    return { ...queue, fresh };
  }
  return {
    chats: [...action.chats].sort(byDanger),
    stubs: action.stubs,
    heardAt: action.now,
    fresh: freshAfter(queue, action.chats),
    known: true,
  };
}

export interface Groups {
  readonly mine: readonly QueueChat[];
  /** A colleague talks in them and proposes to lower the level: I am asked. */
  readonly toConfirm: readonly QueueChat[];
  readonly waiting: readonly QueueChat[];
  /** Colleagues read or talk in them. */
  readonly others: readonly QueueChat[];
}

const asksMe = (chat: QueueChat): boolean => chat.state === "human" && Boolean(chat.lowering);

export function grouped(chats: readonly QueueChat[], me: string): Groups {
  const others = chats.filter((chat) => chat.claimed_by !== null && chat.claimed_by !== me);
  return {
    mine: chats.filter((chat) => chat.claimed_by === me),
    toConfirm: others.filter(asksMe),
    waiting: chats.filter(isFree),
    others: others.filter((chat) => !asksMe(chat)),
  };
}

/** The rows in the order in which they stand on screen, for the arrow keys. */
export function onScreen(groups: Groups): readonly QueueChat[] {
  return [...groups.mine, ...groups.toConfirm, ...groups.waiting, ...groups.others];
}

/** How long a chat has waited by now; between two lists the desk counts on by itself. */
export function waitedSeconds(chat: QueueChat, heardAt: number, now: number): number {
  return chat.waiting_s + Math.max(0, Math.floor((now - heardAt) / 1000));
}

/** Whether a chat is told as it was, but for the time that runs on by itself. */
export function toldAlike(a: QueueChat, b: QueueChat): boolean {
  return a === b || JSON.stringify({ ...a, waiting_s: 0 }) === JSON.stringify({ ...b, waiting_s: 0 });
}
