import type { QueueChat } from "../api/types";
import type { Level } from "../labels";

/** How many chats call for somebody, by level. Counts alone: what rings knows nothing of a chat. */
export type Calling = Readonly<Record<Level, number>>;

export const NOBODY: Calling = { life: 0, urgent: 0, normal: 0 };

/** Count the chats that the service wants somebody called to. */
export function callingOf(chats: readonly QueueChat[]): Calling {
  const count = (level: Level): number => chats.filter((chat) => chat.alarm === true && (chat.level ?? "normal") === level).length;
  return { life: count("life"), urgent: count("urgent"), normal: count("normal") };
}

/** The level whose alarm goes on until somebody takes the chat; `normal` rings once. */
export function lasting(calling: Calling): "life" | "urgent" | null {
  if (calling.life > 0) return "life";
  return calling.urgent > 0 ? "urgent" : null;
}

/** So often the alarm sounds again, in ms. */
export const SOUND_AGAIN_MS = { life: 6_000, urgent: 15_000 } as const;

/** So often the desktop is told again. */
export const NOTICE_AGAIN_MS = { life: 30_000, urgent: 60_000 } as const;
