/**
 * What a partner's page loads: a button, and our page in a frame once the visitor opens it.
 *
 *     <script src="https://…/loader.js" data-language="fr" async></script>
 *
 * Nothing is requested before that. Between the page and the frame pass only `height`, `closed` and `exit`.
 * `data-exit` names another page to leave for.
 */
import { css } from "./style";
import { words } from "./words";

const script = document.currentScript as HTMLScriptElement;
const { origin } = new URL(script.src);
const { exit = "https://www.wikipedia.org/", language = document.documentElement.lang } = script.dataset;
const known = language.slice(0, 2);
const name = words[known] ?? words.fr + " · " + words.nl;
const address = `${origin}/widget/#host=${encodeURIComponent(location.origin)}${known in words ? `&language=${known}` : ""}`;

const place = document.createElement("div");
const root = place.attachShadow({ mode: "closed" });
// A link, so that it still leads to the chat where the page's own policy forbids the frame.
const button = document.createElement("a");
const panel = document.createElement("div");
let frame: HTMLIFrameElement | null = null;
let blocked = false;

/** A policy of the page may forbid <style>, but never style sheets made in script; old browsers lack those. */
function dress(): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.appendChild(document.createElement("style")).textContent = css;
  }
}

function leave(): void {
  document.documentElement.style.display = "none";
  frame?.remove();
  location.replace(exit);
}

/** A phone's keyboard covers a frame as high as the screen; this is what is left above it. */
function fit(): void {
  const seen = window.visualViewport;
  panel.style.setProperty("--seen", seen ? `${seen.height}px` : "");
  panel.style.setProperty("--top", seen ? `${seen.offsetTop}px` : "");
}

function show(wanted: boolean): void {
  panel.hidden = !wanted;
  button.setAttribute("aria-expanded", String(wanted));
  if (wanted) (fit(), frame?.focus());
  else {
    frame?.contentWindow?.postMessage("closed", origin);
    button.focus();
  }
}

function build(): void {
  frame = document.createElement("iframe");
  frame.title = "Chat";
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";
  frame.src = address;
  panel.append(frame);
}

button.href = address;
button.target = "_blank";
button.rel = "noopener noreferrer";
button.className = "open-chat";
button.setAttribute("role", "button");
button.setAttribute("aria-expanded", "false");
button.setAttribute("aria-label", name);
button.textContent = "Chat";
button.addEventListener("click", (event) => {
  if (blocked) return;
  event.preventDefault();
  if (!frame) build();
  show(panel.hidden);
});
button.addEventListener("keydown", (event) => {
  if (event.key === " ") (event.preventDefault(), button.click());
});

addEventListener("message", ({ data, origin: from, source }: MessageEvent<unknown>) => {
  if (!frame || from !== origin || source !== frame.contentWindow) return;
  if (data === "exit") leave();
  else if (data === "closed") show(false);
  else if (typeof data === "number" && data > 0) panel.style.setProperty("--height", `${data}px`);
});

/** The page's own policy forbids the frame: the chat opens beside the page instead. */
document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
  if (!frame || !blockedURI.startsWith(origin)) return;
  frame.remove();
  frame = null;
  blocked = true;
  show(false);
  button.removeAttribute("aria-expanded");
  button.setAttribute("role", "link");
  open(address, "_blank", "noopener");
});

let shifts = 0;
addEventListener("keyup", ({ key }) => {
  shifts = key === "Shift" ? shifts + 1 : 0;
  if (frame && shifts === 3) leave();
});

window.visualViewport?.addEventListener("resize", fit);
window.visualViewport?.addEventListener("scroll", fit);
dress();
panel.className = "panel";
panel.hidden = true;
root.append(panel, button);
(document.body ?? document.documentElement).append(place);
