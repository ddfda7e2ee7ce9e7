import { Button, ClockIcon, fill, texts, useTexts, WarnIcon } from "@chat/common";

import type { Snapshot } from "../chat/snapshot";
import { useConversation, useDoing, useElapsed } from "../chat/hooks";
import type { SheetName } from "../dialogs/sheets";
import { Declined } from "./Declined";
import { HelpLine } from "./HelpLine";
import { Joining } from "./Joining";
import { Strip } from "./Strip";
import "./banner.css";

const TEXTS = texts({
  fr: {
    waiting: "Tu attends un humain.",
    position: "Tu es n°\u00a0{n} dans la file.",
    next: "C'est bientôt à toi.",
    minutes: "Environ {n}\u00a0min.",
    unknown: "On ne sait pas encore quand.",
    meanwhile: "En attendant, le robot continue avec toi.",
    code: "Avoir un code",
    decline: "Ne plus attendre",
    failed: "Ça n'est pas parti. Réessaie.",
    closed: "Ce chat est fermé. Tu veux continuer ? Écris simplement.",
    feedback: "Donner mon avis",
    lost: "Pas de connexion. On réessaie.",
    lostLong: "Toujours pas de connexion. Ce que tu as écrit reste ici. Tu as besoin d'aide maintenant ? Appelle :",
  },
  nl: {
    waiting: "Je wacht op een mens.",
    position: "Je bent nr.\u00a0{n} in de rij.",
    next: "Je bent bijna aan de beurt.",
    minutes: "Ongeveer {n}\u00a0min.",
    unknown: "We weten nog niet wanneer.",
    meanwhile: "Intussen gaat de bot met je verder.",
    code: "Een code krijgen",
    decline: "Niet meer wachten",
    failed: "Dat is niet gelukt. Probeer opnieuw.",
    closed: "Deze chat is gesloten. Wil je verder? Schrijf gewoon.",
    feedback: "Zeg wat je ervan vond",
    lost: "Geen verbinding. We proberen opnieuw.",
    lostLong: "Nog altijd geen verbinding. Wat je schreef, blijft hier staan. Heb je nu hulp nodig? Bel:",
  },
});

interface Props {
  readonly snapshot: Snapshot;
  readonly onOpen: (sheet: SheetName) => void;
}

/** A short break is of no interest; a longer one is said, with somebody to call. */
const SAY_LOST_MS = 3_000;
const SAY_NUMBER_MS = 10_000;

function Lost({ since }: { readonly since: number | null }) {
  const t = useTexts(TEXTS);
  const said = useElapsed(since, SAY_LOST_MS);
  const long = useElapsed(since, SAY_NUMBER_MS);
  if (!said) return null;
  return (
    <Strip look="alert" icon={<WarnIcon />}>
      <p>{long ? t.lostLong : t.lost}</p>
      {long && <HelpLine />}
    </Strip>
  );
}

function Waiting({ snapshot: { passage }, onOpen }: Props) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const declining = useDoing(() => conversation.noLongerWantHuman());
  const { queue } = passage;
  const minutes = queue?.wait_s == null ? null : Math.max(1, Math.ceil(queue.wait_s / 60));
  // "Soon" is only said where somebody is there to come.
  const soon = queue && queue.position <= 1 && minutes !== null;
  const place = queue && (soon ? t.next : fill(t.position, { n: queue.position }));
  const wait = minutes === null ? t.unknown : fill(t.minutes, { n: minutes });
  return (
    <Strip look="waiting" icon={<ClockIcon />}>
      <p>
        <strong>{t.waiting}</strong> {place} {wait}
      </p>
      <p>{t.meanwhile}</p>
      <div class="banner-buttons">
        <button type="button" class="text-button" onClick={() => void declining.run()}>
          {t.decline}
        </button>
        <button type="button" class="text-button" onClick={() => onOpen("code")}>
          {t.code}
        </button>
      </div>
      {declining.error !== null && <p role="alert">{t.failed}</p>}
    </Strip>
  );
}

/** Who is there and how long it takes: never a guess, never nothing. */
export function Banner({ snapshot, onOpen }: Props) {
  const t = useTexts(TEXTS);
  const { view, phase } = snapshot;
  // A place in the queue that nobody can check any more is better not shown.
  const lost = useElapsed(snapshot.lostSince, SAY_LOST_MS);
  const waits = view.state === "waiting" && !lost;
  const { asking, declined } = view;
  return (
    <div class="banners" role="status">
      {phase === "open" && <Lost since={snapshot.lostSince} />}
      {waits && asking && <Joining asking={asking} outgoing={snapshot.outgoing} />}
      {waits && !asking && declined && <Declined />}
      {waits && !asking && !declined && <Waiting snapshot={snapshot} onOpen={onOpen} />}
      {view.state === "closed" && (
        <Strip look="closed" icon={<ClockIcon />}>
          <p>{t.closed}</p>
          <Button onClick={() => onOpen("feedback")}>{t.feedback}</Button>
        </Strip>
      )}
    </div>
  );
}
