import { Shown } from "../account/Shown";
import type { NewPassword } from "../api/types";
import { useSpeech } from "../i18n/texts";

interface Props {
  readonly said: string;
  readonly drawn: NewPassword;
  readonly onClose: () => void;
}

/** A password that was just drawn: shown this once. */
export function Drawn({ said, drawn, onClose }: Props) {
  const { t } = useSpeech();
  return (
    <div class="steps">
      <p class="steps__text" role="status">{said}</p>
      <span class="field__label">{t.accounts.password}</span>
      <Shown text={drawn.password} />
      <p class="field__hint">{t.accounts.passwordHint}</p>
      <div class="dialog__actions">
        <button type="button" class="button button--primary" onClick={onClose}>{t.page.close}</button>
      </div>
    </div>
  );
}
