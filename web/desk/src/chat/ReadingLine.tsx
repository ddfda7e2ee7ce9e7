import type { Reading } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { label, SIGNALS, TOPICS } from "../labels";

/** What the bot understood, in one small line: topic, how sure, signals. */
export function ReadingLine({ reading }: { readonly reading: Reading }) {
  const { language, t } = useSpeech();
  if (reading.choice || !reading.topic) return null;
  const percent = Math.round((reading.confidence ?? 0) * 100);
  return (
    <p class="reading" title={t.chat.reading}>
      <span class="for-readers-only">{t.chat.reading}: </span>
      <span>{label(TOPICS, reading.topic, language)}</span>
      <span class="reading__sure">{reading.unsure ? `${percent} % ?` : `${percent} %`}</span>
      {(reading.set ?? []).map((signal) => (
        <span key={signal} class="reading__signal">{label(SIGNALS, signal, language)}</span>
      ))}
    </p>
  );
}
