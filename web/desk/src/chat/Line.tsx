import type { LanguageChanged, StateChanged } from "@chat/common";
import { RobotIcon } from "@chat/common";

import type { StaffSaid } from "../api/events";
import type { Texts } from "../i18n/en";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import { ADVICE, label, LANGUAGES } from "../labels";
import type { Fate } from "./fate";
import { Marked } from "./Marked";
import { ReadingLine } from "./ReadingLine";

function waitingWords({ reason, name }: StateChanged, t: Texts): string {
  if (reason === "join_asked") return t.company.wasAsked(name ?? t.company.someone);
  if (reason === "join_withdrawn") return t.company.wasWithdrawn;
  if (reason === "talk_declined") return t.company.saidNotNow;
  return t.chat.stateWaiting;
}

function stateWords(event: StateChanged, t: Texts): string {
  switch (event.state) {
    case "human":
      return t.chat.stateHuman(event.name ?? "");
    case "waiting":
      return waitingWords(event, t);
    case "closed":
      return t.chat.stateClosed;
    case "bot":
      return t.chat.stateBot;
  }
}

/** A line between the messages: who speaks now, in which language. */
export function Note({ event }: { readonly event: StateChanged | LanguageChanged }) {
  const { language, t } = useSpeech();
  const said =
    event.kind === "state" ? stateWords(event, t) : t.chat.languageNow(label(LANGUAGES, event.language, language));
  return (
    <li class="note">
      <span>{said}</span>
      <time class="note__time" dateTime={event.at}>{clockTime(event.at, language)}</time>
    </li>
  );
}

interface Props {
  readonly event: StaffSaid;
  readonly me: string;
  /** The first of several messages in a row from the same side carries name and time. */
  readonly first: boolean;
  /** What became of a message of ours, where it is said. */
  readonly fate: Fate | null;
}

/** `sam` is shown to the visitor as `Sam`: the same person. */
const isMe = (name: string | null, me: string): boolean => name === null || name.toLowerCase() === me.toLowerCase();

function speaker(event: StaffSaid, me: string, t: Texts): string {
  if (event.from === "visitor") return t.chat.visitor;
  if (event.from !== "counsellor") return t.chat.bot;
  return isMe(event.name, me) ? t.chat.you : (event.name ?? t.chat.you);
}

export function Line({ event, me, first, fate }: Props) {
  const { language, t } = useSpeech();
  const who = speaker(event, me, t);
  return (
    <li class={`line line--${event.from} ${first ? "line--first" : ""}`}>
      {first ? (
        <p class="line__who">
          {event.from === "bot" && <RobotIcon size={14} />}
          <span class="line__name">{who}</span>
          <time class="line__time" dateTime={event.at}>{clockTime(event.at, language)}</time>
        </p>
      ) : (
        <span class="for-readers-only">{who}: </span>
      )}
      <div class={`said-in said-in--${event.from} ${event.tapped ? "said-in--tapped" : ""}`}>
        {event.tapped && <span class="said-in__tap">{t.chat.choice}</span>}
        <bdi class="said-in__text"><Marked text={event.text} words={Object.values(event.reading?.why ?? {})} /></bdi>
        {event.more && (
          <details class="said-in__more">
            <summary>{t.chat.more}</summary>
            {event.more}
          </details>
        )}
        {event.links.length > 0 && <p class="said-in__more">{event.links.map(({ label: name }) => name).join(" · ")}</p>}
        {event.choices.length > 0 && (
          <ul class="offered">{event.choices.map(({ id, label: name }) => <li key={id} class="offered__choice">{name}</li>)}</ul>
        )}
      </div>
      {event.from === "visitor" && event.reading && <ReadingLine reading={event.reading} />}
      {event.advice.length > 0 && (
        <p class="line__advice">{event.advice.map((tag) => label(ADVICE, tag, language)).join(" · ")}</p>
      )}
      {fate === "seen" && <p class="line__seen">{t.chat.seen}</p>}
      {fate === "delivered" && <p class="line__seen">{t.talking.delivered}</p>}
      {fate === "sent" && <p class="line__seen" title={t.talking.sentHint}>{t.talking.sent}</p>}
    </li>
  );
}
