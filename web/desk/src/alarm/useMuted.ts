import { useEffect, useState } from "preact/hooks";

const keyOf = (me: string): string => `desk.alarm.quiet.${me}`;

/**
 * Whether normal chats make no sound and no notification for this counsellor in this browser, in all
 * of its tabs. There is no such choice for the other levels.
 */
export function useMuted(me: string): readonly [boolean, (muted: boolean) => void] {
  const key = keyOf(me);
  const [muted, setMuted] = useState(() => localStorage.getItem(key) === "yes");
  useEffect(() => {
    const onChange = (event: StorageEvent): void => {
      if (event.key === key) setMuted(event.newValue === "yes");
    };
    addEventListener("storage", onChange);
    return () => removeEventListener("storage", onChange);
  }, [key]);
  const choose = (chosen: boolean): void => {
    if (chosen) localStorage.setItem(key, "yes");
    else localStorage.removeItem(key);
    setMuted(chosen);
  };
  return [muted, choose];
}
