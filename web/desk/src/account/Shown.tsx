import { useState } from "preact/hooks";

import { useSpeech } from "../i18n/texts";

/** Something that is shown this once, with a button that copies it. */
export function Shown({ text, children }: { readonly text: string; readonly children?: preact.ComponentChildren }) {
  const { t } = useSpeech();
  const [copied, setCopied] = useState(false);
  return (
    <div class="shown">
      {children ?? <code class="shown__text">{text}</code>}
      <button type="button" class="button" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        {copied ? t.account.copied : t.account.copy}
      </button>
    </div>
  );
}
