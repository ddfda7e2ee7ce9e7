import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import type { QueueChat } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { label, LEVELS, TOPICS } from "../labels";
import { useNow } from "../ui/useNow";
import { filterQueue, NO_FILTER } from "./filter";
import { Filters } from "./Filters";
import { grouped, waitedSeconds, type Queue } from "./queue";
import { QueueRow } from "./QueueRow";
import { useKeptFocus } from "./rows";
import { Stubs } from "./Stubs";
import type { Link } from "./useQueue";
import "./queue.css";

interface Props {
  readonly queue: Queue;
  readonly link: Link;
  readonly me: string;
  readonly openChat: string | null;
  readonly onOpen: (chat: string) => void;
}

/**
 * What a screen reader says when chats come in, and when a colleague proposes to lower one: level and
 * topic, never the visitor's words. All that comes with one list is one announcement.
 */
function useNews(queue: Queue, me: string): string {
  const { language, t } = useSpeech();
  const told = useRef<ReadonlySet<string>>(new Set());
  const asked = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const untold = queue.chats.filter(({ chat }) => queue.fresh.has(chat) && !told.current.has(chat));
    told.current = queue.fresh;
    const proposals = queue.chats.flatMap(({ lowering }) => (lowering && lowering.by !== me ? [lowering] : []));
    // What stands when the list is first shown is read with it.
    const unasked = proposals.filter(({ id }) => asked.current !== null && !asked.current.has(id));
    if (queue.known) asked.current = new Set(proposals.map(({ id }) => id));
    if (untold.length + unasked.length === 0) return;
    const sentence = ({ level, topic }: QueueChat): string =>
      t.queue.arrived(level ? label(LEVELS, level, language) : "", topic ? label(TOPICS, topic, language) : t.card.unclear);
    const proposed = unasked.map(({ by, to }) => t.queue.lowering(by, label(LEVELS, to, language)));
    setSaid([...untold.map(sentence), ...proposed].join(" "));
  }, [queue]);
  return said;
}

export function QueuePane({ queue, link, me, openChat, onOpen: opens }: Props) {
  const { t } = useSpeech();
  const latest = useRef(opens);
  latest.current = opens;
  const onOpen = useCallback((chat: string) => latest.current(chat), []);
  const now = useNow(1000);
  const [filter, setFilter] = useState(NO_FILTER);
  const { shown, hiddenLife } = filterQueue(queue.chats, filter, me);
  const groups = grouped(shown, me);
  const waiting = queue.chats.some(({ claimed_by }) => claimed_by === null);
  const news = useNews(queue, me);
  const list = useRef<HTMLElement>(null);
  useKeptFocus(list);
  const section = (id: string, title: string, chats: readonly QueueChat[]) =>
    chats.length > 0 && (
      <section class="queue__group" aria-labelledby={`group-${id}`}>
        <h3 class="queue__heading" id={`group-${id}`}>
          {title} <span class="queue__count">{chats.length}</span>
        </h3>
        <ul class="queue__list">
          {chats.map((chat) => (
            <QueueRow
              key={chat.chat}
              chat={chat}
              waited={waitedSeconds(chat, queue.ahead, now)}
              me={me}
              open={chat.chat === openChat}
              fresh={queue.fresh.has(chat.chat)}
              onOpen={onOpen}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <nav ref={list} class="queue" aria-label={t.queue.title} tabIndex={-1}>
      {link !== "live" && (
        <p class="notice" role="status">{link === "polling" ? t.connection.polling : t.connection.lost}</p>
      )}
      <Filters chats={queue.chats} filter={filter} hiddenLife={hiddenLife} onFilter={setFilter} />
      {section("mine", t.queue.mine, groups.mine)}
      {section("confirm", t.queue.toConfirm, groups.toConfirm)}
      {section("waiting", t.queue.waiting, groups.waiting)}
      {waiting && shown.length === 0 && <p class="empty" role="status">{t.queue.filterNone}</p>}
      {!waiting && (
        <div class="empty empty--queue">
          <p class="empty__title">{queue.known ? t.queue.empty : t.page.loading}</p>
          {queue.known && <p class="empty__hint">{t.queue.emptyHint}</p>}
        </div>
      )}
      {section("others", t.queue.others, groups.others)}
      <Stubs stubs={queue.stubs} />
      <p class="for-readers-only" role="status" aria-live="polite">{news}</p>
    </nav>
  );
}
