import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { useSpeech } from "../i18n/texts";

interface Props {
  readonly said: string;
  readonly draft: string;
  /** What else can be done with the text. */
  readonly children?: ComponentChildren;
}

/** In place of the composer once the chat is not mine any more: why, and what I had typed. */
export function LostDraft({ said, draft, children }: Props) {
  const { t } = useSpeech();
  const [copied, setCopied] = useState(false);
  return (
    <div class="lost" role="alert">
      <p class="lost__why">{said}</p>
      {draft.trim() !== "" && (
        <>
          <p class="lost__label">{t.composer.draftKept}</p>
          <p class="lost__draft">{draft}</p>
          <button type="button" class="button" onClick={() => void navigator.clipboard.writeText(draft).then(() => setCopied(true))}>
            {copied ? t.composer.copied : t.composer.copy}
          </button>
          {children}
        </>
      )}
    </div>
  );
}
