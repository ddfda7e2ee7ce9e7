import type { StaffSaid } from "../api/events";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import { label, SIGNALS, SITUATIONS, TOPICS } from "../labels";
import { added, type Changes, type Standing } from "./changes";

interface Props {
  readonly before: Standing;
  readonly changes: Changes;
  /** What the visitor wrote, in order. */
  readonly said: readonly StaffSaid[];
  readonly onChange: (change: Partial<Changes>) => void;
}

/** So many messages are offered as the one in which something was said. */
const OFFERED = 10;
const SHOWN_CHARS = 60;

/** Situation and signals: only whoever reads the chat can put them right. */
export function WhatFields({ before, changes, said, onChange }: Props) {
  const { language, t } = useSpeech();
  const topics = before.topic && !(SITUATIONS as readonly string[]).includes(before.topic) ? [before.topic, ...SITUATIONS] : SITUATIONS;
  const toggle = (signal: string, on: boolean): void =>
    onChange({ signals: on ? [...changes.signals, signal] : changes.signals.filter((each) => each !== signal) });
  return (
    <>
      <label class="field">
        <span class="field__label">{t.correct.topic}</span>
        <select class="input" value={changes.topic ?? ""} onChange={(event) => onChange({ topic: event.currentTarget.value || null })}>
          {before.topic === null && <option value="">{t.card.unclear}</option>}
          {topics.map((topic) => <option key={topic} value={topic}>{label(TOPICS, topic, language)}</option>)}
        </select>
        <span class="field__hint">{t.correct.topicHint}</span>
      </label>
      <fieldset class="outcomes">
        <legend class="field__label">{t.correct.signals}</legend>
        <div class="correct__signals">
          {Object.keys(SIGNALS).map((signal) => (
            <label key={signal} class="outcomes__option">
              <input type="checkbox" checked={changes.signals.includes(signal)} onChange={(event) => toggle(signal, event.currentTarget.checked)} />
              {label(SIGNALS, signal, language)}
            </label>
          ))}
        </div>
        <span class="field__hint">{t.correct.signalsHint}</span>
      </fieldset>
      {added(before, changes).length > 0 && said.length > 0 && (
        <label class="field">
          <span class="field__label">{t.correct.saidIn}</span>
          <select
            class="input"
            value={changes.saidIn ?? ""}
            onChange={(event) => onChange({ saidIn: Number(event.currentTarget.value) || null })}
          >
            <option value="">{t.correct.lastMessage}</option>
            {said.slice(-OFFERED).reverse().map(({ seq, at, text }) => (
              <option key={seq} value={seq}>{`${clockTime(at, language)} · ${text.slice(0, SHOWN_CHARS)}`}</option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
