import type { DeskApi } from "../api/client";
import { useSpeech } from "../i18n/texts";
import { useDuty } from "./duty";

/** Why no chat is offered to me just now, and the one click that changes it. */
export function DutyNotices({ api }: { readonly api: DeskApi }) {
  const { t } = useSpeech();
  const { heard, hear } = useDuty();
  const duty = heard?.duty;
  const words = t.duty;
  // A click that did not arrive changes nothing on screen: the notice stays.
  const run = (change: Promise<unknown>): void => void change.then(hear, () => undefined);
  const back = duty?.presence === "break" || duty?.presence === "offline";
  return (
    <div class="duty-notices" role="status">
      {duty?.line.closed && <p class="duty-notice">{words.lineClosed(duty.line.by ?? "")}</p>}
      {duty?.door_closed && (
        <p class="duty-notice">
          {words.doorNotice}
          <button type="button" class="link" onClick={() => run(api.setDoor(false))}>{words.openDoor}</button>
        </p>
      )}
      {duty && back && (
        <p class="duty-notice">
          {words.notThere(words.presences[duty.presence])}
          <button type="button" class="link" onClick={() => run(api.setPresence("online"))}>{words.iAmBack}</button>
        </p>
      )}
      {duty?.presence === "away" && <p class="duty-notice">{words.awayNotice}</p>}
    </div>
  );
}
