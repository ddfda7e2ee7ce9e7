import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { OwnSession } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { dayAndTime } from "../i18n/time";
import { useLoaded } from "../live/useLoaded";

/** Where one is logged in, by time only; each can be ended from here. */
export function Sessions({ api }: { readonly api: DeskApi }) {
  const { language, t } = useSpeech();
  const [loaded, again] = useLoaded<{ sessions: readonly OwnSession[] }>(api, "/api/desk/account/sessions");
  const [said, setSaid] = useState({ problem: "", done: "" });
  const act = async (action: () => Promise<string>): Promise<void> => {
    try {
      setSaid({ problem: "", done: await action() });
    } catch (error) {
      setSaid({ problem: problemOf(error, t), done: "" });
    }
    again();
  };
  const end = (session: string) => act(async () => (await api.endSession(session), t.account.ended(1)));
  const endOthers = () => act(async () => t.account.ended(await api.endOtherSessions()));
  const sessions = loaded && "value" in loaded ? loaded.value.sessions : [];
  return (
    <section class="account__part" aria-labelledby="sessions">
      <h2 id="sessions" class="account__title">{t.account.sessions}</h2>
      <p class="field__hint">{t.account.sessionsHint}</p>
      {loaded && "problem" in loaded && <p class="dialog__problem" role="alert">{problemOf(loaded.problem, t)}</p>}
      <ul class="sessions">
        {sessions.map((one) => (
          <li key={one.session} class="sessions__row">
            <span>
              <span class="sessions__seen">{one.here ? t.account.here : t.account.seen(dayAndTime(one.seen_at, language))}</span>
              <span class="field__hint">{t.account.opened(dayAndTime(one.opened_at, language))}</span>
            </span>
            {!one.here && <button type="button" class="button" onClick={() => void end(one.session)}>{t.account.end}</button>}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && <button type="button" class="button" onClick={() => void endOthers()}>{t.account.endOthers}</button>}
      <p class="account__done" role="status">{said.done}</p>
      <p class="dialog__problem" role="alert">{said.problem}</p>
    </section>
  );
}
