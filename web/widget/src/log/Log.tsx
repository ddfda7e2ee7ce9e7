import { Button, type ChatView, DownIcon, type Line, type Notice, texts, useTexts } from "@chat/common";
import type { ComponentProps } from "preact";
import { useEffect, useRef } from "preact/hooks";

import type { Snapshot } from "../chat/snapshot";
import { useConversation } from "../chat/hooks";
import type { Outgoing } from "../chat/outbox";
import type { SheetName } from "../dialogs/sheets";
import { tellHeight } from "../host";
import { Welcome } from "../opening/Welcome";
import { openChoices } from "./choices";
import { Choices } from "./Choices";
import { Message } from "./Message";
import { NoticeLine } from "./NoticeLine";
import { OutgoingFoot } from "./Outgoing";
import { Reading } from "./Reading";
import { startOfNews, useScroll } from "./useScroll";
import { Writing } from "./Writing";
import "./log.css";

const TEXTS = texts({
  fr: { log: "Conversation", newer: "Nouveau message", sent: "Envoyé" },
  nl: { log: "Gesprek", newer: "Nieuw bericht", sent: "Verstuurd" },
});

interface Props {
  readonly snapshot: Snapshot;
  readonly onOpen: (sheet: SheetName) => void;
}

type Shown = Line | Notice;

function lastOwn(view: ChatView): Line | undefined {
  return view.lines.filter((line): line is Line => line.kind === "message" && line.from === "visitor").pop();
}

/** The sender is named where it changes; a notice in between starts anew. */
function startsGroup(line: Line, before: Shown | undefined): boolean {
  return before?.kind !== "message" || before.from !== line.from || before.name !== line.name;
}

function asLine(item: Outgoing): ComponentProps<typeof Message>["line"] {
  return { from: "visitor", name: null, text: item.text, more: null, links: [], advice: [], language: null };
}

/** The question that stands in the strip above: said here, too, its bubble would seem to ask for the bot's choices below it. */
function standsAbove({ asking, state }: ChatView, line: Shown): boolean {
  return state === "waiting" && line.kind === "message" && line.choices.some(({ id }) => asking?.choices.some((choice) => choice.id === id));
}

/** Since when the answer to the visitor's last message is awaited; null if none is. */
function useAwaited({ view, outgoing }: Snapshot): number | null {
  const since = useRef<{ readonly key: string; readonly at: number } | null>(null);
  const onItsWay = [...outgoing].reverse().find((item) => item.status === "sent");
  const last = onItsWay?.clientId ?? lastOwn(view)?.client_id ?? null;
  const answered = !onItsWay && (lastOwn(view)?.seq ?? 0) <= view.answered;
  const spoken = view.state === "bot" || view.state === "waiting";
  if (!last || answered || !spoken) since.current = null;
  else if (since.current?.key !== last) since.current = { key: last, at: Date.now() };
  return since.current?.at ?? null;
}

function useSeen(view: ChatView): void {
  const conversation = useConversation();
  useEffect(() => {
    if (document.visibilityState === "visible") conversation.saySeen();
  }, [conversation, view.next]);
}

/** The conversation: what the log of the service says, then what is still on its way. */
export function Log({ snapshot, onOpen }: Props) {
  const t = useTexts(TEXTS);
  const { view, outgoing, passage } = snapshot;
  const own = lastOwn(view);
  const awaited = useAwaited(snapshot);
  const choices = outgoing.some((item) => item.status !== "failed") ? [] : openChoices(view);
  const seen = view.lines.filter((line) => !standsAbove(view, line));
  const news = seen.length + outgoing.length + (awaited ? 0.5 : 0);
  const written = view.lines.filter((line) => line.kind === "message" && line.from === "visitor").length;
  const { scroller, onScroll, behind, toEnd } = useScroll({
    mark: news,
    from: outgoing.length > 0 ? null : startOfNews({ ...view, lines: seen }),
    own: written + outgoing.length,
  });
  const inside = useRef<HTMLDivElement>(null);
  useSeen(view);
  useEffect(() => {
    const rest = document.body.scrollHeight - (scroller.current?.clientHeight ?? 0);
    tellHeight(rest + (inside.current?.scrollHeight ?? 0));
  }, [news]);

  const ownFoot = (line: Line): string | undefined => {
    if (line !== own || outgoing.length > 0) return undefined;
    return t.sent;
  };

  return (
    <main class="log" ref={scroller} tabIndex={0} aria-label={t.log} onScroll={onScroll}>
      <div class="log-inside" ref={inside}>
        <div class="log-lines" role="log" aria-live="polite" aria-relevant="additions" aria-label={t.log}>
          {view.lines.map((line, index) =>
            line.kind === "notice" ? (
              <NoticeLine key={line.seq} notice={line} />
            ) : (
              <div class={standsAbove(view, line) ? "log-line for-readers-only" : "log-line"} key={line.client_id ?? line.seq} data-seq={line.seq}>
                <Message
                  line={line}
                  showSender={startsGroup(line, view.lines[index - 1])}
                  foot={ownFoot(line)}
                  onCode={line.advice.includes("code_offered") ? () => onOpen("code") : undefined}
                />
              </div>
            ),
          )}
          {outgoing.map((item) => (
            <div class="log-line" key={item.clientId}>
              <Message line={asLine(item)} showSender={false} foot={<OutgoingFoot item={item} />} />
            </div>
          ))}
        </div>
        <div role="status">
          {passage.typing && view.state === "human" && <Writing by="human" name={view.name} since={null} />}
          {passage.reading && view.state === "human" && <Reading name={view.name} />}
          {awaited !== null && <Writing by="bot" since={awaited} />}
        </div>
        <Choices choices={choices} showFree onChosen={() => scroller.current?.focus({ preventScroll: true })} />
        {!own && outgoing.length === 0 && <Welcome asksLanguage={choices.length === 0} onOpen={onOpen} />}
      </div>
      {behind && (
        <div class="log-newer">
          <Button look="main" icon={<DownIcon />} onClick={toEnd}>
            {t.newer}
          </Button>
        </div>
      )}
    </main>
  );
}
