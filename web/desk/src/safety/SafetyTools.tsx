import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Card } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { AbuseImageDialog } from "./AbuseImageDialog";
import { MisuseDialog } from "./MisuseDialog";
import "./safety.css";

interface Props {
  readonly api: DeskApi;
  readonly card: Card;
  /** Runs a call and gives what went wrong, empty when all went well. */
  readonly act: (action: () => Promise<unknown>) => Promise<string>;
  readonly onMarked: () => void;
  readonly onEnded: () => void;
}

/** At the foot of the card: what a counsellor reaches for when something is wrong. */
export function SafetyTools({ api, card, act, onMarked, onEnded }: Props) {
  const { t } = useSpeech();
  const [asking, setAsking] = useState<"image" | "misuse" | null>(null);
  const close = (): void => setAsking(null);
  return (
    <div class="safety-tools">
      <button type="button" class="button button--quiet safety-tools__button" onClick={() => setAsking("image")}>{t.safety.image.open}</button>
      <button type="button" class="button button--quiet safety-tools__button" onClick={() => setAsking("misuse")}>{t.safety.misuse.open}</button>
      {asking === "image" && (
        <AbuseImageDialog
          mark={card.abuse_image ?? null}
          onMark={async () => {
            const wrong = await act(() => api.markAbuseImage(card.chat));
            if (wrong === "") onMarked();
            return wrong;
          }}
          onClose={close}
        />
      )}
      {asking === "misuse" && (
        <MisuseDialog
          level={card.level}
          onConfirm={async (reason) => {
            const wrong = await act(() => api.endForMisuse(card.chat, reason));
            if (wrong === "") onEnded();
            return wrong;
          }}
          onClose={close}
        />
      )}
    </div>
  );
}
