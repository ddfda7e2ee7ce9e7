import { isFields } from "@chat/common";

import type { QueueChat } from "./types";

/** The waiting list with the chats that I speak in, which the service tells apart; null if it is neither. */
export function readQueue(value: unknown): readonly QueueChat[] | null {
  if (!isFields(value) || !Array.isArray(value.chats)) return null;
  const mine = Array.isArray(value.mine) ? (value.mine as readonly QueueChat[]) : [];
  return [...(value.chats as readonly QueueChat[]), ...mine];
}
