import { isFields } from "@chat/common";

import type { Changed, Heard, QueueChat, Stub } from "./types";

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : []);

/** The rows of all parts in one list: the page groups them by itself. */
const rows = (value: Record<string, unknown>): readonly QueueChat[] =>
  [value.chats, value.mine, value.to_confirm, value.talking].flatMap((part) => list<QueueChat>(part));

const time = (now: unknown): number => (typeof now === "string" ? Date.parse(now) : Date.now());

/** The waiting list with the chats that I speak in, and those of colleagues; null if it is none. */
export function readQueue(value: unknown): Heard | null {
  if (!isFields(value) || !Array.isArray(value.chats)) return null;
  return { at: time(value.now), chats: rows(value), stubs: list<Stub>(value.stubs) };
}

/** What changed of it; null if it is no change. */
export function readChange(value: unknown): Changed | null {
  if (!isFields(value) || typeof value.step !== "number") return null;
  const stubs = Array.isArray(value.stubs) ? list<Stub>(value.stubs) : null;
  return { step: value.step, at: time(value.now), chats: rows(value), gone: list<string>(value.gone), stubs };
}
