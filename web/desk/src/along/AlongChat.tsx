import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { CardPane } from "../chat/CardPane";
import { Conversation } from "../chat/Conversation";
import { useChat } from "../chat/useChat";
import { useSpeech } from "../i18n/texts";
import { label, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { useAlong } from "./useAlong";
import { WhisperBox } from "./WhisperBox";
import { Whispers } from "./Whispers";
import "./along.css";

interface Props {
  readonly api: DeskApi;
  readonly id: string;
  readonly me: string;
  readonly lead: boolean;
  /** Who holds the chat, as the list tells it. */
  readonly holder: string | null;
  readonly onLeave: () => void;
}

const nothing = (): void => undefined;

/** A colleague's chat, to read: there is no box to write in, but for a lead's whisper. */
export function AlongChat({ api, id, me, lead, holder, onLeave }: Props) {
  const { language, t } = useSpeech();
  const [over, setOver] = useState(false);
  const { stage, chat, live, refetch } = useChat(api, id, () => setOver(true), { along: true });
  useAlong(api, id, () => setOver(true));
  if (!chat || over) {
    const said = over || stage === "gone" ? t.company.alongOver : stage === "loading" ? t.page.loading : t.chat.unreadable;
    return (
      <div class="empty">
        <p class="empty__title" role="status">{said}</p>
        <button type="button" class="button" onClick={onLeave}>{t.chat.back}</button>
      </div>
    );
  }
  const { topic, level } = chat.card;
  return (
    <div class="chat">
      <header class="chat__header">
        <div class="chat__title">
          <LevelBadge level={level} />
          <h2 class="chat__topic" tabIndex={-1}>{topic ? label(TOPICS, topic, language) : t.card.unclear}</h2>
        </div>
        <div class="chat__actions">
          <button type="button" class="button" onClick={onLeave}>{t.company.alongLeave}</button>
        </div>
      </header>
      <CardPane card={chat.card} waiting={null} />
      <div class="chat__talk">
        <p class="along__bar" role="status">{holder === null ? t.company.alongFree : t.company.alongWith(holder)}</p>
        {!live && <p class="notice chat__link" role="status">{t.connection.lost}</p>}
        <Conversation chat={chat} me={me} onResend={nothing} onTakeBack={nothing} />
        <Whispers whispers={chat.whispers} title={t.company.whisperOwn} />
        {lead && holder !== null && <WhisperBox api={api} chat={id} holder={holder} onSaid={() => void refetch()} />}
      </div>
    </div>
  );
}
