import type { DeskApi } from "../api/client";
import type { Corrected } from "../api/types";
import type { Level, LoweringReason } from "../labels";

/** What a counsellor wants to put right, as the form holds it. */
export interface Changes {
  readonly level: Level | null;
  readonly reason: LoweringReason | null;
  readonly words: string;
  readonly topic: string | null;
  readonly signals: readonly string[];
  /** The visitor's message in which a signal that is added was said; null: the last one. */
  readonly saidIn: number | null;
}

/** What stands before. */
export interface Standing {
  readonly level: Level | null;
  readonly topic: string | null;
  readonly signals: readonly string[];
}

const RANK: Readonly<Record<Level, number>> = { normal: 1, urgent: 2, life: 3 };

export const falls = (before: Level | null, after: Level | null): boolean =>
  before !== null && after !== null && RANK[after] < RANK[before];

export const added = (before: Standing, { signals }: Changes): readonly string[] =>
  signals.filter((signal) => !before.signals.includes(signal));

const takenAway = (before: Standing, { signals }: Changes): readonly string[] =>
  before.signals.filter((signal) => !signals.includes(signal));

export function changesAnything(before: Standing, changes: Changes): boolean {
  const sameSignals = added(before, changes).length === 0 && takenAway(before, changes).length === 0;
  return !sameSignals || changes.topic !== before.topic || changes.level !== before.level;
}

/** Whether the reason is still missing that a lower level wants. */
export function lacksReason(before: Standing, { level, reason, words }: Changes): boolean {
  return falls(before.level, level) && (reason === null || (reason === "other" && words.trim() === ""));
}

/**
 * Tell the service everything that was changed, the level last: a signal of danger may raise it, and
 * what the counsellor says of it counts then. Gives what became of the level, if it was changed.
 */
export async function save(api: DeskApi, chat: string, before: Standing, changes: Changes): Promise<Corrected["status"]> {
  const { level, reason, words, topic, saidIn } = changes;
  if (topic !== null && topic !== before.topic) await api.correctTopic(chat, topic);
  for (const signal of takenAway(before, changes)) await api.takeSignalAway(chat, signal);
  for (const signal of added(before, changes)) await api.addSignal(chat, signal, saidIn);
  if (level === null || level === before.level) return "done";
  const why = falls(before.level, level);
  return (await api.correctLevel(chat, level, why ? reason : null, why ? words.trim() : "")).status;
}
