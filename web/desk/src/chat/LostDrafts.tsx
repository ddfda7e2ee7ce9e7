import { useSpeech } from "../i18n/texts";
import { LostDraft } from "./LostDraft";

export interface Left {
  readonly chat: string;
  readonly said: string;
  readonly draft: string;
}

interface Props {
  readonly left: readonly Left[];
  readonly onThrowAway: (chat: string) => void;
}

/** What I had typed in chats that are no longer mine, and that are not open: to read and to copy. */
export function LostDrafts({ left, onThrowAway }: Props) {
  const { t } = useSpeech();
  if (left.length === 0) return null;
  return (
    <section class="lost-drafts" aria-label={t.duty.lostDrafts}>
      {left.map(({ chat, said, draft }) => (
        <LostDraft key={chat} said={said} draft={draft}>
          <button type="button" class="button button--quiet" onClick={() => onThrowAway(chat)}>{t.duty.throwAway}</button>
        </LostDraft>
      ))}
    </section>
  );
}
