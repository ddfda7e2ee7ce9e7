import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { Board } from "../board/Board";
import { HeldChat } from "../chat/HeldChat";
import { Preview } from "../chat/Preview";
import { useDrafts } from "../chat/useDrafts";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { grouped, waitedSeconds } from "../queue/queue";
import { QueuePane } from "../queue/QueuePane";
import { useQueue } from "../queue/useQueue";
import { useNow } from "../ui/useNow";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { useClaims } from "./useClaims";
import { useHeartbeat } from "./useHeartbeat";
import { useShortcuts } from "./useShortcuts";
import "./desk.css";

interface Props {
  readonly api: DeskApi;
  readonly me: string;
}

export function Desk({ api, me }: Props) {
  const { t } = useSpeech();
  const { queue, link, opened } = useQueue(api);
  const [openId, setOpenId] = useState<string | null>(null);
  const [board, setBoard] = useState(false);
  const claims = useClaims(api);
  const listed = queue.known ? new Set(queue.chats.map(({ chat }) => chat)) : null;
  const drafts = useDrafts(me, listed, openId);
  const [asked, setAsked] = useState({ join: 0, write: 0 });
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);

  const now = useNow(1000);
  const { mine, waiting } = grouped(queue.chats, me);
  const row = queue.chats.find(({ chat }) => chat === openId);
  const shown = openId !== null && (claims.held.has(openId) || row?.claimed_by === me);

  useHeartbeat(api, mine.map(({ chat }) => chat), claims.markLost);

  const open = (chat: string): void => {
    setOpenId(chat);
    setBoard(false);
    opened(chat);
    claims.opened(chat, mine.some((each) => each.chat === chat));
  };
  const toggleBoard = (): void => {
    setBoard(openId !== null || !board);
    setOpenId(null);
  };
  const leave = (): void => {
    const left = openId;
    setOpenId(null);
    queueMicrotask(() => list.current?.querySelector<HTMLElement>(`[data-chat="${left ?? ""}"], [data-chat]`)?.focus());
  };
  const keys = useShortcuts({
    list,
    take: () => {
      if (shown) setAsked((now) => ({ ...now, join: now.join + 1 }));
      else if (row?.claimed_by === null) void claims.takeOver(row.chat);
    },
    write: () => setAsked((now) => ({ ...now, write: now.write + 1 })),
    leave: () => (document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.blur() : leave()),
  });

  // Somebody else holds a chat that was mine: the waiting list tells it before the next heartbeat.
  const taker = shown && row?.claimed_by && row.claimed_by !== me ? row.claimed_by : null;
  useEffect(() => {
    if (openId !== null && taker !== null) claims.markLost(openId, taker);
  }, [openId, taker]);
  useEffect(() => {
    document.title = waiting.length > 0 ? `(${waiting.length}) ${t.page.desk}` : t.page.desk;
  }, [waiting.length, t]);
  useEffect(() => {
    if (openId !== null || board) pane.current?.querySelector<HTMLElement>("h2")?.focus();
  }, [openId, board]);

  return (
    <div class={openId === null && !board ? "desk" : "desk desk--open"}>
      <div class="desk__list" ref={list}>
        {openId !== null && (
          <button type="button" class="button skip" onClick={() => pane.current?.querySelector<HTMLElement>("h2")?.focus()}>{t.page.skip}</button>
        )}
        <div class="desk__head">
          <h2 class="desk__title">{t.queue.count(waiting.length)}</h2>
          <button type="button" class="button button--quiet desk__board" aria-pressed={board && openId === null} onClick={toggleBoard}>{t.queue.showBoard}</button>
          <button type="button" class="button button--quiet" aria-label={t.page.shortcuts} title={t.page.shortcuts} onClick={keys.showHelp}>?</button>
        </div>
        <QueuePane queue={queue} link={link} me={me} openChat={openId} onOpen={open} />
      </div>
      <main class="desk__pane" ref={pane}>
        {openId !== null && shown && (
          <HeldChat
            key={openId}
            api={api}
            id={openId}
            me={me}
            lost={claims.lost.get(openId) ?? null}
            waiting={row && row.state !== "human" ? duration(waitedSeconds(row, queue.heardAt, now), t) : null}
            level={row?.level ?? null}
            lowering={row?.lowering ?? null}
            kept={drafts.of(openId)}
            onKeep={drafts.change(openId)}
            onDrop={() => drafts.drop(openId)}
            onLost={(by) => claims.markLost(openId, by)}
            onLeave={leave}
            asked={asked}
          />
        )}
        {openId !== null && !shown && row && (
          <Preview
            key={row.chat}
            api={api}
            me={me}
            row={row}
            busy={claims.busy}
            problem={claims.problem}
            onTakeOver={() => void claims.takeOver(row.chat)}
            onBack={leave}
          />
        )}
        {openId !== null && !shown && !row && (
          <div class="empty">
            <p class="empty__title" role="status">{t.chat.gone}</p>
            <button type="button" class="button" onClick={leave}>{t.chat.back}</button>
          </div>
        )}
        {openId === null && board && (
          <>
            <button type="button" class="button button--quiet desk__back" onClick={() => setBoard(false)}>← {t.chat.back}</button>
            <Board api={api} />
          </>
        )}
        {openId === null && !board && (
          <div class="empty">
            <p class="empty__title">{t.chat.none}</p>
            <p class="empty__hint">{t.chat.noneHint}</p>
          </div>
        )}
      </main>
      {keys.help && <ShortcutsDialog letters={keys.letters} onLetters={keys.setLetters} onClose={keys.hideHelp} />}
    </div>
  );
}
