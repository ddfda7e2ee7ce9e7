import type { Changed, Heard, QueueChat, Stub } from "../api/types";
import type { Level } from "../labels";

/** The waiting list as last heard. */
export interface Queue {
  readonly chats: readonly QueueChat[];
  /** Chats in danger that their visitors erased, the newest first. */
  readonly stubs: readonly Stub[];
  /** By how many ms the page's clock is ahead of the service's, by which waiting is counted. */
  readonly ahead: number;
  /** Chats that came in after the list was first shown and were not opened yet. */
  readonly fresh: ReadonlySet<string>;
  readonly known: boolean;
}

export type QueueAction =
  | ({ readonly type: "heard"; readonly now: number } & Heard)
  | ({ readonly type: "changed"; readonly now: number } & Changed)
  | { readonly type: "opened"; readonly chat: string };

export const EMPTY_QUEUE: Queue = { chats: [], stubs: [], ahead: 0, fresh: new Set(), known: false };

const RANK: Readonly<Record<Level, number>> = { life: 0, urgent: 1, normal: 2 };

const rank = (level: Level | null): number => (level ? RANK[level] : 3);

const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** As the service has it: by danger, then by who waits longest; the id breaks ties so that rows never jump about. */
export function byDanger(a: QueueChat, b: QueueChat): number {
  return rank(a.level) - rank(b.level) || inOrder(a.waiting_since ?? "", b.waiting_since ?? "") || inOrder(a.chat, b.chat);
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
  const chats = action.type === "heard" ? [...action.chats] : [...untouched(queue, action), ...action.chats];
  return {
    chats: chats.sort(byDanger),
    stubs: action.stubs ?? queue.stubs,
    ahead: action.now - action.at,
    fresh: freshAfter(queue, chats),
    known: true,
  };
}

/** The rows that a change leaves as they are. */
function untouched(queue: Queue, { chats, gone }: Changed): readonly QueueChat[] {
  const touched = new Set([...gone, ...chats.map(({ chat }) => chat)]);
  return queue.chats.filter(({ chat }) => !touched.has(chat));
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

/** How long a chat has waited by now; the desk counts on by itself. Behind a slow door waiting begins later. */
export function waitedSeconds(chat: QueueChat, ahead: number, now: number): number {
  if (chat.waiting_since === null) return 0;
  return Math.max(0, Math.floor((now - ahead - Date.parse(chat.waiting_since)) / 1000));
}

/** Whether a chat is told as it was, but for the count of seconds that runs on by itself. */
export function toldAlike(a: QueueChat, b: QueueChat): boolean {
  return a === b || JSON.stringify({ ...a, waiting_s: 0 }) === JSON.stringify({ ...b, waiting_s: 0 });
}
