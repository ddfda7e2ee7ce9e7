import { fill, texts, useTexts } from "@chat/common";

import { HelpLine } from "../banner/HelpLine";
import { useElapsed } from "../chat/hooks";
import "./writing.css";

const TEXTS = texts({
  fr: {
    bot: "Le robot écrit",
    human: "{name} écrit",
    someone: "Quelqu'un",
    late: "Ta réponse prend plus de temps que d'habitude. Ton message est bien arrivé. Si c'est urgent, appelle :",
  },
  nl: {
    bot: "De robot schrijft",
    human: "{name} schrijft",
    someone: "Iemand",
    late: "Je antwoord duurt langer dan anders. Je bericht is wel aangekomen. Is het dringend, bel dan:",
  },
});

const SAY_LATE_MS = 10_000;

interface Props {
  readonly by: "bot" | "human";
  readonly name?: string | null;
  /** Since when the visitor waits for this answer, in ms of the clock. */
  readonly since: number | null;
}

/** Somebody writes. After ten seconds there are words and a number instead of dots alone. */
export function Writing({ by, name, since }: Props) {
  const t = useTexts(TEXTS);
  const late = useElapsed(by === "bot" ? since : null, SAY_LATE_MS);
  const label = by === "bot" ? t.bot : fill(t.human, { name: name ?? t.someone });
  return (
    <div class={`writing writing-${by}`}>
      <div class="writing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <span class={late ? "for-readers-only" : "writing-who"}>{label}</span>
      {late && (
        <div class="writing-late">
          {t.late}
          <HelpLine />
        </div>
      )}
    </div>
  );
}
