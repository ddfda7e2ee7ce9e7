import { useEffect } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Account, Audit } from "../api/types";
import { Board } from "../board/Board";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { label, STAFF_ROLES } from "../labels";
import { useLoaded } from "../live/useLoaded";
import "./accounts.css";

const COMMAND = "service/.venv/bin/python -m service.cli staff";

function Commands() {
  const { t } = useSpeech();
  const rows = [
    [t.accounts.add, "make staff NAME=robin ROLE=counsellor"],
    [t.accounts.disable, `${COMMAND} disable --name robin`],
    [t.accounts.reset, `${COMMAND} reset-password --name robin`],
  ] as const;
  return (
    <dl class="commands">
      {rows.map(([what, command]) => (
        <div key={what} class="commands__row">
          <dt>{what}</dt>
          <dd><code>{command}</code></dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ accounts }: { readonly accounts: readonly Account[] }) {
  const { language, t } = useSpeech();
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const words = t.accounts;
  return (
    <table class="accounts__table">
      <thead>
        <tr>
          {[words.name, words.role, words.since, words.code, words.state].map((name) => <th key={name} scope="col">{name}</th>)}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.name}>
            <th scope="row">{account.name}</th>
            <td>{label(STAFF_ROLES, account.role, language)}</td>
            <td class="accounts__day">{day.format(new Date(account.created_at))}</td>
            <td>{account.has_totp ? words.withCode : words.withoutCode}</td>
            <td>{account.disabled ? words.closed : words.open}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What an admin has here: who has an account, and whether somebody changed the record. No chat. */
export function Accounts({ api }: { readonly api: DeskApi }) {
  const { t } = useSpeech();
  const [staff, again] = useLoaded<{ accounts: readonly Account[] }>(api, "/api/desk/staff");
  const [audit] = useLoaded<Audit>(api, "/api/desk/audit");
  useEffect(() => {
    document.title = t.page.accounts;
  }, [t]);
  return (
    <main class="accounts">
      {staff === null && <p class="empty" role="status">{t.page.loading}</p>}
      {staff && "problem" in staff && (
        <div class="empty">
          <p class="empty__title" role="alert">{problemOf(staff.problem, t)}</p>
          <button type="button" class="button" onClick={again}>{t.chat.retry}</button>
        </div>
      )}
      {staff && "value" in staff && <Table accounts={staff.value.accounts} />}
      {audit && "value" in audit && (
        <p class={audit.value.broken === null ? "accounts__audit" : "accounts__audit accounts__audit--broken"} role="status">
          {audit.value.broken === null ? t.accounts.auditWhole(audit.value.records) : t.accounts.auditBroken(audit.value.broken)}
        </p>
      )}
      <p>{t.accounts.intro}</p>
      <Commands />
      <Board api={api} />
    </main>
  );
}
