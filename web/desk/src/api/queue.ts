import { isFields } from "@chat/common";

import type { Heard, QueueChat, Stub } from "./types";

/** The waiting list with the chats that I speak in, and those of colleagues; null if it is none. */
export function readQueue(value: unknown): Heard | null {
  if (!isFields(value) || !Array.isArray(value.chats)) return null;
  const mine = Array.isArray(value.mine) ? (value.mine as readonly QueueChat[]) : [];
  const toConfirm = Array.isArray(value.to_confirm) ? (value.to_confirm as readonly QueueChat[]) : [];
  const talking = Array.isArray(value.talking) ? (value.talking as readonly QueueChat[]) : [];
  const stubs = Array.isArray(value.stubs) ? (value.stubs as readonly Stub[]) : [];
  return { chats: [...(value.chats as readonly QueueChat[]), ...mine, ...toConfirm, ...talking], stubs };
}
