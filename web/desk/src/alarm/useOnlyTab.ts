import { useEffect, useState } from "preact/hooks";

/**
 * Whether this tab, of all in the browser that want to, is the one that does it. It is passed on when
 * the tab closes or no longer wants to. Without Web Locks (an address without https) each tab is the
 * one: rather twice than not at all.
 */
export function useOnlyTab(name: string, wants: boolean): boolean {
  const [chosen, setChosen] = useState(false);
  useEffect(() => {
    if (!wants) return undefined;
    const locks: LockManager | null | undefined = navigator.locks;
    if (!locks) {
      setChosen(true);
      return () => setChosen(false);
    }
    const stop = new AbortController();
    const until = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve(), { once: true }));
    const hold = async (): Promise<void> => {
      if (stop.signal.aborted) return;
      setChosen(true);
      await until;
    };
    // Rejects when this tab gives up waiting in line.
    locks.request(name, { signal: stop.signal }, hold).catch(() => undefined);
    return () => {
      stop.abort();
      setChosen(false);
    };
  }, [name, wants]);
  return chosen;
}
