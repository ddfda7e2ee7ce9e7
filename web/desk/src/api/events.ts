import { isFields, readEvent, type ChatEvent, type Said } from "@chat/common";

import type { Reading } from "./types";

/** A message as staff sees it: with what the bot understood in it. */
export interface StaffSaid extends Said {
  readonly reading: Reading | null;
  /** The counsellor who wrote it, as the visitor sees them. */
  readonly name: string | null;
  /** The visitor tapped a choice; `text` is then its label. */
  readonly tapped: boolean;
}

export type StaffEvent = Exclude<ChatEvent, Said> | StaffSaid;

/** Read one numbered event of a chat; null if it has no number. */
export function readStaffEvent(value: unknown): StaffEvent | null {
  const event = readEvent(value);
  if (event?.kind !== "message" || !isFields(value)) return event as StaffEvent | null;
  const reading = isFields(value.reading) ? (value.reading as Reading) : null;
  const tapped = event.from === "visitor" && (reading?.choice === true || Boolean(value.choice));
  const name = typeof value.name === "string" ? value.name : null;
  return { ...event, reading, tapped, name };
}

export function readStaffEvents(values: readonly unknown[]): readonly StaffEvent[] {
  return values.map(readStaffEvent).filter((event) => event !== null);
}
