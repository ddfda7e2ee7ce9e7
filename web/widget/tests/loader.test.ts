import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const OURS = "https://chat.example";
const PANEL = `${OURS}/panel.js`;
const replace = vi.fn();
const asked = vi.fn();
const follow = vi.fn();
let root: ShadowRoot;

/** happy-dom does not know that a handler's `false` keeps a link from being followed. */
function heedFalse(): void {
  const { set } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "onclick")!;
  vi.spyOn(HTMLElement.prototype, "onclick", "set").mockImplementation(function (this: HTMLElement, handler) {
    set!.call(this, (event: PointerEvent) => {
      if (handler?.call(this, event) === false) event.preventDefault();
    });
  });
}

/** Instead of the browser, which would ask the network. */
document.addEventListener("click", (event) => {
  const link = event.composedPath()[0] as HTMLAnchorElement;
  if (!event.defaultPrevented) follow(link.href, link.target);
  event.preventDefault();
});

/** Load the script as a partner's page does; its shadow tree is closed, so it is caught where it is made. */
async function load(language: string, data: Record<string, string> = {}): Promise<void> {
  const script = document.createElement("script");
  script.type = "text/plain";
  script.setAttribute("src", `${OURS}/loader.js`);
  Object.assign(script.dataset, { language, ...data });
  vi.spyOn(document, "currentScript", "get").mockReturnValue(script);
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element) {
    return (root = attach.call(this, { mode: "open" }));
  });
  vi.resetModules();
  vi.doMock(PANEL, () => {
    asked();
    return vi.importActual("../loader/panel");
  });
  await import("../loader/loader");
}
function button(): HTMLAnchorElement {
  return root.querySelector("a")!;
}

function frame(): HTMLIFrameElement | null {
  return root.querySelector("iframe");
}

function panel(): HTMLElement {
  return root.querySelector<HTMLElement>(".panel")!;
}

/** Press the button for the first time, and wait for what it asks for. */
async function open(): Promise<void> {
  button().click();
  await vi.waitFor(() => expect(frame()).not.toBeNull());
}

function fromFrame(data: unknown, origin = OURS): void {
  const source = frame()?.contentWindow ?? null;
  window.dispatchEvent(new MessageEvent("message", { data, origin, source }));
}

function forbidFrame(): void {
  const violation = new Event("securitypolicyviolation");
  document.dispatchEvent(Object.assign(violation, { blockedURI: `${OURS}/widget/` }));
}

beforeEach(async () => {
  vi.spyOn(window.location, "replace").mockImplementation(replace);
  heedFalse();
  await load("nl");
});
afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute("style");
  for (const spy of [replace, asked, follow]) spy.mockReset();
});

describe("the loader on a partner's page", () => {
  it("shows a button in the page's language and asks for nothing before it is pressed", () => {
    expect(button()).toMatchObject({ role: "button", ariaLabel: "Chat openen", ariaExpanded: false });
    expect(asked).not.toHaveBeenCalled();
    expect(frame()).toBeNull();
  });

  it("is named by what it shows where the page's language is another", async () => {
    await load("en");
    expect(button()).toMatchObject({ ariaLabel: "Chat", textContent: "Chat" });
  });

  it("opens our page in a frame, with the language and the page's origin where no server sees them", async () => {
    await open();
    const { origin, pathname, search, hash } = new URL(frame()!.src);
    expect([origin, pathname, search]).toEqual([OURS, "/widget/", ""]);
    expect(new URLSearchParams(hash.slice(1)).get("language")).toBe("nl");
    expect(new URLSearchParams(hash.slice(1)).get("host")).toBe(location.origin);
    expect(frame()!.title).toBe("Chat");
    expect(panel().hidden).toBe(false);
    expect(button().ariaExpanded).toBe("true");
    expect(follow).not.toHaveBeenCalled();
  });

  it("opens on the space bar, as a button does", async () => {
    button().dispatchEvent(new KeyboardEvent("keydown", { key: " " }));
    await vi.waitFor(() => expect(frame()).not.toBeNull());
  });

  it("hides the frame on `closed` and keeps it, so that the chat goes on", async () => {
    await open();
    const first = frame();
    fromFrame("closed");
    expect(panel().hidden).toBe(true);
    expect(button().ariaExpanded).toBe("false");
    button().click();
    expect(frame()).toBe(first);
    expect(panel().hidden).toBe(false);
    expect(asked).toHaveBeenCalledOnce();
  });

  it("grows with the page in the frame", async () => {
    await open();
    fromFrame(612);
    expect(panel().style.getPropertyValue("--height")).toBe("612px");
  });

  it("leaves the whole page on `exit`, blank at once", async () => {
    await open();
    fromFrame("exit");
    expect(document.documentElement.style.display).toBe("none");
    expect(frame()).toBeNull();
    expect(replace).toHaveBeenCalledWith("https://www.wikipedia.org/");
  });

  it("leaves for the page that `data-exit` names, on three times Shift, but not before the chat is open", async () => {
    await load("fr", { exit: "https://meteo.example/" });
    const shift = (): boolean => window.dispatchEvent(new KeyboardEvent("keyup", { key: "Shift" }));
    for (let times = 0; times < 3; times++) shift();
    await open();
    expect(replace).not.toHaveBeenCalled();
    for (let times = 0; times < 3; times++) shift();
    expect(replace).toHaveBeenCalledWith("https://meteo.example/");
  });

  it.each([
    ["another origin", "exit", "https://evil.example"],
    ["us, but no word that we know", { exit: true }, OURS],
  ])("does nothing on a message of %s", async (_, data, origin) => {
    await open();
    fromFrame(data, origin);
    expect(replace).not.toHaveBeenCalled();
    expect(panel().hidden).toBe(false);
  });

  it("opens the chat beside the page where the page's policy forbids the frame", async () => {
    await open();
    forbidFrame();
    await vi.waitFor(() => expect(follow).toHaveBeenCalledOnce());
    expect(frame()).toBeNull();
    expect(panel().hidden).toBe(true);
    expect(button()).toMatchObject({ ariaExpanded: null, target: "_blank", rel: "noreferrer" });
    button().click();
    expect(follow).toHaveBeenCalledTimes(2);
  });

  it("opens the chat beside the page where the panel cannot be loaded", async () => {
    asked.mockImplementation(() => {
      throw new Error("offline");
    });
    button().click();
    await vi.waitFor(() => expect(follow).toHaveBeenCalledWith(`${OURS}/widget/#language=nl`, "_blank"));
    expect(button().ariaExpanded).toBeNull();
  });

  it("follows the link on a second press while the panel still loads, but not on a double click", () => {
    button().click();
    button().dispatchEvent(new MouseEvent("click", { detail: 2, bubbles: true, composed: true, cancelable: true }));
    expect(follow).not.toHaveBeenCalled();
    button().click();
    expect(follow).toHaveBeenCalledOnce();
  });
});
