import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Decision, Lowering, LoweringMark } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { label, LEVELS, LOWERING_REASONS } from "../labels";
import "./corrections.css";

interface Props {
  readonly api: DeskApi;
  readonly chat: string;
  readonly mark: LoweringMark;
  readonly me: string;
}

/** A proposal to lower a chat from `life`: its author may withdraw it, anybody else says yes or no. */
export function LoweringPanel({ api, chat, mark, me }: Props) {
  const { language, t } = useSpeech();
  const [read, setRead] = useState<Lowering | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => setRead(null), [mark.id]);
  const act = async (action: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem("");
    try {
      await action();
    } catch (error) {
      setProblem(problemOf(error, t));
    } finally {
      setBusy(false);
    }
  };
  const decide = (decision: Decision) => () =>
    void act(async () => {
      await api.decideLowering(chat, mark.id, decision);
      // The panel goes with the proposal; the focus must not fall to the top of the page with it.
      panel.current?.closest("main")?.querySelector<HTMLElement>("h2")?.focus();
    });
  const mine = mark.by === me;
  return (
    <section ref={panel} class="lowering" aria-label={t.queue.lowering(mark.by, label(LEVELS, mark.to, language))}>
      <p class="lowering__title">{t.queue.lowering(mark.by, label(LEVELS, mark.to, language))}</p>
      <p class="lowering__why">{t.correct.because}{language === "fr" ? "\u00a0: " : ": "}{label(LOWERING_REASONS, mark.reason, language)}</p>
      {read && (read.words ? <q class="lowering__words">{read.words}</q> : <p class="lowering__why">{t.correct.noWords}</p>)}
      {mine && <p class="lowering__why">{t.correct.mine}</p>}
      <p class={problem ? "lowering__problem" : "for-readers-only"} role="alert">{problem}</p>
      <div class="lowering__actions">
        {!read && (
          <button type="button" class="button button--quiet" disabled={busy} onClick={() => void act(async () => setRead(await api.lowering(chat)))}>
            {t.correct.why}
          </button>
        )}
        {mine ? (
          <button type="button" class="button" disabled={busy} onClick={decide("withdraw")}>{t.correct.withdraw}</button>
        ) : (
          <>
            <button type="button" class="button" disabled={busy} onClick={decide("refuse")}>{t.correct.refuse}</button>
            <button type="button" class="button" disabled={busy} onClick={decide("confirm")}>{t.correct.confirm}</button>
          </>
        )}
      </div>
    </section>
  );
}
