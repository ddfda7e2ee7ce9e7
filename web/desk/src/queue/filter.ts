import type { QueueChat } from "../api/types";

/** What the list is narrowed to; kept in the page's state only. The empty string means "all". */
export interface QueueFilter {
  readonly language: string;
  readonly level: string;
  readonly mine: boolean;
}

export const NO_FILTER: QueueFilter = { language: "", level: "", mine: false };

export const isFiltering = (filter: QueueFilter): boolean => filter.language !== "" || filter.level !== "" || filter.mine;

interface Filtered {
  readonly shown: readonly QueueChat[];
  /** Chats with a life at risk that the filter leaves out: never without saying so. */
  readonly hiddenLife: number;
}

export function filterQueue(chats: readonly QueueChat[], filter: QueueFilter, me: string): Filtered {
  const fits = (chat: QueueChat): boolean =>
    (filter.language === "" || chat.language === filter.language) &&
    (filter.level === "" || chat.level === filter.level) &&
    (!filter.mine || chat.claimed_by === me);
  const shown = chats.filter(fits);
  const life = (those: readonly QueueChat[]): number => those.filter(({ level }) => level === "life").length;
  return { shown, hiddenLife: life(chats) - life(shown) };
}

/** The languages that occur, and the one that is chosen although its last chat has gone. */
export function languagesOf(chats: readonly QueueChat[], chosen: string): readonly string[] {
  const found = chats.map(({ language }) => language).filter((language) => language !== null);
  return [...new Set(chosen === "" ? found : [...found, chosen])].sort();
}
