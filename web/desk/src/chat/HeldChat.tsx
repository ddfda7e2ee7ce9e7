import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { StaffSaid } from "../api/events";
import { byOf, isLoss } from "../api/refusals";
import type { LoweringMark, ReadBy } from "../api/types";
import { ReadByLine } from "../along/ReadByLine";
import { Whispers } from "../along/Whispers";
import { CorrectDialog } from "../corrections/CorrectDialog";
import { LoweringPanel } from "../corrections/LoweringPanel";
import type { Holder } from "../desk/useClaims";
import { AskedPanel } from "../joining/AskedPanel";
import { useReadingSign } from "../joining/useReadingSign";
import { useSpeech } from "../i18n/texts";
import type { Level } from "../labels";
import { SafetyTools } from "../safety/SafetyTools";
import { CardPane } from "./CardPane";
import { holdOf } from "./chat";
import { ChatHeader } from "./ChatHeader";
import { CloseDialog } from "./CloseDialog";
import { Composer } from "./Composer";
import { Conversation } from "./Conversation";
import { leftOf, type Kept } from "./drafts";
import { HandbackDialog } from "./HandbackDialog";
import { LostDraft } from "./LostDraft";
import { problemOf } from "./send";
import { useChat, type Stage } from "./useChat";
import type { ChangeKept } from "./useDrafts";
import { useSending } from "./useSending";
import "./chat.css";

interface Props {
  readonly api: DeskApi;
  readonly id: string;
  readonly me: string;
  /** Set when the claim is no longer mine; `by` names who has the chat now, if anybody. */
  readonly lost: Holder | null;
  /** How long the visitor has waited, in words; null once somebody talks with them. */
  readonly waiting: string | null;
  /** A proposal to lower the level that stands here. */
  readonly lowering: LoweringMark | null;
  /** The level that the list tells; a colleague may change it while nothing is said in the chat. */
  readonly level: Level | null;
  /** Colleagues who read along just now, how many whispers there are, and whether the visitor said "not now". */
  readonly readBy: readonly ReadBy[];
  readonly whispered: number;
  readonly declined: boolean;
  /** What was typed here and not sent. */
  readonly kept: Kept;
  readonly onKeep: ChangeKept;
  readonly onDrop: () => void;
  readonly onLost: (by: string | null) => void;
  readonly onLeave: () => void;
  /** Counts up when the shortcut for "join" or "write" was pressed. */
  readonly asked: { readonly join: number; readonly write: number };
}

interface NotShownProps {
  readonly stage: Stage;
  readonly lost: Holder | null;
  readonly draft: string;
  readonly onRetry: () => void;
  readonly onLeave: () => void;
}

/** In place of a chat that is on its way, cannot be had, or is no more. */
function NotShown({ stage, lost, draft, onRetry, onLeave }: NotShownProps) {
  const { t } = useSpeech();
  if (stage === "gone") {
    return (
      <div class="gone">
        <LostDraft said={t.chat.gone} draft={draft} />
        <button type="button" class="button" onClick={onLeave}>{t.chat.back}</button>
      </div>
    );
  }
  const taken = lost?.by ? t.error.claimed(lost.by) : t.error.claimedUnknown;
  return (
    <div class="empty">
      <p class="empty__title" role="status">
        {lost ? taken : stage === "loading" ? t.page.loading : t.chat.unreadable}
      </p>
      {stage === "failed" && <button type="button" class="button" onClick={onRetry}>{t.chat.retry}</button>}
      <button type="button" class="button button--quiet" onClick={onLeave}>{t.chat.back}</button>
    </div>
  );
}

type Asking = "handback" | "close" | "correct" | null;

