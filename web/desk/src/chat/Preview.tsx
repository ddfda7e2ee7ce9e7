import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { QueueChat } from "../api/types";
import { AlongDialog } from "../along/AlongDialog";
import { CorrectDialog } from "../corrections/CorrectDialog";
import { LoweringPanel } from "../corrections/LoweringPanel";
import { useSpeech } from "../i18n/texts";
import { AGE_BANDS, label, LANGUAGES, reasonLabel, SIGNALS, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import "./preview.css";

interface Props {
  readonly api: DeskApi;
  readonly me: string;
  readonly row: QueueChat;
  readonly busy: boolean;
  readonly problem: string;
  /** After a refusal: what can be done about it, in one click. */
  readonly remedy: { readonly label: string; readonly run: () => void } | null;
  readonly onTakeOver: () => void;
  readonly onBack: () => void;
  readonly onAlong: () => void;
}

/** A chat that is not mine: only what the waiting list tells. Its words open with the takeover. */
export function Preview({ api, me, row, busy, problem, remedy, onTakeOver, onBack, onAlong }: Props) {
  const { language, t } = useSpeech();
  const [correcting, setCorrecting] = useState(false);
  const [reasoning, setReasoning] = useState(false);
  const [said, setSaid] = useState("");
  const named = new Set(row.reasons.map(({ signal }) => signal));
  const others = (row.signals ?? []).filter(({ signal }) => !named.has(signal));
  const free = row.claimed_by === null;
  const notNow = row.entry === "not_now";
  const facts = [
    row.language && label(LANGUAGES, row.language, language),
    row.age_band && label(AGE_BANDS, row.age_band, language),
  ].filter(Boolean);
  return (
    <div class="preview">
      <button type="button" class="button button--quiet preview__back" onClick={onBack}>← {t.chat.back}</button>
      <div class="preview__card">
        <LevelBadge level={row.level} />
        <h2 class="preview__topic" tabIndex={-1}>{row.topic ? label(TOPICS, row.topic, language) : t.card.unclear}</h2>
        {facts.length > 0 && <p class="preview__facts">{facts.join(" · ")}</p>}
        <ul class="reasons">
          {row.reasons.map(({ signal, words }) => (
            <li key={signal} class="reasons__item">
              <span class="reasons__label">{reasonLabel(signal, language)}</span>
              {words && <q class="reasons__words">{words}</q>}
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <ul class="tags" aria-label={t.card.signals}>
            {others.map(({ signal, words }) => (
              <li key={signal} class="tag">
                {label(SIGNALS, signal, language)}
                {words && <> <q>{words}</q></>}
              </li>
            ))}
          </ul>
        )}
        {row.lowering && <LoweringPanel api={api} chat={row.chat} mark={row.lowering} me={me} />}
        {problem && <p class="preview__problem" role="alert">{problem}</p>}
        {free && notNow && <p class="preview__holder">{t.company.notNow}</p>}
        {free && !notNow && (
          <>
            <button type="button" class="button button--primary button--large" disabled={busy} onClick={remedy?.run ?? onTakeOver}>
              {busy ? t.action.taking : (remedy?.label ?? t.action.takeOver)}
            </button>
            <p class="preview__hint">{row.entry === "ask" ? t.company.asksFirst : t.action.takeOverHint}</p>
            {row.talk_declined && <p class="preview__hint">{t.company.inDanger}</p>}
          </>
        )}
        {!free && <p class="preview__holder">{t.queue.heldBy(row.claimed_by ?? "")}</p>}
        {(row.read_by ?? []).map(({ by }) => <p key={by} class="preview__hint">{t.company.readsAlong(by)}</p>)}
        {(!free || notNow) && (
          <button type="button" class="button" onClick={() => setReasoning(true)}>{t.company.readAlong}</button>
        )}
        {row.state === "waiting" && (
          <button type="button" class="link preview__correct" onClick={() => setCorrecting(true)}>{t.correct.titleLevel}</button>
        )}
        <p class={said ? "preview__hint" : "for-readers-only"} role="status">{said}</p>
      </div>
      {reasoning && <AlongDialog api={api} chat={row.chat} onBegun={onAlong} onClose={() => setReasoning(false)} />}
      {correcting && (
        <CorrectDialog
          api={api}
          chat={row.chat}
          before={{ level: row.level, topic: null, signals: [] }}
          said={null}
          onDone={(done) => {
            setSaid(done);
            setCorrecting(false);
          }}
          onClose={() => setCorrecting(false)}
        />
      )}
    </div>
  );
}
