import { isFields } from "@chat/common";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

export const CHOICES = ["online", "break", "offline"] as const;
export type Chosen = (typeof CHOICES)[number];
/** `away` comes and goes by itself: online, and without input for some minutes. */
export type Presence = Chosen | "away";

/** A waiting chat that is shown to me alone for a time; its row stands in the list. */
export interface OfferedChat {
  readonly chat: string;
  readonly offered_at: string;
  readonly left_s: number;
}

export interface Line {
  readonly closed: boolean;
  readonly by: string | null;
}

/** How I work just now. */
export interface Duty {
  readonly presence: Presence;
  readonly door_closed: boolean;
  readonly one_more: boolean;
  readonly chats: number;
  readonly limit: number;
  readonly line: Line;
  readonly offer: OfferedChat | null;
}

export const readDuty = (value: unknown): Duty | null =>
  isFields(value) && typeof value.presence === "string" && isFields(value.line) ? (value as unknown as Duty) : null;

/** A duty, and when it was told (ms since the epoch), so that the time left of an offer can tick. */
export interface HeardDuty {
  readonly duty: Duty;
  readonly heardAt: number;
}

/** What was heard last: the list's stream tells it, the top bar and the desk show it. */
export class DutyStore {
  #heard: HeardDuty | null = null;
  #readers = new Set<(heard: HeardDuty | null) => void>();

  get heard(): HeardDuty | null {
    return this.#heard;
  }

  hear = (told: unknown): void => {
    const duty = readDuty(told);
    if (duty === null) return;
    this.#heard = { duty, heardAt: Date.now() };
    for (const reader of this.#readers) reader(this.#heard);
  };

  follow(reader: (heard: HeardDuty | null) => void): () => void {
    this.#readers.add(reader);
    return () => void this.#readers.delete(reader);
  }
}

export const DutyContext = createContext(new DutyStore());

export function useDuty(): { readonly heard: HeardDuty | null; readonly hear: (told: unknown) => void } {
  const store = useContext(DutyContext);
  const [heard, setHeard] = useState(store.heard);
  useEffect(() => {
    setHeard(store.heard);
    return store.follow(setHeard);
  }, [store]);
  return { heard, hear: store.hear };
}
