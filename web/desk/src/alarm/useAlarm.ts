import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { useSpeech } from "../i18n/texts";
import { label, LEVELS, type Level } from "../labels";
import type { Queue } from "../queue/queue";
import { lasting, NOTICE_AGAIN_MS, SOUND_AGAIN_MS } from "./alarm";
import { askForNotices, noticeState, tellDesktop, type NoticeState } from "./notices";
import type { SoundState } from "./sound";
import { useCalling } from "./useCalling";
import { useMuted } from "./useMuted";
import { useOnlyTab } from "./useOnlyTab";
import { useSound } from "./useSound";
import { useTitle } from "./useTitle";

export interface Alarm {
  /** What the alarm goes on for; null: it is quiet. */
  readonly rings: "life" | "urgent" | null;
  readonly sound: SoundState;
  /** The alarm cannot be heard. */
  readonly silent: boolean;
  readonly notices: NoticeState;
  /** Normal chats make no sound. */
  readonly muted: boolean;
  readonly switchOn: () => void;
  readonly tryOut: (level: Level) => void;
  readonly askForNotices: () => void;
  readonly mute: (muted: boolean) => void;
}

/** Do something now and again while `level` stands and this tab is the one to do it. */
function useRepeated(level: "life" | "urgent" | null, mine: boolean, everyMs: Readonly<Record<"life" | "urgent", number>>, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (level === null || !mine) return undefined;
    latest.current();
    const timer = setInterval(() => latest.current(), everyMs[level]);
    return () => clearInterval(timer);
  }, [level, mine]);
}

/** How many more normal chats call than when this was last asked; those of the first list are not new. */
function useMore(normal: number, known: boolean): number {
  const before = useRef<number | null>(null);
  const more = before.current === null ? 0 : Math.max(0, normal - before.current);
  useEffect(() => {
    if (known) before.current = normal;
  }, [normal, known]);
  return more;
}

/** The alarm until somebody takes the chat: sound, title and desktop. `waiting` is what the title counts. */
export function useAlarm(api: DeskApi, queue: Queue, me: string, waiting: number): Alarm {
  const { language, t } = useSpeech();
  const calling = useCalling(api, queue);
  const sound = useSound();
  const [muted, mute] = useMuted(me);
  const [notices, setNotices] = useState<NoticeState>(noticeState);
  // A tab that may not play leaves the sound to one that may.
  const plays = useOnlyTab("desk.alarm.sound", sound.state === "on");
  const tells = useOnlyTab("desk.alarm.notices", notices === "granted");
  const takeBack = useRef<() => void>(() => undefined);
  const level = lasting(calling);
  const more = useMore(calling.normal, queue.known);

  const tell = (lasts: boolean): void => {
    // Who looks at the page sees it there.
    if (document.hasFocus()) return;
    const counts = (["life", "urgent", "normal"] as const).filter((each) => calling[each] > 0);
    const body = counts.map((each) => `${label(LEVELS, each, language)}: ${calling[each]}`).join(" · ");
    takeBack.current = tellDesktop(t.alarm.somebodyWaits, body, lasts);
  };
  useRepeated(level, plays, SOUND_AGAIN_MS, () => sound.ring(level ?? "urgent"));
  useRepeated(level, tells, NOTICE_AGAIN_MS, () => tell(true));
  useEffect(() => {
    if (more === 0 || muted || level !== null) return;
    if (plays) sound.ring("normal");
    if (tells) tell(false);
  }, [more > 0, calling.normal]);
  const quiet = level === null && calling.normal === 0;
  useEffect(() => {
    if (quiet) takeBack.current();
  }, [quiet]);
  useTitle(t.page.desk, waiting, level !== null);
  return {
    rings: level,
    sound: sound.state,
    silent: sound.silent,
    notices,
    muted,
    switchOn: sound.switchOn,
    tryOut: sound.ring,
    askForNotices: () => void askForNotices().then(setNotices),
    mute,
  };
}
