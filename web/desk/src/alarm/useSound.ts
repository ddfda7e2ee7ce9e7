import { useEffect, useState } from "preact/hooks";

import type { Level } from "../labels";
import { Bell, type SoundState } from "./sound";

const GESTURES = ["pointerdown", "keydown"] as const;
/** A browser that may play takes a moment to begin; until then nothing is said about it. */
const BEGINS_MS = 500;

export interface Sound {
  readonly state: SoundState;
  /** The alarm cannot be heard, and that will not change by itself. */
  readonly silent: boolean;
  readonly switchOn: () => void;
  readonly ring: (level: Level) => void;
}

/** The bell of this page. After a reload it is silent until the first click or key, whichever comes. */
export function useSound(): Sound {
  const [bell] = useState(() => new Bell());
  const [state, setState] = useState<SoundState>(bell.state);
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    bell.onState = setState;
    setState(bell.state);
    // Whoever has just logged in has clicked already.
    bell.switchOn();
    const timer = setTimeout(() => setBegun(true), BEGINS_MS);
    return () => {
      clearTimeout(timer);
      bell.close();
    };
  }, []);
  useEffect(() => {
    if (state !== "blocked") return undefined;
    const onGesture = (): void => bell.switchOn();
    for (const gesture of GESTURES) document.addEventListener(gesture, onGesture);
    return () => GESTURES.forEach((gesture) => document.removeEventListener(gesture, onGesture));
  }, [state]);
  return { state, silent: begun && state !== "on", switchOn: () => bell.switchOn(), ring: (level) => bell.ring(level) };
}
