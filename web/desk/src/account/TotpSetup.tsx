import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { TotpOffer } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { RecoveryCodes } from "./RecoveryCodes";
import { Shown } from "./Shown";

interface Props {
  readonly api: DeskApi;
  readonly offer: TotpOffer;
  /** The codes are kept; the second factor stands since they were shown. */
  readonly onDone: () => void;
}

function Qr({ offer }: { readonly offer: TotpOffer }) {
  const { t } = useSpeech();
  return (
    <svg class="qr" viewBox={`0 0 ${offer.qr_size} ${offer.qr_size}`} role="img" aria-label={t.account.qr} shape-rendering="crispEdges">
      <path d={offer.qr_path} />
    </svg>
  );
}

/** Scan, confirm with a code, keep the recovery codes. */
export function TotpSetup({ api, offer, onDone }: Props) {
  const { t } = useSpeech();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      setCodes(await api.confirmTotp((field.current?.value ?? "").replaceAll(" ", "")));
    } catch (error) {
      setProblem(problemOf(error, t));
      field.current?.select();
    }
    setBusy(false);
  };
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  return (
    <form class="steps" onSubmit={(event) => void confirm(event)} noValidate>
      <p class="steps__text">{t.account.scan}</p>
      <Qr offer={offer} />
      <p class="steps__text">{t.account.byHand}</p>
      <Shown text={offer.secret}>
        <code class="shown__text">{offer.secret.match(/.{1,4}/g)?.join(" ")}</code>
      </Shown>
      <label class="field">
        <span class="field__label">{t.account.code}</span>
        <input ref={field} class="input input--code" inputMode="numeric" autocomplete="one-time-code" maxLength={7} />
      </label>
      <p class="dialog__problem" role="alert">{problem}</p>
      <button type="submit" class="button button--primary" disabled={busy}>{busy ? t.action.working : t.account.confirm}</button>
    </form>
  );
}
