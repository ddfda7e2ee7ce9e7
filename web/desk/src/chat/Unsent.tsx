import { useSpeech } from "../i18n/texts";
import type { Outgoing } from "./chat";

interface Props {
  readonly outgoing: Outgoing;
  readonly onResend: (clientId: string) => void;
  readonly onTakeBack: (clientId: string) => void;
}

/** A message of mine that the service has not confirmed yet, or could not take. */
export function Unsent({ outgoing, onResend, onTakeBack }: Props) {
  const { t } = useSpeech();
  const failed = outgoing.status === "failed";
  return (
    <li class="line line--counsellor line--first">
      <div class={`said-in said-in--counsellor ${failed ? "said-in--failed" : "said-in--sending"}`}>
        <bdi class="said-in__text">{outgoing.text}</bdi>
      </div>
      <p class={failed ? "unsent unsent--failed" : "unsent"} role={failed ? "alert" : undefined}>
        <span class="unsent__why">{failed ? `${t.composer.failed}. ${outgoing.problem ?? ""}` : t.composer.sending}</span>
        {failed && (
          <>
            <button type="button" class="link" onClick={() => onResend(outgoing.clientId)}>{t.composer.resend}</button>
            <button type="button" class="link" onClick={() => onTakeBack(outgoing.clientId)}>{t.composer.remove}</button>
          </>
        )}
      </p>
    </li>
  );
}
