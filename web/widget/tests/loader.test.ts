import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const OURS = "https://chat.example";
const replace = vi.fn();
let root: ShadowRoot;

/** Load the script as a partner's page does; its shadow tree is closed, so it is caught where it is made. */
async function load(language: string): Promise<void> {
  const script = document.createElement("script");
  script.type = "text/plain";
  script.setAttribute("src", `${OURS}/loader.js`);
  script.dataset.language = language;
  vi.spyOn(document, "currentScript", "get").mockReturnValue(script);
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element) {
    return (root = attach.call(this, { mode: "open" }));
  });
  vi.resetModules();
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

function fromFrame(data: unknown, origin = OURS): void {
  const source = frame()?.contentWindow ?? null;
  window.dispatchEvent(new MessageEvent("message", { data, origin, source }));
}

beforeEach(async () => {
  vi.spyOn(window.location, "replace").mockImplementation(replace);
  await load("nl");
});
afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute("style");
  replace.mockReset();
});

describe("the loader on a partner's page", () => {
  it("shows a button in the page's language and asks for nothing before it is pressed", () => {
    expect(button().getAttribute("aria-label")).toBe("Chat openen");
    expect(button().getAttribute("aria-expanded")).toBe("false");
    expect(frame()).toBeNull();
  });

  it("opens our page in a frame, with the language and the page's origin where no server sees them", () => {
    button().click();
    const { origin, pathname, search, hash } = new URL(frame()!.src);
    expect([origin, pathname, search]).toEqual([OURS, "/widget/", ""]);
    expect(new URLSearchParams(hash.slice(1)).get("language")).toBe("nl");
    expect(new URLSearchParams(hash.slice(1)).get("host")).toBe(location.origin);
    expect(frame()!.title).toBe("Chat");
    expect(panel().hidden).toBe(false);
  });

  it("hides the frame on `closed` and keeps it, so that the chat goes on", () => {
    button().click();
    const first = frame();
    fromFrame("closed");
    expect(panel().hidden).toBe(true);
    button().click();
    expect(frame()).toBe(first);
  });

  it("leaves the whole page on `exit`, blank at once", () => {
    button().click();
    fromFrame("exit");
    expect(document.documentElement.style.display).toBe("none");
    expect(frame()).toBeNull();
    expect(replace).toHaveBeenCalledWith("https://www.wikipedia.org/");
  });

  it.each([
    ["another origin", "exit", "https://evil.example"],
    ["us, but no word that we know", { exit: true }, OURS],
  ])("does nothing on a message of %s", (_, data, origin) => {
    button().click();
    fromFrame(data, origin);
    expect(replace).not.toHaveBeenCalled();
    expect(panel().hidden).toBe(false);
  });

  it("opens the chat beside the page where the page's policy forbids the frame", () => {
    const open = vi.spyOn(window, "open").mockReturnValue(null);
    button().click();
    const violation = Object.assign(new Event("securitypolicyviolation"), { blockedURI: `${OURS}/widget/` });
    document.dispatchEvent(violation);
    expect(open).toHaveBeenCalledWith(expect.stringContaining(`${OURS}/widget/`), "_blank", "noopener");
    expect(frame()).toBeNull();
    expect(panel().hidden).toBe(true);
    expect(button().target).toBe("_blank");
  });
});
