import type { Card } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { useNow } from "../ui/useNow";
import "./joining.css";

interface Props {
  readonly card: Card;
  readonly busy: boolean;
  readonly onWithdraw: () => void;
}

/** What stands between me and the visitor: the question that is out, or why I need not ask. */
export function AskedPanel({ card, busy, onWithdraw }: Props) {
  const { t } = useSpeech();
  const now = useNow(1000);
  const inDanger = card.entry === "free" && (card.talk_declined || Boolean(card.asked_at));
  if (inDanger) return <p class="asked asked--danger">{t.company.inDanger}</p>;
  if (card.entry === "ask") return <p class="asked">{t.company.mayAsk}</p>;
  if (card.entry !== "asked") return null;
  const since = card.asked_at ? Math.max(0, Math.floor((now - Date.parse(card.asked_at)) / 1000)) : 0;
  return (
    <section class="asked" aria-label={t.company.asked}>
      <div>
        <p class="asked__title">{t.company.asked} · {duration(since, t)}</p>
        <p class="asked__hint">{t.company.askedHint}</p>
      </div>
      <button type="button" class="button" disabled={busy} onClick={onWithdraw}>{t.company.withdraw}</button>
    </section>
  );
}
