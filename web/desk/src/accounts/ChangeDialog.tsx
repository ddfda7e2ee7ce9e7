import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Account, NewPassword, StaffRole } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import { Drawn } from "./Drawn";
import { RoleSelect } from "./RoleSelect";

const CHANGES = ["reset", "resetTotp", "newRole", "chatLimit", "logOut", "disable"] as const;
type Change = (typeof CHANGES)[number];

interface Props {
  readonly api: DeskApi;
  readonly account: Account;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** What an admin does with somebody else's account. */
export function ChangeDialog({ api, account, onChanged, onClose }: Props) {
  const { t } = useSpeech();
  const [change, setChange] = useState<Change | null>(null);
  const [drawn, setDrawn] = useState<NewPassword | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [limit, setLimit] = useState(account.chat_limit ? String(account.chat_limit) : "");
  const [role, setRole] = useState<StaffRole>(account.role);
  const talks = account.role === "counsellor" || account.role === "lead";
  const possible = account.disabled ? (["reset"] as const) : CHANGES.filter((each) => talks || each !== "chatLimit");
  const run = async (chosen: Change): Promise<void> => {
    const id = account.account;
    if (chosen === "reset") setDrawn(await api.resetPassword(id));
    else if (chosen === "resetTotp") await api.resetSecondFactor(id);
    else if (chosen === "newRole") await api.setRole(id, role);
    else if (chosen === "chatLimit") await api.setChatLimit(id, limit === "" ? null : Number(limit));
    else if (chosen === "logOut") await api.logOutAccount(id);
    else await api.disableAccount(id);
    onChanged();
    if (chosen !== "reset") onClose();
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!change) {
      setProblem(t.accounts.chooseAction);
      return;
    }
    setBusy(true);
    try {
      await run(change);
    } catch (error) {
      setProblem(problemOf(error, t));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t.accounts.change(account.name)} onClose={onClose} dismissible={drawn === null}>
      {drawn && <Drawn said={t.accounts.done} drawn={drawn} onClose={onClose} />}
      {!drawn && (
        <form onSubmit={(event) => void submit(event)}>
          <fieldset class="outcomes changes">
            <legend class="for-readers-only">{t.accounts.change(account.name)}</legend>
            {possible.map((each) => (
              <label key={each} class="outcomes__option changes__option">
                <input type="radio" name="change" value={each} checked={change === each} onChange={() => setChange(each)} aria-describedby={`change-${each}`} />
                <span>
                  {t.accounts[each]}
                  <span id={`change-${each}`} class="field__hint changes__hint">{t.accounts[`${each}Hint`]}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {change === "newRole" && (
            <label class="field">
              <span class="field__label">{t.accounts.newRoleHow}</span>
              <RoleSelect role={role} onChange={setRole} />
            </label>
          )}
          {change === "chatLimit" && (
            <label class="field">
              <span class="field__label">{t.accounts.chatLimitHow}</span>
              <input class="input" type="number" min={1} max={50} value={limit} onInput={(event) => setLimit(event.currentTarget.value)} />
            </label>
          )}
          <p class="dialog__problem" role="alert">{problem}</p>
          <div class="dialog__actions">
            <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
            <button type="submit" class="button button--primary" disabled={busy}>{busy ? t.action.working : t.accounts.doIt}</button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
