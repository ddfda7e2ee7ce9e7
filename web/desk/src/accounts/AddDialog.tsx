import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { NewPassword, StaffRole } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import { Drawn } from "./Drawn";
import { RoleSelect } from "./RoleSelect";

interface Props {
  readonly api: DeskApi;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

export function AddDialog({ api, onMade, onClose }: Props) {
  const { t } = useSpeech();
  const name = useRef<HTMLInputElement>(null);
  const [role, setRole] = useState<StaffRole>("counsellor");
  const [made, setMade] = useState<NewPassword | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  useEffect(() => name.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      setMade(await api.addAccount(name.current?.value ?? "", role));
      onMade();
    } catch (error) {
      setProblem(problemOf(error, t));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t.accounts.add} onClose={onClose} dismissible={made === null}>
      {made && <Drawn said={t.accounts.added(made.name)} drawn={made} onClose={onClose} />}
      {!made && (
        <form class="steps" onSubmit={(event) => void submit(event)} noValidate>
          <label class="field">
            <span class="field__label">{t.accounts.name}</span>
            <input ref={name} class="input" autocomplete="off" spellcheck={false} maxLength={40} aria-describedby="name-hint" />
            <span id="name-hint" class="field__hint">{t.accounts.nameHint}</span>
          </label>
          <label class="field">
            <span class="field__label">{t.accounts.role}</span>
            <RoleSelect role={role} onChange={setRole} />
          </label>
          <p class="dialog__problem" role="alert">{problem}</p>
          <div class="dialog__actions">
            <button type="button" class="button" onClick={onClose}>{t.action.cancel}</button>
            <button type="submit" class="button button--primary" disabled={busy}>{busy ? t.action.working : t.accounts.add}</button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
