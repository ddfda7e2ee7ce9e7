import { useId } from "preact/hooks";

import type { Whisper } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import "./along.css";

interface Props {
  readonly whispers: readonly Whisper[];
  readonly title: string;
}

/** Between lead and counsellor: outside of the conversation, in another colour, under its own heading. */
export function Whispers({ whispers, title }: Props) {
  const { language } = useSpeech();
  const heading = useId();
  return (
    // Several of them scroll, on a phone already two: the keyboard has to get there.
    <section class={whispers.length === 0 ? "for-readers-only" : "whispers"} aria-labelledby={heading} tabIndex={whispers.length === 0 ? undefined : 0}>
      {whispers.length > 0 && <h3 class="whispers__title" id={heading}>{title}</h3>}
      <ul class="whispers__list" aria-live="polite" aria-label={title}>
        {whispers.map(({ id, by, at, text }) => (
          <li key={id} class="whispers__one">
            <span class="whispers__by">{by} · {clockTime(at, language)}</span> <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
