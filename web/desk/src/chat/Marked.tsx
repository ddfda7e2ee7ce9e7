interface Props {
  readonly text: string;
  /** The words that set a signal; those found in the text are marked. */
  readonly words: readonly string[];
}

type Span = readonly [start: number, end: number];

/** The first place of each of the words; places that touch or overlap are one. */
function spans(text: string, words: readonly string[]): readonly Span[] {
  const lower = text.toLowerCase();
  const found = words
    .filter((word) => word !== "")
    .map((word): Span => [lower.indexOf(word.toLowerCase()), lower.indexOf(word.toLowerCase()) + word.length])
    .filter(([start]) => start >= 0)
    .sort(([a], [b]) => a - b);
  return found.reduce<readonly Span[]>((all, [start, end]) => {
    const last = all.at(-1);
    if (!last || start > last[1]) return [...all, [start, end]];
    return [...all.slice(0, -1), [last[0], Math.max(last[1], end)]];
  }, []);
}

/** Cut a text into what was said by the way and the words that set a signal. */
export function pieces(text: string, words: readonly string[]): readonly (readonly [string, boolean])[] {
  const out: [string, boolean][] = [];
  let done = 0;
  for (const [start, end] of spans(text, words)) {
    out.push([text.slice(done, start), false], [text.slice(start, end), true]);
    done = end;
  }
  out.push([text.slice(done), false]);
  return out.filter(([piece]) => piece !== "");
}

/** A visitor's message as dead text, with the words that mattered marked. */
export function Marked({ text, words }: Props) {
  return <>{pieces(text, words).map(([piece, marked], index) => (marked ? <mark key={index}>{piece}</mark> : piece))}</>;
}
