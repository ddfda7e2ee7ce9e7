import { type Asking, Button, fill, PersonIcon, texts, useTexts } from "@chat/common";

import { useConversation } from "../chat/hooks";
import type { Outgoing } from "../chat/outbox";
import { Strip } from "./Strip";
import "./joining.css";

const TEXTS = texts({
  fr: {
    here: "{name} est là.",
    someone: "Quelqu'un de l'équipe",
    ask: "C'est un humain. Tu veux bien lui parler ?",
    group: "Ta réponse",
    free: "Tu peux aussi continuer avec le robot.",
  },
  nl: {
    here: "{name} is er.",
    someone: "Iemand van het team",
    ask: "Dat is een mens. Mag die met je praten?",
    group: "Je antwoord",
    free: "Je kan ook verder met de robot.",
  },
});

/** The question stays in sight while the bot goes on; whoever just writes has said neither yes nor no. */
export function Joining({ asking, outgoing }: { readonly asking: Asking; readonly outgoing: readonly Outgoing[] }) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const answered = outgoing.some(({ choice, status }) => status !== "failed" && asking.choices.some(({ id }) => id === choice));
  return (
    <Strip look="joining" icon={<PersonIcon />}>
      <p>
        <strong><bdi>{fill(t.here, { name: asking.name ?? t.someone })}</bdi></strong> {t.ask}
      </p>
      <div class="joining-choices" role="group" aria-label={t.group}>
        {/* Alike: neither answer is the right one. */}
        {asking.choices.map(({ id, label }) => (
          <Button key={id} look="soft" disabled={answered} onClick={() => conversation.choose(id, label)}>
            {label}
          </Button>
        ))}
      </div>
      <p class="joining-free">{t.free}</p>
    </Strip>
  );
}
