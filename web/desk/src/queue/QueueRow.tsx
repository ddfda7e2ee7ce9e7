import { useMemo, useRef } from "preact/hooks";

import type { QueueChat, Reason } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { AGE_BANDS, label, LANGUAGES, LEVELS, reasonLabel, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { toldAlike } from "./queue";

interface Props {
  readonly chat: QueueChat;
  readonly waited: number;
  readonly me: string;
  readonly open: boolean;
  readonly fresh: boolean;
  readonly onOpen: (chat: string) => void;
}

/** So many signals stand in a row; the rest is counted there and named on the card. */
const SHOWN = 4;

function Why({ reason }: { readonly reason: Reason }) {
  const { language } = useSpeech();
  return (
    <span class="row__reason">
      {reasonLabel(reason.signal, language)}
      {reason.words && <q class="row__words">{reason.words}</q>}
    </span>
  );
}

/** Who holds the chat, in words; empty while nobody does. */
function useHolder(chat: QueueChat, me: string): string {
  const { t } = useSpeech();
  if (chat.claimed_by === null) return "";
  if (chat.claimed_by !== me) return t.queue.heldBy(chat.claimed_by);
  return chat.state === "human" ? t.queue.talking : t.queue.reading;
}

/** One chat of the list, drawn anew only when it says something else: there may be 500, told five times a second. */
export function QueueRow({ chat, waited, ...rest }: Props) {
  const { t } = useSpeech();
  const told = useRef(chat);
  if (!toldAlike(told.current, chat)) told.current = chat;
  const time = duration(waited, t);
  return useMemo(() => <Drawn chat={told.current} time={time} {...rest} />, [told.current, time, ...Object.values(rest)]);
}

function Drawn({ chat, time, me, open, fresh, onOpen }: Omit<Props, "waited"> & { readonly time: string }) {
  const { language, t } = useSpeech();
  const holder = useHolder(chat, me);
  // A colleague who only reads, or has asked and hears nothing, does not end the waiting.
  const waits = chat.state !== "human" || holder === "";
  const calls = fresh && chat.level === "life";
  // What calls for a human first, then what else is known. The topic is the situation as a whole; a reason that only repeats it would cost a line.
  const reasons = chat.reasons.filter(({ signal, words }) => words || signal !== `topic:${chat.topic}`);
  const named = new Set(reasons.map(({ signal }) => signal));
  const why = [...reasons, ...(chat.signals ?? []).filter(({ signal }) => !named.has(signal))];
  return (
    <li class="queue__item">
      <button
        type="button"
        data-chat={chat.chat}
        class={`row row--${chat.level ?? "none"} ${open ? "row--open" : ""} ${calls ? "row--calls" : ""}`}
        aria-current={open ? "true" : undefined}
        onClick={() => onOpen(chat.chat)}
      >
        <span class="row__top">
          <LevelBadge level={chat.level} />
          {chat.language && (
            <span class="row__fact">
              <span aria-hidden="true">{chat.language.toUpperCase()}</span>
              <span class="for-readers-only">{label(LANGUAGES, chat.language, language)}</span>
            </span>
          )}
          {chat.age_band && <span class="row__fact">{label(AGE_BANDS, chat.age_band, language)}</span>}
          <span class="row__end">
            {holder && <span class="row__holder">{holder}</span>}
            {waits && (
              <span class="row__time">
                <span class="for-readers-only">{t.queue.waitingFor("")}</span>
                {time}
              </span>
            )}
          </span>
        </span>
        <span class="row__topic">
          {chat.topic ? label(TOPICS, chat.topic, language) : t.card.unclear}
          {fresh && <span class="row__fresh">{t.queue.fresh}</span>}
        </span>
        {chat.talk_declined && <span class="row__declined">{t.queue.wantsNoTalk}</span>}
        {chat.entry === "asked" && <span class="row__fact">{t.company.askedRow}</span>}
        {(chat.read_by ?? []).map(({ by }) => <span key={by} class="row__fact">{by === me ? t.company.youReadAlong : t.company.readsAlong(by)}</span>)}
        {chat.lowering && (
          <span class="row__declined">{t.queue.lowering(chat.lowering.by, label(LEVELS, chat.lowering.to, language))}</span>
        )}
        {why.slice(0, SHOWN).map((reason) => <Why key={`${reason.signal} ${reason.words}`} reason={reason} />)}
        {why.length > SHOWN && <span class="row__fact">{t.queue.moreSignals(why.length - SHOWN)}</span>}
      </button>
    </li>
  );
}
