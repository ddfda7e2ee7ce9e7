import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { useSpeech } from "../i18n/texts";
import { PasswordForm } from "./PasswordForm";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";
import { ShownAs } from "./ShownAs";
import "./account.css";

interface Props {
  readonly api: DeskApi;
  readonly onBack: () => void;
}

/** One's own account: where one is logged in, password, second factor. */
export function OwnAccountPage({ api, onBack }: Props) {
  const { t } = useSpeech();
  const [changed, setChanged] = useState(0);
  return (
    <main class="account">
      <div class="account__inner">
        <button type="button" class="button account__back" onClick={onBack}>{t.account.back}</button>
        <Sessions key={changed} api={api} />
        <SecondFactor api={api} />
        <ShownAs api={api} />
        <section class="account__part" aria-labelledby="password-title">
          <h2 id="password-title" class="account__title">{t.account.password}</h2>
          <PasswordForm api={api} onChanged={() => setChanged(changed + 1)} />
          <p class="account__done" role="status">{changed > 0 ? t.account.passwordSaved : ""}</p>
        </section>
      </div>
    </main>
  );
}
