import { useId } from "preact/hooks";

import { useSpeech } from "../i18n/texts";
import { label, LEVELS, LOWERING_REASONS, SIGNALS, TOPICS } from "../labels";
import type { Correction } from "./chats";

function useSentence({ kind, before, after }: Correction): string {
  const { language, t } = useSpeech();
  if (kind === "level") {
    return t.trainer.levelFrom(before ? label(LEVELS, before, language) : t.trainer.noLevel, label(LEVELS, after ?? "", language));
  }
  if (kind === "topic") {
    return t.trainer.topicFrom(before ? label(TOPICS, before, language) : t.trainer.noTopic, label(TOPICS, after ?? "", language));
  }
  return after ? t.trainer.signalAdded(label(SIGNALS, after, language)) : t.trainer.signalTaken(label(SIGNALS, before ?? "", language));
}

function Item({ correction }: { readonly correction: Correction }) {
  const { language, t } = useSpeech();
  const how = [
    correction.reason && label(LOWERING_REASONS, correction.reason, language),
    correction.status !== "done" && t.trainer.statuses[correction.status],
  ].filter(Boolean);
  return (
    <li>
      {useSentence(correction)}
      {how.length > 0 && <span class="corrections__how">{how.join(" · ")}</span>}
    </li>
  );
}

/** What a counsellor put right, beside what the bot understood; nothing where nothing was. */
export function Corrections({ corrections, title }: { readonly corrections: readonly Correction[]; readonly title: string }) {
  const heading = useId();
  if (corrections.length === 0) return null;
  return (
    <section class="corrections" aria-labelledby={heading}>
      <p class="corrections__title" id={heading}>{title}</p>
      <ul class="corrections__list">
        {corrections.map((correction, index) => <Item key={index} correction={correction} />)}
      </ul>
    </section>
  );
}
