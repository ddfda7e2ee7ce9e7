import { useEffect, useRef } from "preact/hooks";

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

/** Whether somebody touched the page since the last time this was asked. */
export function useActivity(): () => boolean {
  const active = useRef(true);
  useEffect(() => {
    const onSign = (): void => {
      active.current = true;
    };
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, onSign, { passive: true });
    return () => SIGNS_OF_LIFE.forEach((sign) => document.removeEventListener(sign, onSign));
  }, []);
  return () => {
    const was = active.current;
    active.current = false;
    return was;
  };
}
