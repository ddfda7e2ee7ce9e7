import type { Reading } from "../api/types";
import type { Level } from "../labels";

/** One row of the list of closed chats: nothing in it tells whom it was about. */
export interface ClosedChat {
  readonly id: string;
  readonly week: string;
  readonly language: string | null;
  readonly topic: string | null;
  readonly role: string | null;
  readonly level: Level | null;
  readonly messages: number;
  readonly corrections: number;
}

/** What a counsellor put right; a signal added has no `before`, one taken away no `after`. */
export interface Correction {
  readonly kind: "level" | "topic" | "signal";
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly status: "done" | "proposed" | "confirmed" | "refused" | "withdrawn" | "void";
}

/** One line of a closed chat, redacted. */
export interface ClosedLine {
  readonly from: "visitor" | "bot" | "counsellor";
  /** Null where there is no redacted copy: what a counsellor wrote, a message never read. */
  readonly text: string | null;
  readonly reading?: Reading | null;
  readonly response?: string | null;
  readonly advice?: readonly string[] | null;
  readonly corrections?: readonly Correction[] | null;
}

export interface ClosedChatDetail extends ClosedChat {
  readonly events: readonly ClosedLine[];
  /** Those that are about no single message. */
  readonly corrected: readonly Correction[];
}

export interface Filter {
  readonly language: string;
  readonly topic: string;
  readonly level: string;
}

export const NO_FILTER: Filter = { language: "", topic: "", level: "" };

/** Stands for "no level" in the filter, where the empty string means "all". */
export const NONE = "none";

const fits = (wanted: string, value: string | null): boolean => wanted === "" || (value ?? NONE) === wanted;

export function filtered(chats: readonly ClosedChat[], { language, topic, level }: Filter): readonly ClosedChat[] {
  return chats.filter((chat) => fits(language, chat.language) && fits(topic, chat.topic) && fits(level, chat.level));
}

/** The values of one column that occur, for the choices of its filter. */
export function valuesOf(chats: readonly ClosedChat[], column: "language" | "topic" | "level"): readonly string[] {
  return [...new Set(chats.map((chat) => chat[column] ?? NONE))].sort();
}

/** The weeks newest first, each with its chats in the order given. */
export function byWeek(chats: readonly ClosedChat[]): readonly (readonly [string, readonly ClosedChat[]])[] {
  const weeks = new Map<string, ClosedChat[]>();
  for (const chat of chats) weeks.set(chat.week, [...(weeks.get(chat.week) ?? []), chat]);
  return [...weeks].sort(([a], [b]) => (a < b ? 1 : -1));
}

/** The scores of the signals that were set, highest first. */
export function setSignals(reading: Reading): readonly (readonly [string, number])[] {
  const scores = reading.signals ?? {};
  return (reading.set ?? []).map((signal) => [signal, scores[signal] ?? 1] as const).sort(([, a], [, b]) => b - a);
}
