import type { ChatEvent } from "../api/types";
import type { Texts } from "../i18n/en";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import { ADVICE, label, LANGUAGES } from "../labels";
import { Marked } from "./Marked";
import { ReadingLine } from "./ReadingLine";

interface Props {
  readonly event: ChatEvent;
  readonly me: string;
  /** The first of several messages in a row from the same side carries name and time. */
  readonly first: boolean;
  readonly seen: boolean;
}

function stateWords(event: ChatEvent, t: Texts): string {
  switch (event.state) {
    case "human":
      return t.chat.stateHuman(event.name ?? "");
    case "waiting":
      return t.chat.stateWaiting;
    case "closed":
      return t.chat.stateClosed;
    default:
      return t.chat.stateBot;
  }
}

function Note({ event }: { readonly event: ChatEvent }) {
  const { language, t } = useSpeech();
  const said =
    event.kind === "state"
      ? stateWords(event, t)
      : event.kind === "language"
        ? t.chat.languageNow(label(LANGUAGES, event.language ?? "other", language))
        : t.chat.erased;
  return (
    <li class="note">
      <span>{said}</span>
      <time class="note__time" dateTime={event.at}>{clockTime(event.at, language)}</time>
    </li>
  );
}

function speaker(event: ChatEvent, t: Texts, me: string): string {
  if (event.from === "visitor") return t.chat.visitor;
  if (event.from === "bot") return t.chat.bot;
  if (event.from === "system") return t.chat.system;
  return event.name && event.name.toLowerCase() !== me.toLowerCase() ? event.name : t.chat.you;
}

export function Line({ event, me, first, seen }: Props) {
  const { language, t } = useSpeech();
  if (event.kind !== "message") return <Note event={event} />;
  const tapped = event.from === "visitor" && (event.choice || event.reading?.choice);
  const why = Object.values(event.reading?.why ?? {});
  return (
    <li class={`line line--${event.from} ${first ? "line--first" : ""}`}>
      {first ? (
        <p class="line__who">
          <span class="line__name">{speaker(event, t, me)}</span>
          <time class="line__time" dateTime={event.at}>{clockTime(event.at, language)}</time>
        </p>
      ) : (
        <span class="hidden">{speaker(event, t, me)}: </span>
      )}
      <div class={`bubble bubble--${event.from} ${tapped ? "bubble--tapped" : ""}`}>
        {tapped && <span class="bubble__tap">{t.chat.choice}</span>}
        <bdi class="bubble__text"><Marked text={event.text ?? ""} words={why} /></bdi>
        {event.more && <p class="bubble__more">{event.more}</p>}
        {event.links?.map(({ label: name, href }) => <p key={href} class="bubble__link">{name} · {href}</p>)}
        {event.choices && event.choices.length > 0 && (
          <ul class="offered">{event.choices.map(({ id, label: name }) => <li key={id} class="offered__choice">{name}</li>)}</ul>
        )}
      </div>
      {event.from === "visitor" && event.reading && <ReadingLine reading={event.reading} />}
      {event.advice && event.advice.length > 0 && (
        <p class="line__advice">{event.advice.map((tag) => label(ADVICE, tag, language)).join(" · ")}</p>
      )}
      {seen && <p class="line__seen">{t.chat.seen}</p>}
    </li>
  );
}
