import { useState } from "preact/hooks";

import { useSpeech } from "../i18n/texts";
import { AlarmDialog } from "./AlarmDialog";
import type { Alarm } from "./useAlarm";
import "./alarm.css";

function BellIcon({ silent }: { readonly silent: boolean }) {
  return (
    <svg class="bell" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path d="M10 2.5a4.5 4.5 0 0 0-4.5 4.5v3.2L4 13.5h12l-1.5-3.3V7A4.5 4.5 0 0 0 10 2.5zM8 15.5a2 2 0 0 0 4 0" />
      {silent && <path class="bell__off" d="M3 17 17 3" />}
    </svg>
  );
}

/** The state of the alarm, and the way to its choices. */
export function AlarmButton({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const name = `${t.alarm.title}: ${t.alarm.sounds[alarm.sound]}`;
  return (
    <>
      <button
        type="button"
        class={`button button--quiet alarm-button ${alarm.rings ? `alarm-button--${alarm.rings}` : ""}`}
        aria-label={name}
        title={name}
        onClick={() => setOpen(true)}
      >
        <BellIcon silent={alarm.sound !== "on"} />
      </button>
      {open && <AlarmDialog alarm={alarm} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Says in the list that the alarm could not be heard, with the click that mends it. */
export function AlarmStrip({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useSpeech();
  if (!alarm.silent) return null;
  return (
    <div class="alarm-strip" role="status">
      <span>{alarm.sound === "blocked" ? t.alarm.silent : t.alarm.cannot}</span>
      {alarm.sound === "blocked" && (
        <button type="button" class="button" onClick={alarm.switchOn}>{t.alarm.switchOn}</button>
      )}
    </div>
  );
}
