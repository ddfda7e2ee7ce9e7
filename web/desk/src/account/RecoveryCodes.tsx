import { useSpeech } from "../i18n/texts";
import { Shown } from "./Shown";

interface Props {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Ten codes, shown this once. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const { t } = useSpeech();
  return (
    <div class="steps" role="group" aria-label={t.account.codes}>
      <p class="steps__text">{t.account.codesHint}</p>
      <Shown text={codes.join("\n")}>
        <ul class="codes">
          {codes.map((code) => <li key={code}><code>{code}</code></li>)}
        </ul>
      </Shown>
      <button type="button" class="button button--primary" onClick={onKept}>{t.account.codesKept}</button>
    </div>
  );
}
