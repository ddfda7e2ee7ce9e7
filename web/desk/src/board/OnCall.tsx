import type { BoardNotifier } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { dayAndTime } from "../i18n/time";
import { Part } from "./Part";
import "./onCall.css";

const named = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code;

function Notifier({ notifier }: { readonly notifier: BoardNotifier }) {
  const { language, t } = useSpeech();
  const { name, delivered_at, failing_since, problem } = notifier;
  const works = delivered_at === null ? t.board.untried : t.board.works;
  return (
    <tr class="on-call">
      <th scope="row">{named(t.board.notifiers, name)}</th>
      <td class={failing_since ? "on-call__fails" : undefined}>
        {failing_since ? t.board.failingSince(dayAndTime(failing_since, language), named(t.board.problems, problem ?? "")) : works}
      </td>
      <td>{delivered_at ? <time dateTime={delivered_at}>{dayAndTime(delivered_at, language)}</time> : "–"}</td>
    </tr>
  );
}

/** Whether the person on call would be reached just now; a way that fails is tried again by itself. */
export function OnCall({ notifiers }: { readonly notifiers: readonly BoardNotifier[] }) {
  const { t } = useSpeech();
  const words = t.board;
  return (
    <Part title={words.onCall} heads={[words.notifier, words.notifierState, words.delivered]}>
      {notifiers.length === 0 && <tr><td class="on-call__fails" colSpan={3}>{words.noNotifier}</td></tr>}
      {notifiers.map((notifier) => <Notifier key={notifier.name} notifier={notifier} />)}
    </Part>
  );
}
