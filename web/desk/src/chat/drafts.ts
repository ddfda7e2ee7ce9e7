/**
 * What a counsellor typed and has not sent, per chat: kept over a reload in this tab's storage.
 *
 * It lies in sessionStorage only, under the account that typed it: another tab, another person and a
 * later visit see nothing. It is gone with the log-out, with the chat (closed, erased, no longer to be
 * seen), and after the longest time that a login lasts.
 */

import { isFields } from "@chat/common";

/** A message that the service has not confirmed; under its client id it can be sent again, and counts once. */
export interface Unsent {
  readonly clientId: string;
  readonly text: string;
}

export interface Kept {
  readonly text: string;
  readonly unsent: readonly Unsent[];
  /** When it was last changed, in ms since the epoch. */
  readonly at: number;
}

export type Drafts = ReadonlyMap<string, Kept>;

export const NOTHING_KEPT: Kept = { text: "", unsent: [], at: 0 };

const KEY = "desk.drafts";
/** STAFF_SESSION_HOURS of the service: nobody comes back to it in the same login after that. */
export const KEPT_MS = 10 * 3600 * 1000;

const isEmpty = ({ text, unsent }: Kept): boolean => text === "" && unsent.length === 0;

/** All that stands unsent in a chat, to be read and copied. */
export const leftOf = ({ text, unsent }: Kept): string => [...unsent.map((each) => each.text), text].join("\n").trim();

const isUnsent = (value: unknown): value is Unsent =>
  isFields(value) && typeof value.clientId === "string" && typeof value.text === "string";

function readKept(value: unknown): Kept | null {
  if (!isFields(value) || typeof value.text !== "string" || typeof value.at !== "number") return null;
  const unsent = Array.isArray(value.unsent) ? value.unsent.filter(isUnsent) : [];
  return { text: value.text, unsent, at: value.at };
}

function parsed(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? "null") as unknown;
  } catch {
    return null;
  }
}

/** What this account left in this tab; what another one left is deleted. */
export function readDrafts(storage: Storage, account: string, now: number): Drafts {
  const stored = parsed(storage.getItem(KEY));
  if (!isFields(stored) || stored.account !== account || !isFields(stored.chats)) {
    forgetDrafts(storage);
    return new Map();
  }
  const found = Object.entries(stored.chats).map(([chat, value]) => [chat, readKept(value)] as const);
  return new Map(found.filter((entry): entry is readonly [string, Kept] => entry[1] !== null && now - entry[1].at < KEPT_MS));
}

/** Keep the drafts of these chats, and nothing else. */
export function writeDrafts(storage: Storage, account: string, drafts: Drafts, isThere: (chat: string) => boolean): void {
  const chats = Object.fromEntries([...drafts].filter(([chat, kept]) => !isEmpty(kept) && isThere(chat)));
  if (Object.keys(chats).length === 0) forgetDrafts(storage);
  else storage.setItem(KEY, JSON.stringify({ account, chats }));
}

export function forgetDrafts(storage: Storage): void {
  storage.removeItem(KEY);
}

/** The drafts with one of them changed. */
export function withDraft(drafts: Drafts, chat: string, change: (kept: Kept) => Omit<Kept, "at">, now: number): Drafts {
  return new Map(drafts).set(chat, { ...change(drafts.get(chat) ?? NOTHING_KEPT), at: now });
}
