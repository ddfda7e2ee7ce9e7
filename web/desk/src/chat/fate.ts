import type { Chat } from "./chat";

/** What became of a message of ours: stored, on the visitor's page, before their eyes. */
export type Fate = "sent" | "delivered" | "seen";

/** The fate of the counsellors' messages, each said once: at the last message that has it. */
export function fates({ events, seenUpTo, receivedUpTo }: Pick<Chat, "events" | "seenUpTo" | "receivedUpTo">): ReadonlyMap<number, Fate> {
  const last = new Map<Fate, number>();
  for (const { kind, from, seq } of events) {
    if (kind !== "message" || from !== "counsellor") continue;
    last.set(seq <= seenUpTo ? "seen" : seq <= receivedUpTo ? "delivered" : "sent", seq);
  }
  return new Map([...last].map(([fate, seq]) => [seq, fate]));
}
