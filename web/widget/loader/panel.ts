/**
 * Our page in a frame on a partner's page: what loader.ts asks for when its button is pressed.
 *
 * Between the page and the frame pass only `height`, `closed` and `exit`.
 */
import { css } from "./style";

/**
 * Open the chat. The link opens and closes it from then on.
 *
 * @returns a promise that fails when the page's own policy forbids the frame, and ends in no other way
 */
export function open(link: HTMLAnchorElement, exit = "https://www.wikipedia.org/"): Promise<never> {
  return new Promise((_, forbid) => new Panel(link, exit, forbid).show(true));
}

class Panel {
  private readonly box = document.createElement("div");
  private readonly frame = document.createElement("iframe");
  private shifts = 0;

  constructor(
    private readonly link: HTMLAnchorElement,
    private readonly exit: string,
    private readonly forbid: (reason: Error) => void,
  ) {
    this.listen();
    this.build();
  }

  show(wanted: boolean): void {
    this.box.hidden = !wanted;
    this.link.ariaExpanded = String(wanted);
    if (wanted) {
      this.fit();
      this.frame.focus();
    } else {
      this.frame.contentWindow?.postMessage("closed", this.link.origin);
      this.link.focus();
    }
  }

  private build(): void {
    this.frame.title = "Chat";
    this.frame.allow = "clipboard-write";
    this.frame.referrerPolicy = "no-referrer";
    // After the #, where no server sees it.
    this.frame.src = `${this.link.href}&host=${encodeURIComponent(location.origin)}`;
    this.box.className = "panel";
    this.box.append(this.frame);
    dress(this.link.getRootNode() as ShadowRoot);
    this.link.before(this.box);
  }

  private listen(): void {
    this.link.onclick = () => {
      this.show(this.box.hidden);
      return false;
    };
    addEventListener("message", (message: MessageEvent<unknown>) => this.hear(message));
    addEventListener("keyup", ({ key }) => this.count(key));
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
      if (blockedURI.startsWith(this.link.origin)) this.giveUp();
    });
    for (const change of ["resize", "scroll"]) window.visualViewport?.addEventListener(change, () => this.fit());
  }

  private hear({ data, origin, source }: MessageEvent<unknown>): void {
    if (!this.frame.isConnected || origin !== this.link.origin || source !== this.frame.contentWindow) return;
    if (data === "exit") this.leave();
    else if (data === "closed") this.show(false);
    else if (typeof data === "number" && data > 0) this.box.style.setProperty("--height", `${data}px`);
  }

  /** Three times Shift leaves, as the exit button does. */
  private count(key: string): void {
    this.shifts = key === "Shift" ? this.shifts + 1 : 0;
    if (this.frame.isConnected && this.shifts === 3) this.leave();
  }

  private leave(): void {
    document.documentElement.style.display = "none";
    this.frame.remove();
    location.replace(this.exit);
  }

  /** A phone's keyboard covers a frame as high as the screen; this is what is left above it. */
  private fit(): void {
    const seen = window.visualViewport;
    this.box.style.setProperty("--seen", seen ? `${seen.height}px` : "");
    this.box.style.setProperty("--top", seen ? `${seen.offsetTop}px` : "");
  }

  private giveUp(): void {
    if (!this.frame.isConnected) return;
    this.show(false);
    this.frame.remove();
    this.link.onclick = null;
    this.forbid(new Error("The page's content security policy forbids a frame from " + this.link.origin));
  }
}

/** A policy of the page may forbid <style>, but never style sheets made in script; old browsers lack those. */
function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.appendChild(document.createElement("style")).textContent = css;
  }
}
