/**
 * What a partner's page loads: a button. The rest, panel.ts, is asked for when the visitor presses it.
 *
 *     <script src="https://…/loader.js" data-language="fr" async></script>
 *
 * `data-exit` names another page to leave for. Each visit to a partner's page pays for this file, whether a chat is
 * opened or not, so it is written to be small: tests/build.test.ts keeps it from growing beyond 900 bytes.
 */
import { words } from "./words";

const page = document as Document & { currentScript: HTMLScriptElement };
const {
  currentScript: { dataset, src },
  documentElement,
} = page;
const language = (dataset.language ?? documentElement.lang).slice(0, 2);

const place = page.createElement("div");
// A link, so that it still leads to the chat, in a tab of its own, where the rest cannot load.
const link = page.createElement("a");

Object.assign(link, {
  href: new URL("/widget/#language=" + language, src),
  target: "_blank",
  rel: "noreferrer",
  // Browsers older than these properties (Firefox before 119) announce a link named "Chat".
  role: "button",
  ariaExpanded: false,
  ariaLabel: words[language] ?? "Chat",
  textContent: "Chat",
  // A policy of the page may forbid <style>, but never what script sets on an element. Focus is ringed by the browser.
  style:
    "position:fixed;inset:auto 20px max(20px,env(safe-area-inset-bottom)) auto;z-index:2147483646;" +
    "padding:16px 24px;border-radius:99px;background:#15645e;color:#fff;font:600 17px system-ui;" +
    "text-decoration:none;box-shadow:0 6px 24px #1426",
  /** Returns false, which keeps the browser from following the link. */
  onclick() {
    // On a slow network a second press follows the link; the second half of a double click does not.
    link.onclick = (press) => press.detail < 2;
    import(/* @vite-ignore */ link.origin + "/panel.js")
      .then((panel: typeof import("./panel")) => panel.open(link, dataset.exit))
      .catch(() => {
        link.role = link.ariaExpanded = null;
        link.click();
      });
    return false;
  },
  onkeydown: (event: KeyboardEvent) => event.key !== " " || (link.click(), false),
});
place.style.all = "initial";
place.attachShadow({ mode: "closed" }).append(link);
(page.body ?? documentElement).append(place);
