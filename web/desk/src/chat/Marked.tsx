interface Props {
  readonly text: string;
  /** The words that set a signal; those found in the text are marked. */
  readonly words: readonly string[];
}

/** Cut a text at the first place of each of the words; overlapping finds are left to the first. */
export function pieces(text: string, words: readonly string[]): readonly (readonly [string, boolean])[] {
  const lower = text.toLowerCase();
  const found = words
    .filter((word) => word !== "")
    .map((word) => [lower.indexOf(word.toLowerCase()), word.length] as const)
    .filter(([start]) => start >= 0)
    .sort(([a], [b]) => a - b);
  const out: [string, boolean][] = [];
  let done = 0;
  for (const [start, length] of found) {
    if (start < done) continue;
    if (start > done) out.push([text.slice(done, start), false]);
    out.push([text.slice(start, start + length), true]);
    done = start + length;
  }
  if (done < text.length) out.push([text.slice(done), false]);
  return out;
}

/** A visitor's message as dead text, with the words that mattered marked. */
export function Marked({ text, words }: Props) {
  return <>{pieces(text, words).map(([piece, marked], index) => (marked ? <mark key={index}>{piece}</mark> : piece))}</>;
}
