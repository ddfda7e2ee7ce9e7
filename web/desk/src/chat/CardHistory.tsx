/** The parts of the card that tell what went before: marks, story, advice, helplines, earlier talks. */

import type { Card, LineOffered, Told as ToldOnce } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { clockTime, dayAndTime } from "../i18n/time";
import { ADVICE, AGE_BANDS, label, LANGUAGES, ROLES } from "../labels";
import { APPS, ELSEWHERE, FACTS } from "./facts";

/** What stands above everything: wants no talk, marked, ended for misuse before. */
export function Marks({ card }: { readonly card: Card }) {
  const { language, t } = useSpeech();
  const marks = [
    card.talk_declined && t.queue.wantsNoTalk,
    card.abuse_image && t.safety.image.onCard,
    card.slow_until && t.safety.misuse.slow(dayAndTime(card.slow_until, language)),
  ].filter((mark) => typeof mark === "string");
  return <>{marks.map((mark) => <p key={mark} class="card__declined">{mark}</p>)}</>;
}

/** Who writes, and what the bot was told. */
export function Happened({ card, waiting }: { readonly card: Card; readonly waiting: string | null }) {
  const { language, t } = useSpeech();
  const known = card.facts ?? [];
  // Who it is says more than that there is somebody.
  const named = known.some((fact) => fact.startsWith("adult_"));
  const shown = known.filter((fact) => !ELSEWHERE.has(fact) && !(named && fact === "has_safe_adult"));
  const facts = shown.map((fact) => label(FACTS, fact, language));
  const app = card.app ? [t.safety.card.onApp(APPS[card.app] ?? card.app)] : [];
  const told = [...facts, ...app];
  // On one line: what is known needs no name beside it, except for those who do not see the line.
  const fact = (name: string, value: string | null) => (
    <div class="in-short__pair">
      <dt class={value ? "for-readers-only" : undefined}>{name}</dt> <dd>{value ?? t.card.unknown}</dd>
    </div>
  );
  return (
    <>
      {told.length > 0 ? (
        <ul class="happened">{told.map((each) => <li key={each}>{each}</li>)}</ul>
      ) : (
        <p class="card__none">{t.safety.card.nothing}</p>
      )}
      <dl class="in-short">
        {fact(t.card.writes, card.role && label(ROLES, card.role, language))}
        {fact(t.card.age, card.age_band && label(AGE_BANDS, card.age_band, language))}
        {fact(t.card.language, card.language && label(LANGUAGES, card.language, language))}
        {waiting !== null && fact(t.card.waiting, t.queue.waitingFor(waiting))}
      </dl>
    </>
  );
}

/** How many of the newest answers are shown at once: an older one matters less for the next word. */
const SHOWN = 4;

/** The advice of one answer of the bot, with its time. */
interface Answer {
  readonly seq: number;
  readonly at: string;
  readonly advice: readonly string[];
}

export function answersOf(told: readonly ToldOnce[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (const { advice, at, seq } of told) {
    const last = answers.at(-1);
    if (last?.seq === seq) answers[answers.length - 1] = { ...last, advice: [...last.advice, advice] };
    else answers.push({ seq, at, advice: [advice] });
  }
  return answers;
}

/** Every advice given, by answer: the newest open, older ones folded away. */
export function Told({ card }: { readonly card: Card }) {
  const { language, t } = useSpeech();
  const answers = answersOf(card.told ?? []);
  const list = (shown: readonly Answer[]) => (
    <ul class="told">
      {shown.map(({ seq, at, advice }) => (
        <li key={seq} class="told__answer">
          <time class="told__at" dateTime={at}>{clockTime(at, language)}</time>
          <span>{advice.map((tag) => label(ADVICE, tag, language)).join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
  if (answers.length === 0) return <p class="card__none">{t.card.toldNone}</p>;
  const older = answers.slice(0, -SHOWN);
  return (
    <>
      {older.length > 0 && (
        <details class="plan__later">
          <summary>{t.safety.card.earlierAdvice(older.length)}</summary>
          {list(older)}
        </details>
      )}
      {list(answers.slice(-SHOWN))}
    </>
  );
}

/** The helplines that were named, and when first. */
export function Lines({ lines }: { readonly lines: readonly LineOffered[] }) {
  const { language, t } = useSpeech();
  if (lines.length === 0) return <p class="card__none">{t.safety.card.linesNone}</p>;
  return (
    <ul class="told">
      {lines.map(({ line, name, number, at }) => (
        <li key={line} class="told__answer">
          <time class="told__at" dateTime={at}>{clockTime(at, language)}</time>
          <span>{number && number !== name ? `${name} ${number}` : name}</span>
        </li>
      ))}
    </ul>
  );
}

/** What went before, only where the visitor used their code to come back. */
export function Earlier({ card }: { readonly card: Card }) {
  const { language, t } = useSpeech();
  const last = card.came_back?.at(-1);
  if (last === undefined) return null;
  return (
    <section class="card__part">
      <h3 class="card__title">{t.safety.card.earlier}</h3>
      <ul class="told">
        {(card.earlier ?? []).map(({ from, counsellor }) => {
          const at = dayAndTime(from, language);
          return <li key={from}>{counsellor ? t.safety.card.talked(counsellor, at) : t.safety.card.withBot(at)}</li>;
        })}
        <li>{t.safety.card.cameBack(dayAndTime(last, language))}</li>
      </ul>
    </section>
  );
}

/** What to say next: a safety question goes before the plan. */
export function Next({ card }: { readonly card: Card }) {
  const { t } = useSpeech();
  const words = t.safety.card;
  const open = card.plan.find(({ done }) => !done);
  const planned = open?.label ?? (card.plan.length > 0 ? words.nextNone : words.nextNoPlan);
  return (
    <p class={card.safety_open ? "next next--safety" : "next"}>
      <span class="next__label">{words.next}</span> {card.safety_open ? words.nextSafety : planned}
    </p>
  );
}
