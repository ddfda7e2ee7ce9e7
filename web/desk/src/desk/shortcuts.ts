/** What a key asks for at the desk. */
export type Command = "next" | "previous" | "take" | "write" | "list" | "help";

const LETTERS: Readonly<Record<string, Command>> = { j: "next", k: "previous", t: "take", w: "write", "?": "help" };
const ARROWS: Readonly<Record<string, Command>> = { ArrowDown: "next", ArrowUp: "previous" };

interface Key {
  readonly key: string;
  readonly plain: boolean;
  /** Where the focus is: letters belong to the text while somebody types. */
  readonly typing: boolean;
  readonly inList: boolean;
  readonly inDialog: boolean;
  /** Single letters can be switched off (WCAG 2.1.4): speech input would set them off. */
  readonly letters: boolean;
}

export function commandOf({ key, plain, typing, inList, inDialog, letters }: Key): Command | null {
  if (!plain || inDialog) return null;
  if (key === "Escape") return "list";
  if (typing) return null;
  if (inList && ARROWS[key]) return ARROWS[key];
  return letters ? (LETTERS[key] ?? null) : null;
}
