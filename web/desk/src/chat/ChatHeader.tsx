import { useSpeech } from "../i18n/texts";
import { label, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { type Chat, holdOf } from "./chat";

interface Props {
  readonly chat: Chat;
  readonly me: string;
  /** False once the chat is not mine any more: then there is nothing left to do with it. */
  readonly mine: boolean;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onJoin: () => void;
  readonly onRelease: () => void;
  readonly onHandback: () => void;
  readonly onClose: () => void;
}

export function ChatHeader({ chat, me, mine, busy, onBack, onJoin, onRelease, onHandback, onClose }: Props) {
  const { language, t } = useSpeech();
  const hold = mine ? holdOf(chat, me) : "theirs";
  const { topic, level, entry } = chat.card;
  return (
    <header class="chat__header">
      <button type="button" class="button button--quiet chat__back" aria-label={t.chat.back} onClick={onBack}>←</button>
      <div class="chat__title">
        <LevelBadge level={level} />
        <h2 class="chat__topic" tabIndex={-1}>{topic ? label(TOPICS, topic, language) : t.card.unclear}</h2>
      </div>
      <div class="chat__actions">
        {hold === "mine" && (
          <>
            {/* While the question stands, giving back takes it back, too: that button is beside the question. */}
            {entry !== "asked" && (
              <button type="button" class="button button--quiet" title={t.action.releaseHint} disabled={busy} onClick={onRelease}>{t.action.release}</button>
            )}
            <button type="button" class="button button--quiet" disabled={busy} onClick={onClose}>{t.action.closeChat}</button>
            {entry !== "asked" && (
              <button type="button" class="button button--primary" title={t.action.joinHint} disabled={busy} onClick={onJoin}>{t.action.join}</button>
            )}
          </>
        )}
        {hold === "joined" && (
          <>
            <button type="button" class="button button--quiet" title={t.action.releaseHint} disabled={busy} onClick={onRelease}>{t.action.release}</button>
            <button type="button" class="button" disabled={busy} onClick={onHandback}>{t.action.handback}</button>
            <button type="button" class="button" disabled={busy} onClick={onClose}>{t.action.closeChat}</button>
          </>
        )}
      </div>
    </header>
  );
}
