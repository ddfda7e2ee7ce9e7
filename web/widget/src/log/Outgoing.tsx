import { texts, useTexts } from "@chat/common";

import { HelpLine } from "../banner/HelpLine";
import { useConversation, useElapsed } from "../chat/hooks";
import type { Outgoing, Why } from "../chat/outbox";

const TEXTS = texts({
  fr: {
    sending: "Envoi…",
    slow: "Envoi… ça prend du temps.",
    late: "Pas encore envoyé. On continue d'essayer. Tu peux aussi appeler :",
    sent: "Envoyé",
    unreachable: "Pas envoyé. Ton texte reste ici.",
    too_fast: "Pas envoyé : ça allait trop vite. Attends un peu.",
    refused: "Pas envoyé.",
    retry: "Réessayer",
    edit: "Modifier",
  },
  nl: {
    sending: "Versturen…",
    slow: "Versturen… het duurt even.",
    late: "Nog niet verstuurd. We blijven proberen. Je kan ook bellen:",
    sent: "Verstuurd",
    unreachable: "Niet verstuurd. Je tekst blijft hier staan.",
    too_fast: "Niet verstuurd: het ging te snel. Wacht even.",
    refused: "Niet verstuurd.",
    retry: "Opnieuw proberen",
    edit: "Aanpassen",
  },
});

const SAY_SLOW_MS = 4_000;
const SAY_LATE_MS = 10_000;

function Sending({ since }: { readonly since: number }) {
  const t = useTexts(TEXTS);
  const slow = useElapsed(since, SAY_SLOW_MS);
  const late = useElapsed(since, SAY_LATE_MS);
  if (!late) return <>{slow ? t.slow : t.sending}</>;
  return (
    <div class="foot-words">
      {t.late}
      <HelpLine />
    </div>
  );
}

function Failed({ item, why }: { readonly item: Outgoing; readonly why: Why }) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  return (
    <div class="foot-failed" role="alert">
      <span>{t[why]}</span>
      <button type="button" class="text-button" onClick={() => conversation.retry(item.clientId)}>
        {t.retry}
      </button>
      {item.choice === null && (
        <button type="button" class="text-button" onClick={() => conversation.takeBack(item.clientId)}>
          {t.edit}
        </button>
      )}
    </div>
  );
}

/** Sending, sent, not sent: said in words below the visitor's own bubble. */
export function OutgoingFoot({ item }: { readonly item: Outgoing }) {
  const t = useTexts(TEXTS);
  if (item.status === "sent") return <>{t.sent}</>;
  if (item.status === "failed") return <Failed item={item} why={item.why ?? "refused"} />;
  return <Sending since={item.since} />;
}
