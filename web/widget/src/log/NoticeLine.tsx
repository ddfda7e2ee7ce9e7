import { fill, type Notice, texts, useTexts } from "@chat/common";

const TEXTS = texts({
  fr: {
    human: "{name} est là. C'est un humain.",
    bot: "Le robot est de retour. C'est lui qui te répond.",
    closed: "Le chat est fermé.",
    waiting: "{name} n'est plus là. Tu gardes ta place dans la file.",
    someone: "Quelqu'un",
  },
  nl: {
    human: "{name} is er. Dat is een mens.",
    bot: "De robot is er weer. Hij antwoordt je nu.",
    closed: "De chat is gesloten.",
    waiting: "{name} is er niet meer. Je houdt je plaats in de rij.",
    someone: "Iemand",
  },
});

/** A human came or is gone, the robot is back: said at the place where it happened. */
export function NoticeLine({ notice }: { readonly notice: Notice }) {
  const t = useTexts(TEXTS);
  return (
    <p class={`notice notice-${notice.state}`} data-seq={notice.seq}>
      <bdi>{fill(t[notice.state], { name: notice.name ?? t.someone })}</bdi>
    </p>
  );
}