export function HeldChat({ api, id, me, lost, waiting, lowering, level, readBy, whispered, declined, kept, onKeep, onDrop, onLost, onLeave, asked }: Props) {
  const { t } = useSpeech();
  const { stage, chat, live, dispatch, refetch } = useChat(api, id, onLost, { unsent: kept.unsent });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [asking, setAsking] = useState<Asking>(null);
  const [corrected, setCorrected] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const hold = chat && !lost ? holdOf(chat, me) : "theirs";

  /** Run an action on the chat; gives what went wrong, empty when all went well. */
  const act = async (action: () => Promise<unknown>): Promise<string> => {
    setBusy(true);
    try {
      await action();
      return "";
    } catch (error) {
      if (isLoss(error)) onLost(byOf(error));
      return problemOf(error, t);
    } finally {
      setBusy(false);
    }
  };
  const join = async (): Promise<void> => {
    setProblem(await act(() => api.join(id)));
    await refetch();
    // Whoever is searching a reply by now is not torn out of it.
    if (!document.activeElement?.closest(".composer")) box.current?.focus();
  };
  const leaveAfter = async (action: () => Promise<unknown>): Promise<string> => {
    const wrong = await act(action);
    if (wrong === "") onLeave();
    return wrong;
  };
  const endWith = async (action: () => Promise<unknown>): Promise<string> => {
    const wrong = await leaveAfter(action);
    if (wrong === "") onDrop();
    return wrong;
  };
  const sending = useSending({ api, id, chat, dispatch, kept, onKeep, onLost, onProblem: setProblem });

  useEffect(() => {
    if (level !== null && chat && chat.card.level !== level) void refetch();
  }, [level]);
  useEffect(() => {
    if (chat && whispered > chat.whispers.length) void refetch();
  }, [whispered]);
  useReadingSign(api, id, hold === "joined" ? chat : null);
  useEffect(() => {
    if (asked.join > 0 && hold === "mine") void join();
  }, [asked.join]);
  useEffect(() => {
    if (asked.write > 0) box.current?.focus();
  }, [asked.write]);
  useEffect(() => {
    // On a phone the keyboard would cover what must be read first.
    if (stage === "ready" && matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, [stage]);

  const left = leftOf(kept);
  if (!chat) return <NotShown stage={stage} lost={lost} draft={left} onRetry={() => void refetch()} onLeave={onLeave} />;
  const writable = hold === "mine" || hold === "joined";
  // Once the chat is not mine, what was not sent cannot be sent again: it stands below, to be copied.
  const unsent = new Set(kept.unsent.map(({ clientId }) => clientId));
  const talk = writable ? chat : { ...chat, outbox: chat.outbox.filter(({ clientId }) => !unsent.has(clientId)) };
  return (
    <div class="chat">
      <ChatHeader
        chat={chat}
        me={me}
        mine={writable}
        busy={busy}
        onBack={onLeave}
        onJoin={() => void join()}
        onRelease={() => void leaveAfter(() => api.release(id)).then(setProblem)}
        onHandback={() => setAsking("handback")}
        onClose={() => setAsking("close")}
      />
      <CardPane
        card={chat.card}
        waiting={waiting}
        onSafetyAnswered={() => void act(() => api.safetyAnswered(id)).then(setProblem).then(refetch)}
        {...(writable && { onCorrect: () => setAsking("correct") })}
        foot={writable && <SafetyTools api={api} card={chat.card} act={act} onMarked={() => void refetch()} onEnded={onLeave} />}
      >
        {lowering && <LoweringPanel api={api} chat={id} mark={lowering} me={me} />}
        <p class="for-readers-only" role="status">{corrected}</p>
      </CardPane>
      <div class="chat__talk">
        <p class={live || !writable ? "for-readers-only" : "notice chat__link"} role="status">{live || !writable ? "" : t.connection.lost}</p>
        <ReadByLine readBy={writable ? readBy : []} />
        {writable && chat.state === "waiting" && (
          <AskedPanel card={chat.card} busy={busy} onWithdraw={() => void leaveAfter(() => api.release(id)).then(setProblem)} />
        )}
        <Conversation
          chat={talk}
          me={me}
          onResend={sending.onResend}
          onTakeBack={(clientId) => {
            sending.onTakeBack(clientId);
            box.current?.focus();
          }}
        />
        {writable && <Whispers whispers={chat.whispers} title={t.company.whisperTitle} />}
        {writable ? (
          <Composer
            api={api}
            draft={kept.text}
            onDraft={(text) => {
              onKeep(({ unsent }) => ({ text, unsent }));
              // What was stopped was thrown away: nothing is left that the reason could be about.
              if (text === "") setProblem("");
            }}
            onSend={sending.onSend}
            onTyping={() => void api.typing(id).catch(() => undefined)}
            box={box}
            language={chat.language}
            joined={hold === "joined"}
            asked={hold === "mine" && chat.card.entry === "asked"}
            problem={problem}
          />
        ) : (
          <LostDraft
            said={hold === "over" ? t.chat.stateClosed : lost?.by ? t.chat.takenBy(lost.by) : declined ? t.company.notNowLost : lost?.waits ? t.duty.wentBack : t.chat.lost}
            draft={left}
          />
        )}
      </div>
      {asking === "handback" && (
        <HandbackDialog onConfirm={(note) => endWith(() => api.handBack(id, note))} onClose={() => setAsking(null)} />
      )}
      {asking === "correct" && (
        <CorrectDialog
          api={api}
          chat={id}
          before={chat.card}
          said={chat.events.filter((event): event is StaffSaid => event.kind === "message" && event.from === "visitor")}
          onDone={(done) => {
            setCorrected(done);
            setAsking(null);
            void refetch();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "close" && (
        <CloseDialog onConfirm={(outcome, note) => endWith(() => api.close(id, outcome, note))} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}
