import type { ReadBy } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import { ALONG_REASONS, label } from "../labels";
import "./along.css";

/** Whoever talks knows who reads along, since when and why. */
export function ReadByLine({ readBy }: { readonly readBy: readonly ReadBy[] }) {
  const { language, t } = useSpeech();
  return (
    <div role="status" class={readBy.length === 0 ? "for-readers-only" : "read-by"}>
      {readBy.map(({ by, since, reason }) => (
        <p key={by} class="read-by__one">
          {t.company.readsAlongSince(by, clockTime(since, language))} · {label(ALONG_REASONS, reason, language)}
        </p>
      ))}
    </div>
  );
}
