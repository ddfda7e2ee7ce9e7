import { fill, texts, useTexts } from "@chat/common";

import "./writing.css";

const TEXTS = texts({
  fr: { reads: "{name} lit ce que tu as écrit", someone: "Quelqu'un de l'équipe" },
  nl: { reads: "{name} leest wat je schreef", someone: "Iemand van het team" },
});

/** The counsellor reads, and has not begun to write. It goes with their first word; "seen" is never said. */
export function Reading({ name }: { readonly name: string | null }) {
  const t = useTexts(TEXTS);
  return (
    <p class="reading-now">
      <bdi>{fill(t.reads, { name: name ?? t.someone })}</bdi>…
    </p>
  );
}
