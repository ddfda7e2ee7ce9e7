import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { OwnAccount } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { useLoaded } from "../live/useLoaded";

/** Whether visitors read my first name or a role when I join. */
export function ShownAs({ api }: { readonly api: DeskApi }) {
  const { t } = useSpeech();
  const [loaded, again] = useLoaded<OwnAccount>(api, "/api/desk/account");
  const [said, setSaid] = useState({ problem: "", done: "" });
  if (!loaded || !("value" in loaded) || !["counsellor", "lead"].includes(loaded.value.role)) return null;
  const byRole = loaded.value.shown_by_role === true;
  const choose = async (role: boolean): Promise<void> => {
    try {
      await api.showAs(role);
      setSaid({ problem: "", done: t.company.shownSaved });
    } catch (error) {
      setSaid({ problem: problemOf(error, t), done: "" });
    }
    again();
  };
  const option = (role: boolean, name: string) => (
    <label class="outcomes__option">
      <input type="radio" name="shown" checked={byRole === role} onChange={() => void choose(role)} />
      {name}
    </label>
  );
  return (
    <section class="account__part">
      <fieldset class="outcomes">
        <legend class="account__title">{t.company.shownTitle}</legend>
        {option(false, t.company.shownName)}
        {option(true, t.company.shownRole)}
      </fieldset>
      <p class="account__done" role="status">{said.done}</p>
      <p class="dialog__problem" role="alert">{said.problem}</p>
    </section>
  );
}
