import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";
import { LevelBadge } from "../ui/LevelBadge";
import type { Alarm } from "./useAlarm";

interface Props {
  readonly alarm: Alarm;
  readonly onClose: () => void;
}

/** What the alarm does on this machine; only the quietest level can be made silent. */
export function AlarmDialog({ alarm, onClose }: Props) {
  const { t } = useSpeech();
  const words = t.alarm;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl class="alarm-list">
        <div class="alarm-list__row">
          <dt>{words.sound}</dt>
          <dd>{words.sounds[alarm.sound]}</dd>
          {alarm.sound === "blocked" && (
            <dd class="alarm-list__do"><button type="button" class="button button--primary" onClick={alarm.switchOn}>{words.switchOn}</button></dd>
          )}
        </div>
        {alarm.sound === "on" && (
          <div class="alarm-list__row alarm-list__row--try">
            <dt>{words.listen}</dt>
            {(["life", "urgent", "normal"] as const).map((level) => (
              <dd key={level} class="alarm-list__do">
                <button type="button" class="button" onClick={() => alarm.tryOut(level)}>
                  <LevelBadge level={level} />
                </button>
              </dd>
            ))}
          </div>
        )}
        <div class="alarm-list__row">
          <dt>{words.notices}</dt>
          <dd>{words.noticeStates[alarm.notices]}</dd>
          {alarm.notices === "default" && (
            <dd class="alarm-list__do"><button type="button" class="button" onClick={alarm.askForNotices}>{words.allow}</button></dd>
          )}
        </div>
      </dl>
      <p class="dialog__text alarm-hint">{words.noticesHint}</p>
      <label class="keys__letters">
        <input type="checkbox" checked={alarm.muted} onChange={({ currentTarget }) => alarm.mute(currentTarget.checked)} />
        {words.mute}
      </label>
      <p class="dialog__text alarm-hint">{words.muteHint}</p>
      <div class="dialog__actions">
        <button type="button" class="button button--primary" onClick={onClose}>{t.page.close}</button>
      </div>
    </Dialog>
  );
}
