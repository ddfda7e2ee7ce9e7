import type { PlanStep } from "@chat/common";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { Card, Note, Reason } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import { reasonLabel } from "../labels";
import { Earlier, Happened, Lines, Marks, Next, Told } from "./CardHistory";
import "./card.css";

interface Props {
  readonly card: Card;
  /** For how long the visitor has waited, in words; null once somebody talks with them. */
  readonly waiting: string | null;
  readonly onSafetyAnswered?: () => void;
  /** Missing where nothing can be put right any more. */
  readonly onCorrect?: () => void;
  /** What else the counsellor must decide on, above the facts. */
  readonly children?: ComponentChildren;
  /** Stays in view below everything, with the next step. */
  readonly foot?: ComponentChildren;
}

/** What calls for a human first, then whatever else stands; each once, with the words that set it. */
function knownOf({ reasons, known, signals }: Card): readonly Reason[] {
  const named = new Set(reasons.map(({ signal }) => signal));
  const others = known ?? signals.map((signal) => ({ signal, words: null }));
  return [...reasons, ...others.filter(({ signal }) => !named.has(signal))];
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { language } = useSpeech();
  return (
    <ul class="reasons reasons--short">
      {reasons.map(({ signal, words }) => (
        <li key={signal} class="reasons__item">
          <span class="reasons__label">{reasonLabel(signal, language)}</span>{" "}
          {words && <q class="reasons__words">{words}</q>}
        </li>
      ))}
    </ul>
  );
}

/** How many open steps are shown at once; a counsellor needs the next ones, not all twelve. */
const OPEN_SHOWN = 3;

function Step({ step }: { readonly step: PlanStep }) {
  const { t } = useSpeech();
  return (
    <li class={step.done ? "plan__step plan__step--done" : "plan__step"}>
      <svg class="plan__tick" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" />
        {step.done && <path d="m5 8.2 2.2 2.2L11.2 6" />}
      </svg>
      <span>{step.label}</span>
      <span class="for-readers-only">, {step.done ? t.card.doneStep : t.card.openStep}</span>
    </li>
  );
}

function Plan({ plan }: { readonly plan: readonly PlanStep[] }) {
  const { t } = useSpeech();
  if (plan.length === 0) return <p class="card__none">{t.card.planNone}</p>;
  const open = plan.filter(({ done }) => !done);
  const later = new Set(open.slice(OPEN_SHOWN));
  const now = plan.filter((step) => !later.has(step));
  const list = (steps: readonly PlanStep[]) => (
    <ul class="plan">{steps.map((step) => <Step key={step.id} step={step} />)}</ul>
  );
  return (
    <>
      {list(now)}
      {later.size > 0 && (
        <details class="plan__later">
          <summary>{t.card.planRest(later.size)}</summary>
          {list([...later])}
        </details>
      )}
    </>
  );
}

function Safety({ onAnswered }: { readonly onAnswered: () => void }) {
  const { t } = useSpeech();
  return (
    <div class="safety">
      <p class="safety__text">{t.card.safetyOpen}</p>
      <p class="safety__hint">{t.card.safetyHint}</p>
      <button type="button" class="button" onClick={onAnswered}>{t.card.safetyAnswered}</button>
    </div>
  );
}

/** What colleagues left: who, when, and their words. */
function Notes({ notes }: { readonly notes: readonly Note[] }) {
  const { language } = useSpeech();
  return (
    <ul class="reasons">
      {notes.map(({ by, at, words }) => (
        <li key={at} class="reasons__item">
          <span class="card__note">{Object.values(words).filter((said) => typeof said === "string").join("\n")}</span>
          <span class="card__none">{by} · {clockTime(at, language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a colleague must know before the first word, readable in twenty seconds: danger, story, said, next. */
export function CardPane({ card, waiting, onSafetyAnswered, onCorrect, foot, children }: Props) {
  const { t } = useSpeech();
  const [shown, setShown] = useState(false);
  const known = knownOf(card);
  const done = card.plan.filter((step) => step.done).length;
  return (
    <aside class={shown ? "card card--shown" : "card"} aria-label={t.card.title}>
      <button type="button" class="card__toggle" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? t.card.hide : t.card.show}
        {!shown && card.safety_open && <span class="card__alert">{t.card.safetyOpen}</span>}
      </button>
      <div class="card__body">
        <Marks card={card} />
        {card.safety_open && onSafetyAnswered && <Safety onAnswered={onSafetyAnswered} />}
        {children}
        {known.length > 0 && (
          <section class="card__part">
            <h3 class="card__title">{t.card.why}</h3>
            <Reasons reasons={known} />
          </section>
        )}
        <section class="card__part">
          <div class="card__head">
            <h3 class="card__title">{t.safety.card.happened}</h3>
            {onCorrect && <button type="button" class="link card__correct" onClick={onCorrect}>{t.correct.open}</button>}
          </div>
          <Happened card={card} waiting={waiting} />
        </section>
        {card.notes.length > 0 && (
          <section class="card__part">
            <h3 class="card__title">{t.card.notes}</h3>
            <Notes notes={card.notes} />
          </section>
        )}
        <section class="card__part">
          <h3 class="card__title">{t.card.told}</h3>
          <Told card={card} />
        </section>
        <section class="card__part">
          <h3 class="card__title">{t.safety.card.lines}</h3>
          <Lines lines={card.lines ?? []} />
        </section>
        <section class="card__part">
          <h3 class="card__title">
            {t.card.plan}
            {card.plan.length > 0 && <span class="card__aside">{t.card.planDone(done, card.plan.length)}</span>}
          </h3>
          <Plan plan={card.plan} />
        </section>
        <Earlier card={card} />
      </div>
      <div class="card__foot">
        <Next card={card} />
        {foot}
      </div>
    </aside>
  );
}
