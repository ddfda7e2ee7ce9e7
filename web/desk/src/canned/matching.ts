/** Finds what is looked for by shortcut, then by words, whatever the accents and capitals. */

export interface Choice {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  /** What is said of it: the words in the child's language. */
  readonly words: string;
  /** Typed to find it first. */
  readonly shortcut: string;
  /** Everything that is searched. */
  readonly searched: string;
  /** What must be noticed before it is chosen. */
  readonly mark?: string;
  readonly warns?: boolean;
}

export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’]/g, "'")
    .toLowerCase();

function rank({ shortcut, searched }: Choice, asked: string): number | null {
  if (shortcut === asked) return 0;
  if (shortcut.startsWith(asked)) return 1;
  const words = asked.split(/\s+/);
  return words.every((word) => plain(searched).includes(word)) ? 2 : null;
}

/** Those that fit, the best first; all of them, in their order, when nothing was typed. */
export function matching<T extends Choice>(choices: readonly T[], typed: string): readonly T[] {
  const asked = plain(typed.trim().replace(/^\//, ""));
  if (asked === "") return choices;
  return choices
    .map((choice, index) => ({ choice, index, rank: rank(choice, asked) }))
    .filter((each) => each.rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.index - b.index)
    .map(({ choice }) => choice);
}
