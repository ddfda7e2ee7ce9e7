import type { Reading } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { label, LANGUAGES, ROLES, SIGNALS, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { setSignals } from "./chats";

const percent = (score: number): number => Math.round(score * 100);

/** A share as a bar; its number stands beside it, so the bar itself is silent. */
function Bar({ share }: { readonly share: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar__ground" width="100" height="6" rx="3" />
      <rect class="bar__share" width={Math.max(percent(share), 1)} height="6" rx="3" />
    </svg>
  );
}

/** How the bot understood one message, for somebody who does not write code. */
export function ReadingCard({ reading }: { readonly reading: Reading }) {
  const { language, t } = useSpeech();
  const sure = reading.confidence ?? 0;
  const others = (reading.ranking ?? []).filter(([topic]) => topic !== reading.topic).slice(0, 4);
  const signals = setSignals(reading);
  return (
    <section class="understood" aria-label={t.chat.reading}>
      <p class="understood__topic">
        <span class="understood__label">{t.trainer.understood}</span>
        <strong>{label(TOPICS, reading.topic ?? "", language)}</strong>
        <LevelBadge level={reading.level ?? null} />
      </p>
      <div class="understood__sure">
        <Bar share={sure} />
        <span>{t.trainer.sure(percent(sure))}</span>
        {reading.unsure && <span class="understood__unsure">{t.trainer.unsure}</span>}
      </div>
      {signals.length > 0 && (
        <ul class="signals" aria-label={t.trainer.signals}>
          {signals.map(([signal, score]) => (
            <li key={signal} class="signals__item">
              <span class="tag tag--strong">{label(SIGNALS, signal, language)}</span>
              <span class="signals__score">{t.trainer.score(percent(score))}</span>
              {reading.second_opinion?.includes(signal) && (
                <span class="understood__unsure">{t.trainer.secondOpinion}</span>
              )}
              {reading.why?.[signal] && (
                <span class="signals__why">{t.trainer.setBy} <q>{reading.why[signal]}</q></span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p class="understood__facts">
        {reading.role && <span>{label(ROLES, reading.role, language)}</span>}
        {reading.language && <span>{label(LANGUAGES, reading.language, language)}</span>}
        {reading.wants_human && <span>{t.trainer.wantsHuman}</span>}
      </p>
      {others.length > 0 && (
        <details class="ranking">
          <summary>{t.trainer.ranking}</summary>
          <ul class="ranking__list">
            {others.map(([topic, score]) => (
              <li key={topic} class="ranking__item">
                <span>{label(TOPICS, topic, language)}</span>
                <Bar share={score} />
                <span class="ranking__score">{t.trainer.score(percent(score))}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
