import { useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { AuditChain, AuditPage, Deed } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { dayAndTime } from "../i18n/time";
import { label } from "../labels";
import { useLoaded } from "../live/useLoaded";
import { ACTIONS } from "./actions";
import { detailOf } from "./detail";
import { Chain } from "./Chain";
import "./audit.css";

interface Filter {
  readonly chat: string;
  readonly staff: string;
  readonly action: string;
}

const ALL: Filter = { chat: "", staff: "", action: "" };

function pathOf(filter: Filter, before: number | null): string {
  const wanted = Object.entries(filter).filter(([, value]) => value !== "") as [string, string][];
  const query = new URLSearchParams(before === null ? wanted : [...wanted, ["before", String(before)]]);
  return `/api/desk/audit?${query.toString()}`;
}

interface RowProps {
  readonly deed: Deed;
  readonly onChat: (chat: string) => void;
}

function Row({ deed, onChat }: RowProps) {
  const { language, t } = useSpeech();
  const detail = detailOf(deed, t, language);
  const { chat } = deed;
  return (
    <tr>
      <td class="audit__when"><time dateTime={deed.at}>{dayAndTime(deed.at, language)}</time></td>
      <th scope="row">{deed.by ?? t.audit.service}</th>
      <td>
        {label(ACTIONS, deed.action, language)}
        {detail.length > 0 && <span class="audit__detail"> · {detail.join(" · ")}</span>}
      </td>
      <td class="audit__chat">
        {chat && (
          <button type="button" class="link" title={t.audit.onlyThisChat} aria-label={`${t.audit.onlyThisChat}: ${chat.slice(0, 6)}`} onClick={() => onChat(chat)}>
            {chat.slice(0, 6)}
          </button>
        )}
      </td>
    </tr>
  );
}

/** What a team lead reads: who did what and when. */
export function AuditPane({ api }: { readonly api: DeskApi }) {
  const { language, t } = useSpeech();
  const [filter, setFilter] = useState(ALL);
  const [page, again] = useLoaded<AuditPage>(api, pathOf(filter, null));
  const [chain] = useLoaded<AuditChain>(api, "/api/desk/audit/chain");
  const [older, setOlder] = useState<readonly Deed[]>([]);
  const [before, setBefore] = useState<number | null>(null);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    setOlder([]);
    setProblem("");
    setBefore(page && "value" in page ? page.value.before : null);
  }, [page]);
  const more = async (): Promise<void> => {
    try {
      const next = await api.get<AuditPage>(pathOf(filter, before));
      setOlder((now) => [...now, ...next.deeds]);
      setBefore(next.before);
      setProblem("");
    } catch (error) {
      setProblem(problemOf(error, t));
    }
  };

  const [staff, setStaff] = useState<AuditPage["staff"]>([]);
  useEffect(() => {
    if (page && "value" in page) setStaff(page.value.staff);
  }, [page]);
  const narrow = (column: keyof Filter) => (event: { currentTarget: HTMLSelectElement | HTMLInputElement }) =>
    setFilter({ ...filter, [column]: event.currentTarget.value.trim() });
  const actions = Object.keys(ACTIONS).sort((one, other) => label(ACTIONS, one, language).localeCompare(label(ACTIONS, other, language), language));
  const shown = page && "value" in page ? [...page.value.deeds, ...older] : [];
  return (
    <main class="audit">
      <div class="audit__inner">
        <p class="audit__intro">{t.audit.intro}</p>
        {chain && "value" in chain && <Chain chain={chain.value} />}
        <div class="audit__filters">
          <label class="filter">
            <span class="filter__name">{t.audit.filterStaff}</span>
            <select class="filter__select" value={filter.staff} onChange={narrow("staff")}>
              <option value="">{t.audit.all}</option>
              {staff.map(({ account, name }) => <option key={account} value={account}>{name}</option>)}
            </select>
          </label>
          <label class="filter">
            <span class="filter__name">{t.audit.filterAction}</span>
            <select class="filter__select" value={filter.action} onChange={narrow("action")}>
              <option value="">{t.audit.all}</option>
              {actions.map((action) => <option key={action} value={action}>{label(ACTIONS, action, language)}</option>)}
            </select>
          </label>
          <label class="filter">
            <span class="filter__name">{t.audit.filterChat}</span>
            <input class="filter__select" value={filter.chat} spellcheck={false} autocomplete="off" onChange={narrow("chat")} />
          </label>
          <button type="button" class="button" disabled={filter === ALL} onClick={() => setFilter(ALL)}>{t.audit.clear}</button>
        </div>
        {page === null && <p class="audit__none" role="status">{t.page.loading}</p>}
        {page && "problem" in page && (
          <div class="empty">
            <p class="empty__title" role="alert">{problemOf(page.problem, t)}</p>
            <button type="button" class="button" onClick={again}>{t.chat.retry}</button>
          </div>
        )}
        {page && "value" in page && shown.length === 0 && <p class="audit__none" role="status">{t.audit.none}</p>}
        {shown.length > 0 && (
          <table class="audit__table">
            <thead>
              <tr>{[t.audit.when, t.audit.who, t.audit.what, t.audit.chat].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
            </thead>
            <tbody>
              {shown.map((deed) => <Row key={deed.id} deed={deed} onChat={(chat) => setFilter({ ...ALL, chat })} />)}
            </tbody>
          </table>
        )}
        <p class="dialog__problem" role="alert">{problem}</p>
        {before !== null && <button type="button" class="button" onClick={() => void more()}>{t.audit.more}</button>}
      </div>
    </main>
  );
}
