import type { Snapshot } from "../chat/snapshot";

export type SheetName = "menu" | "plan" | "code" | "return" | "erase" | "feedback";

/** What every sheet gets. */
export interface SheetProps {
  readonly snapshot: Snapshot;
  readonly onClose: () => void;
  readonly onOpen: (sheet: SheetName) => void;
}
