import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { AlarmButton, AlarmStrip } from "../alarm/AlarmButton";
import { useAlarm } from "../alarm/useAlarm";
import type { DeskApi } from "../api/client";
import { AlongChat } from "../along/AlongChat";
import { Board } from "../board/Board";
import { HeldChat } from "../chat/HeldChat";
import { LostDrafts } from "../chat/LostDrafts";
import { Preview } from "../chat/Preview";
import { leftOf } from "../chat/drafts";
import { useDrafts } from "../chat/useDrafts";
import { useDuty } from "../duty/duty";
import { DutyNotices } from "../duty/DutyNotices";
import { OfferBar } from "../duty/OfferBar";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { grouped, waitedSeconds } from "../queue/queue";
import { QueuePane } from "../queue/QueuePane";
import { focusRow } from "../queue/rows";
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
  /** A team lead may whisper. */
  readonly lead?: boolean;
}

export function Desk({ api, me, lead = false }: Props) {
  const { t } = useSpeech();
  const { hear } = useDuty();
  const dueBeat = useRef<() => void>(() => undefined);
  const { queue, link, opened } = useQueue(api, { onDuty: hear, onBytes: () => dueBeat.current() });
  const [openId, setOpenId] = useState<string | null>(null);
  const [board, setBoard] = useState(false);
  const [along, setAlong] = useState<string | null>(null);
  const claims = useClaims(api);
  const listed = useMemo(() => (queue.known ? new Set(queue.chats.map(({ chat }) => chat)) : null), [queue]);
  const drafts = useDrafts(me, listed, openId, claims.lost);
  const [asked, setAsked] = useState({ join: 0, write: 0 });
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);

  const now = useNow(1000);
  const { mine, waiting } = useMemo(() => grouped(queue.chats, me), [queue, me]);
  const row = queue.chats.find(({ chat }) => chat === openId);
  const shown = openId !== null && (claims.held.has(openId) || row?.claimed_by === me);

  const heartbeat = useHeartbeat(api, mine.map(({ chat }) => chat), claims.markLost);
  dueBeat.current = () => heartbeat.current();

  const open = (chat: string): void => {
    setOpenId(chat);
    setAlong(null);
    setBoard(false);
    opened(chat);
    claims.opened(chat, mine.some((each) => each.chat === chat));
  };
  // A key in the box draws the desk anew; 500 rows beside it would come on screen before the letter does.
  const opens = useRef(open);
  opens.current = open;
  const rows = useMemo(
    () => <QueuePane queue={queue} link={link} me={me} openChat={openId} onOpen={(chat) => opens.current(chat)} />,
    [queue, link, me, openId],
  );
  const accept = (chat: string): void => {
    open(chat);
    void claims.takeOver(chat);
  };
  const openDoorAndTake = async (chat: string): Promise<void> => {
    hear(await api.setDoor(false).catch(() => null));
    await claims.takeOver(chat);
  };
  const remedyFor = (chat: string) => {
    if (claims.refusal === "at_limit") return { label: t.duty.takeOneMore, run: () => void claims.takeOver(chat, true) };
    if (claims.refusal === "door_closed") return { label: t.duty.openAndTake, run: () => void openDoorAndTake(chat) };
    return null;
  };
  const toggleBoard = (): void => {
    setBoard(openId !== null || !board);
    setOpenId(null);
    setAlong(null);
  };
  const leave = (): void => {
    const left = openId;
    setOpenId(null);
    setAlong(null);
    queueMicrotask(() => focusRow(list.current?.querySelector<HTMLElement>(".queue") ?? null, left));
  };
  const toHeading = (): void => pane.current?.querySelector<HTMLElement>("h2")?.focus();
  const keys = useShortcuts({
    list,
    take: () => {
      if (shown) setAsked((now) => ({ ...now, join: now.join + 1 }));
      else if (row?.claimed_by === null) void claims.takeOver(row.chat);
    },
    write: () => setAsked((now) => ({ ...now, write: now.write + 1 })),
    leave: () => (document.activeElement instanceof HTMLTextAreaElement ? toHeading() : leave()),
  });

  // Somebody else holds a chat that was mine: the waiting list tells it before the next heartbeat.
  const taker = shown && row?.claimed_by && row.claimed_by !== me ? row.claimed_by : null;
  useEffect(() => {
    if (openId !== null && taker !== null) claims.markLost(openId, taker);
  }, [openId, taker]);
  const alarm = useAlarm(api, queue, me, waiting.length);
  const holder = openId === null ? undefined : claims.lost.get(openId);
  const lost = holder ? { ...holder, waits: row?.claimed_by === null } : null;
  // A chat that is not open can be lost, too, with a text that nobody would see any more.
  const had = useRef<readonly string[]>([]);
  useEffect(() => {
    const now = mine.map(({ chat }) => chat);
    const gone = had.current.filter((chat) => !now.includes(chat) && chat !== openId);
    for (const chat of gone) claims.markLost(chat, queue.chats.find((each) => each.chat === chat)?.claimed_by ?? null);
    had.current = now;
  }, [queue]);
  const left = [...drafts.all].flatMap(([chat, kept]) => {
    const draft = leftOf(kept);
    const isShown = chat === openId && shown;
    if (draft === "" || isShown || !claims.lost.has(chat) || mine.some((each) => each.chat === chat)) return [];
    const now = queue.chats.find((each) => each.chat === chat);
    const by = now ? now.claimed_by : claims.lost.get(chat)?.by;
    return [{ chat, draft, said: by ? t.chat.takenBy(by) : now ? t.duty.wentBack : t.chat.lost }];
  });
  // Before the screen is drawn: later, a key meant for what somebody reached by Tab would land on the heading.
  useLayoutEffect(() => {
    if (openId !== null || board) toHeading();
  }, [openId, board]);

  return (
    <div class={openId === null && !board ? "desk" : "desk desk--open"}>
      <div class="desk__bars">
        <OfferBar api={api} chats={queue.chats} busy={claims.busy} onAccept={accept} />
        <DutyNotices api={api} />
        <LostDrafts left={left} onThrowAway={drafts.drop} />
      </div>
      <div class="desk__list" ref={list}>
        {openId !== null && (
          <button type="button" class="button skip" onClick={toHeading}>{t.page.skip}</button>
        )}
        <div class="desk__head">
          <h2 class="desk__title">{t.queue.count(waiting.length)}</h2>
          <button type="button" class="button button--quiet desk__board" aria-pressed={board && openId === null} onClick={toggleBoard}>{t.queue.showBoard}</button>
          <AlarmButton alarm={alarm} />
          <button type="button" class="button button--quiet" aria-label={t.page.shortcuts} title={t.page.shortcuts} onClick={keys.showHelp}>?</button>
        </div>
        <AlarmStrip alarm={alarm} />
        {rows}
      </div>
      <main class="desk__pane" ref={pane}>
        {openId !== null && shown && (
          <HeldChat
            key={openId}
            api={api}
            id={openId}
            me={me}
            lost={lost}
            waiting={row && row.state !== "human" ? duration(waitedSeconds(row, queue.ahead, now), t) : null}
            level={row?.level ?? null}
            lowering={row?.lowering ?? null}
            readBy={row?.read_by ?? []}
            whispered={row?.whispers ?? 0}
            declined={row?.talk_declined ?? false}
            kept={drafts.of(openId)}
            onKeep={drafts.change(openId)}
            onDrop={() => drafts.drop(openId)}
            onLost={(by) => claims.markLost(openId, by)}
            onLeave={leave}
            asked={asked}
          />
        )}
        {openId !== null && !shown && along === openId && (
          <AlongChat key={openId} api={api} id={openId} me={me} lead={lead} holder={row?.claimed_by ?? null} onLeave={() => setAlong(null)} />
        )}
        {openId !== null && !shown && along !== openId && row && (
          <Preview
            key={row.chat}
            api={api}
            me={me}
            row={row}
            busy={claims.busy}
            problem={claims.problem}
            remedy={remedyFor(row.chat)}
            onTakeOver={() => void claims.takeOver(row.chat)}
            onBack={leave}
            onAlong={() => setAlong(row.chat)}
          />
        )}
        {openId !== null && !shown && along !== openId && !row && (
          <div class="empty">
            <p class="empty__title" role="status">{t.chat.gone}</p>
            <button type="button" class="button" onClick={leave}>{t.chat.back}</button>
          </div>
        )}
        {openId === null && board && (
          <>
            <button type="button" class="button button--quiet desk__back" onClick={() => setBoard(false)}>← {t.chat.back}</button>
            <Board api={api} onOpen={open} />
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
