import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { OwnAccount, TotpOffer } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { useLoaded } from "../live/useLoaded";
import { AskPassword } from "./AskPassword";
import { RecoveryCodes } from "./RecoveryCodes";
import { TotpSetup } from "./TotpSetup";

type Doing =
  | { readonly what: "nothing" | "asking for a phone" | "asking for codes" }
  | { readonly what: "setting up"; readonly offer: TotpOffer }
  | { readonly what: "showing codes"; readonly codes: readonly string[] };

const NOTHING: Doing = { what: "nothing" };

/** The code from the phone, and the recovery codes that stand in for it. */
export function SecondFactor({ api }: { readonly api: DeskApi }) {
  const { t } = useSpeech();
  const [loaded, again] = useLoaded<OwnAccount>(api, "/api/desk/account");
  const [doing, setDoing] = useState<Doing>(NOTHING);
  const done = (): void => {
    setDoing(NOTHING);
    again();
  };
  const own = loaded && "value" in loaded ? loaded.value : null;
  return (
    <section class="account__part" aria-labelledby="factor">
      <h2 id="factor" class="account__title">{t.account.factor}</h2>
      {loaded && "problem" in loaded && <p class="dialog__problem" role="alert">{problemOf(loaded.problem, t)}</p>}
      {own && doing.what === "nothing" && (
        <>
          <p class="steps__text">{own.has_totp ? t.account.factorOn : t.account.factorOff}</p>
          {own.has_totp && <p class={own.recovery_left < 3 ? "account__few" : "steps__text"}>{t.account.codesLeft(own.recovery_left)}</p>}
          <div class="steps__buttons">
            <button type="button" class="button" onClick={() => setDoing({ what: "asking for a phone" })}>
              {own.has_totp ? t.account.factorReplace : t.account.factorSetUp}
            </button>
            {own.has_totp && (
              <button type="button" class="button" title={t.account.codesNewHint} onClick={() => setDoing({ what: "asking for codes" })}>
                {t.account.codesNew}
              </button>
            )}
          </div>
        </>
      )}
      {doing.what === "asking for a phone" && (
        <AskPassword
          onGiven={async (password) => setDoing({ what: "setting up", offer: await api.offerTotp(password) })}
          onCancel={() => setDoing(NOTHING)}
        />
      )}
      {doing.what === "asking for codes" && (
        <>
          <p class="steps__text">{t.account.codesNewHint}</p>
          <AskPassword
            onGiven={async (password) => setDoing({ what: "showing codes", codes: await api.renewRecoveryCodes(password) })}
            onCancel={() => setDoing(NOTHING)}
          />
        </>
      )}
      {doing.what === "setting up" && <TotpSetup api={api} offer={doing.offer} onDone={done} />}
      {doing.what === "showing codes" && <RecoveryCodes codes={doing.codes} onKept={done} />}
    </section>
  );
}
