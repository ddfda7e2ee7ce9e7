import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** The rows of a list as they stand on screen. */
export const rowsIn = (list: Element | null): readonly HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>("[data-chat]") ?? [])];

/** Focus the row of this chat; without one the row at this place, or the list itself when it is empty. */
export function focusRow(list: HTMLElement | null, chat: string | null | undefined, at = 0): void {
  const rows = rowsIn(list);
  const row = rows.find(({ dataset }) => dataset.chat === chat) ?? rows[Math.min(at, rows.length - 1)];
  (row ?? list)?.focus();
}

/** A row that moves to another group, or leaves the list, does not drop the focus to the top of the page. */
export function useKeptFocus(list: RefObject<HTMLElement>): void {
  const focused = document.activeElement;
  const row = focused instanceof HTMLElement && focused.dataset.chat && list.current?.contains(focused) ? focused : null;
  const at = row ? rowsIn(list.current).indexOf(row) : 0;
  useLayoutEffect(() => {
    if (row && document.activeElement !== row) focusRow(list.current, row.dataset.chat, at);
  });
}
