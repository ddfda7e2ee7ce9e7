/** The page around the frame. What passes between them: `height` (a number), `closed`, `exit`; nothing else. */

function hashValue(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

/** The partner's origin as loader/panel.ts wrote it; only used as the one that may receive our three words. */
function hostOrigin(): string | null {
  try {
    const { origin, protocol } = new URL(hashValue("host") ?? "");
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    return null;
  }
}

export const inFrame = window.parent !== window;
const host = inFrame ? hostOrigin() : null;

export const languageOfHost = hashValue("language");

function tell(word: "closed" | "exit" | number): void {
  if (host) window.parent.postMessage(word, host);
}

export function tellClosed(): void {
  tell("closed");
}

export function tellExit(): void {
  tell("exit");
}

export function tellHeight(px: number): void {
  tell(Math.round(px));
}

/** Call back when the host has closed the panel; the chat itself goes on. */
export function whenClosed(listener: () => void): () => void {
  const listen = ({ data, origin, source }: MessageEvent<unknown>): void => {
    if (source === window.parent && origin === host && data === "closed") listener();
  };
  window.addEventListener("message", listen);
  return () => window.removeEventListener("message", listen);
}
