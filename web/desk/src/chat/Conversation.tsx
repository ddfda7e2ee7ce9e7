import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { StaffEvent } from "../api/events";
import { useSpeech } from "../i18n/texts";
import { useNow } from "../ui/useNow";
import type { Chat } from "./chat";
import { fates } from "./fate";
import { Line, Note } from "./Line";
import { Unsent } from "./Unsent";
import "./conversation.css";

interface Props {
  readonly chat: Chat;
  readonly me: string;
  readonly onResend: (clientId: string) => void;
  readonly onTakeBack: (clientId: string) => void;
}

type Shown = Extract<StaffEvent, { kind: "message" | "state" | "language" }>;

const isShown = (event: StaffEvent): event is Shown => ["message", "state", "language"].includes(event.kind);

/** Within this many pixels of the end the reader is taken to follow the conversation. */
const NEAR_END_PX = 80;

const startsGroup = (events: readonly StaffEvent[], index: number): boolean => {
  const before = events[index - 1];
  const event = events[index];
  return !before || before.kind !== "message" || event?.kind !== "message" || before.from !== event.from;
};

/** Keeps the end in view while the reader is there, and leaves them alone while they read above. */
function useFollowing(length: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const toEnd = (): void => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd.current) setBehind(false);
  };
  useLayoutEffect(() => (atEnd.current ? toEnd() : setBehind(true)), [length]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    // The composer grows, the card opens, a message fails: the end must stay in view then, too.
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(element);
    for (const part of element.children) observer.observe(part);
    return () => observer.disconnect();
  }, []);
  return { scroller, onScroll, behind, toEnd };
}

export function Conversation({ chat, me, onResend, onTakeBack }: Props) {
  const { t } = useSpeech();
  const now = useNow(1000);
  const events = chat.events.filter(isShown);
  const { scroller, onScroll, behind, toEnd } = useFollowing(events.length + chat.outbox.length);
  const became = fates(chat);
  return (
    <div class="conversation">
      <div class="conversation__scroll" ref={scroller} onScroll={onScroll} tabIndex={0} role="log" aria-label={t.chat.label}>
        <ol class="lines">
          {events.map((event, index) =>
            event.kind === "message" ? (
              <Line
                key={event.seq}
                event={event}
                me={me}
                first={startsGroup(events, index)}
                fate={became.get(event.seq) ?? null}
              />
            ) : (
              <Note key={event.seq} event={event} />
            ),
          )}
          {chat.outbox.map((outgoing) => (
            <Unsent key={outgoing.clientId} outgoing={outgoing} onResend={onResend} onTakeBack={onTakeBack} />
          ))}
        </ol>
        <p class="typing" aria-live="off">{chat.typingUntil > now ? t.chat.visitorTypes : ""}</p>
      </div>
      {behind && (
        <button type="button" class="button conversation__newest" onClick={toEnd}>{t.chat.toNewest} ↓</button>
      )}
    </div>
  );
}
