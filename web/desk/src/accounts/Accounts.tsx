import { useEffect, useState } from "preact/hooks";

import "../account/account.css";
import type { DeskApi } from "../api/client";
import type { Account, AuditChain } from "../api/types";
import { Chain } from "../audit/Chain";
import { Board } from "../board/Board";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { label, STAFF_ROLES } from "../labels";
import { useLoaded } from "../live/useLoaded";
import { AddDialog } from "./AddDialog";
import { ChangeDialog } from "./ChangeDialog";
import "./accounts.css";

interface TableProps {
  readonly accounts: readonly Account[];
  readonly me: string;
  readonly onChange: (account: Account) => void;
}

function Table({ accounts, me, onChange }: TableProps) {
  const { language, t } = useSpeech();
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const words = t.accounts;
  const code = (account: Account): string => (account.has_totp ? words.withCode : account.totp_due ? words.codeDue : words.withoutCode);
  return (
    <table class="accounts__table">
      <thead>
        <tr>
          {[words.name, words.role, words.since, words.code, words.logins, words.state, ""].map((name) => <th key={name} scope="col">{name}</th>)}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.name}>
            <th scope="row">{account.name}</th>
            <td>{label(STAFF_ROLES, account.role, language)}</td>
            <td class="accounts__day">{day.format(new Date(account.created_at))}</td>
            <td data-name={words.code}>{code(account)}</td>
            <td data-name={words.logins}>{account.sessions}</td>
            <td>{account.disabled ? words.closed : words.open}</td>
            <td class="accounts__change">
              {account.name === me ? words.own : (
                <button type="button" class="button" aria-label={words.change(account.name)} onClick={() => onChange(account)}>{words.changeShort}</button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What an admin has here: accounts, and whether somebody changed the record. No chat. */
export function Accounts({ api, me }: { readonly api: DeskApi; readonly me: string }) {
  const { t } = useSpeech();
  const [loaded, again] = useLoaded<{ accounts: readonly Account[] }>(api, "/api/desk/staff");
  const [audit] = useLoaded<AuditChain>(api, "/api/desk/audit/chain");
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Account | null>(null);
  // While the list is asked for again, the old one stays: a dialog above it must not flicker.
  const [known, setKnown] = useState<readonly Account[] | null>(null);
  useEffect(() => {
    if (loaded && "value" in loaded) setKnown(loaded.value.accounts);
  }, [loaded]);
  useEffect(() => {
    document.title = t.page.accounts;
  }, [t]);
  return (
    <main class="accounts">
      {known === null && loaded === null && <p class="empty" role="status">{t.page.loading}</p>}
      {loaded && "problem" in loaded && (
        <div class="empty">
          <p class="empty__title" role="alert">{problemOf(loaded.problem, t)}</p>
          <button type="button" class="button" onClick={again}>{t.chat.retry}</button>
        </div>
      )}
      {known && (
        <>
          <button type="button" class="button button--primary" onClick={() => setAdding(true)}>{t.accounts.add}</button>
          <Table accounts={known} me={me} onChange={setChanging} />
        </>
      )}
      {audit && "value" in audit && <Chain chain={audit.value} />}
      <Board api={api} />
      {adding && <AddDialog api={api} onMade={again} onClose={() => setAdding(false)} />}
      {changing && <ChangeDialog api={api} account={changing} onChanged={again} onClose={() => setChanging(null)} />}
    </main>
  );
}
