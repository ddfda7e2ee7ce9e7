import { useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { QueueChat } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { AGE_BANDS, label, LANGUAGES, LEVELS, reasonLabel, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { useNow } from "../ui/useNow";
import { useDuty, type OfferedChat } from "./duty";

interface Props {
  readonly api: DeskApi;
  /** The list, in which the offered chat has its row. */
  readonly chats: readonly QueueChat[];
  readonly busy: boolean;
  readonly onAccept: (chat: string) => void;
}

interface ShownProps extends Omit<Props, "chats"> {
  readonly offer: OfferedChat;
  readonly heardAt: number;
  readonly row: QueueChat;
  readonly onDecline: () => void;
}

function Shown({ offer, heardAt, row, busy, onAccept, onDecline }: ShownProps) {
  const { language, t } = useSpeech();
  const now = useNow(1000);
  const left = offer.left_s - Math.floor((now - heardAt) / 1000);
  if (left <= 0) return null;
  const topic = row.topic ? label(TOPICS, row.topic, language) : t.card.unclear;
  const reason = row.reasons[0];
  const facts = [
    row.language && label(LANGUAGES, row.language, language),
    row.age_band && label(AGE_BANDS, row.age_band, language),
  ].filter(Boolean);
  return (
    <section class={`offer offer--${row.level ?? "normal"}`} aria-label={t.duty.offer}>
      <div class="offer__what">
        <span class="offer__title">{t.duty.offer}</span>
        <LevelBadge level={row.level} />
        <strong>{topic}</strong>
        {reason && <span class="offer__reason">{reasonLabel(reason.signal, language)}{reason.words && <> <q>{reason.words}</q></>}</span>}
        <span class="offer__facts">{facts.join(" · ")}</span>
      </div>
      <div class="offer__do">
        {/* It ticks: a screen reader hears the time once, with the announcement. */}
        <span class="offer__left" aria-hidden="true">{duration(left, t)}</span>
        <button type="button" class="button button--primary" disabled={busy} onClick={() => onAccept(offer.chat)}>{t.duty.accept}</button>
        <button type="button" class="button" disabled={busy} title={t.duty.declineHint} onClick={onDecline}>{t.duty.decline}</button>
      </div>
    </section>
  );
}

/** The chat that is offered to me: shown for a minute, above whatever I am doing. The focus stays where it is. */
export function OfferBar({ api, chats, busy, onAccept }: Props) {
  const { language, t } = useSpeech();
  const { heard, hear } = useDuty();
  const [passed, setPassed] = useState("");
  const offer = heard?.duty.offer ?? null;
  const row = chats.find(({ chat, claimed_by }) => chat === offer?.chat && claimed_by === null);
  const key = offer && row ? `${offer.chat} ${offer.offered_at}` : "";
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!offer || !row) return setSaid("");
    const level = row.level ? label(LEVELS, row.level, language) : "";
    const topic = row.topic ? label(TOPICS, row.topic, language) : t.card.unclear;
    setSaid(t.duty.offered(level, topic, offer.left_s));
  }, [key]);

  const decline = async (): Promise<void> => {
    if (!offer) return;
    setPassed(key);
    try {
      await api.decline(offer.chat);
    } catch {
      setPassed(""); // It stays on screen for as long as it lasts; the list tells when it is gone.
    }
    await api.get("/api/desk/duty").then(hear, () => undefined);
  };
  return (
    <>
      <p class="for-readers-only" role="alert">{said}</p>
      {offer && heard && row && key !== passed && (
        <Shown key={key} api={api} offer={offer} heardAt={heard.heardAt} row={row} busy={busy} onAccept={onAccept} onDecline={() => void decline()} />
      )}
    </>
  );
}
