import { Button, CheckIcon, PersonIcon, texts, useTexts } from "@chat/common";

import type { Snapshot } from "../chat/snapshot";
import { useConversation, useDoing } from "../chat/hooks";
import { HelpLine } from "../banner/HelpLine";

const TEXTS = texts({
  fr: {
    ask: "Parler à un humain",
    asked: "Un humain est prévenu",
    here: "Un humain te répond",
    failed: "Ça n'est pas parti. Réessaie, ou appelle.",
  },
  nl: {
    ask: "Met een mens praten",
    asked: "Een mens is verwittigd",
    here: "Een mens antwoordt je",
    failed: "Dat is niet gelukt. Probeer opnieuw, of bel.",
  },
});

interface Props {
  readonly snapshot: Snapshot;
  readonly onAsked: () => void;
}

/** Always there; once asked it says so instead of taking the wish again. */
export function HumanButton({ snapshot: { view, phase }, onAsked }: Props) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const asking = useDoing(async () => {
    onAsked();
    await conversation.askForHuman();
  });
  // Who did not want to talk may want to after all.
  const waits = view.state === "waiting" && !view.declined;
  const settled = waits || view.state === "human";
  const label = view.state === "human" ? t.here : waits ? t.asked : t.ask;
  return (
    <>
      <Button
        look="soft"
        data-settled={settled}
        icon={settled ? <CheckIcon /> : <PersonIcon />}
        aria-disabled={settled || asking.busy || phase !== "open"}
        onClick={() => {
          if (!settled && phase === "open") void asking.run();
        }}
      >
        {label}
      </Button>
      {asking.error !== null && !settled && (
        <div class="head-failed" role="alert">
          <p>{t.failed}</p>
          <HelpLine />
        </div>
      )}
    </>
  );
}
