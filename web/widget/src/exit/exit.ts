/** The quick exit: blank at once, forget, and be on a neutral page. Works offline; does not end the chat. */

import { inFrame, tellExit } from "../host";
import { forgetEverything } from "../session";

/** Long enough for the host to leave by itself, short enough for nobody to look. */
const HOST_MS = 150;

/** The page to leave for stands in index.html, so that an operator changes it without building. */
function neutralPage(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="exit-page"]')?.content || "about:blank";
}

/** Take everything off the screen and out of this tab's memory. */
function blank(): void {
  document.documentElement.classList.add("left");
  document.body.replaceChildren();
  document.title = "";
  forgetEverything();
}

function leaveByTop(): void {
  try {
    // Replaced, not left: Back then leads to what was before the chat.
    (inFrame ? window.top : window)?.location.replace(neutralPage());
  } catch {
    // The host forbids it; the blank page stays.
  }
}

let left = false;

export function hasLeft(): boolean {
  return left;
}

/** Leave. `stop` ends what still runs, so that nothing is written or drawn afterwards. */
export function leave(stop: () => void): void {
  left = true;
  stop();
  blank();
  if (!inFrame) return leaveByTop();
  tellExit();
  setTimeout(leaveByTop, HOST_MS);
}

/** Call back when Shift was pressed three times in a row with no other key between (as on GOV.UK). */
export function whenShiftThrice(callBack: () => void): () => void {
  let presses = 0;
  let last = 0;
  const listen = ({ key }: KeyboardEvent): void => {
    const now = Date.now();
    if (key !== "Shift") presses = 0;
    else presses = now - last < 2_000 ? presses + 1 : 1;
    last = now;
    if (presses === 3) callBack();
  };
  window.addEventListener("keyup", listen);
  return () => window.removeEventListener("keyup", listen);
}

/** A page that Back brings out of the browser's memory shows nothing of before. */
export function guardAgainstBack(): void {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (left) leaveByTop();
    else location.reload();
  });
}
