import { useEffect } from "preact/hooks";

const BEAT_MS = 1_000;

const stillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * The tab says how many wait and nothing else. While the alarm is on, a mark goes on and off before
 * it; for whoever wants no motion it stands still.
 */
export function useTitle(page: string, waiting: number, alarm: boolean): void {
  useEffect(() => {
    const plain = waiting > 0 ? `(${waiting}) ${page}` : page;
    document.title = alarm ? `● ${plain}` : plain;
    if (!alarm || stillness()) return undefined;
    let marked = true;
    const timer = setInterval(() => {
      marked = !marked;
      document.title = `${marked ? "●" : "○"} ${plain}`;
    }, BEAT_MS);
    return () => clearInterval(timer);
  }, [page, waiting, alarm]);
}
