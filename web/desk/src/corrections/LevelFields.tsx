import { useSpeech } from "../i18n/texts";
import { label, LEVELS, LOWERING_REASONS, type Level, type LoweringReason } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { falls, type Changes } from "./changes";

interface Props {
  readonly before: Level | null;
  readonly changes: Changes;
  readonly onChange: (change: Partial<Changes>) => void;
}

const ALL = Object.keys(LEVELS) as readonly Level[];

/** The level, and why it falls where it falls. */
export function LevelFields({ before, changes, onChange }: Props) {
  const { language, t } = useSpeech();
  const lower = falls(before, changes.level);
  return (
    <>
      <fieldset class="outcomes">
        <legend class="field__label">{t.correct.level}</legend>
        {ALL.map((level) => (
          <label key={level} class="outcomes__option">
            <input type="radio" name="level" value={level} checked={changes.level === level} onChange={() => onChange({ level })} />
            <LevelBadge level={level} />
            {level === before && <span class="field__hint">({t.correct.now})</span>}
          </label>
        ))}
      </fieldset>
      <p class="correct__note" role="status">
        {lower && (before === "life" ? t.correct.lowerNeedsTwo : t.correct.lowerNeeds)}
      </p>
      {lower && (
        <>
          <label class="field">
            <span class="field__label">{t.correct.reason}</span>
            <select
              class="input"
              value={changes.reason ?? ""}
              onChange={(event) => onChange({ reason: (event.currentTarget.value || null) as LoweringReason | null })}
            >
              <option value="">{t.correct.choose}</option>
              {Object.keys(LOWERING_REASONS).map((reason) => (
                <option key={reason} value={reason}>{label(LOWERING_REASONS, reason, language)}</option>
              ))}
            </select>
          </label>
          <label class="field">
            <span class="field__label">{t.correct.words}</span>
            <textarea
              class="input input--area"
              rows={2}
              maxLength={1000}
              value={changes.words}
              onInput={(event) => onChange({ words: event.currentTarget.value })}
            />
            <span class="field__hint">{t.correct.wordsHint}</span>
          </label>
        </>
      )}
    </>
  );
}
