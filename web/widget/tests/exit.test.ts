import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { leave, whenShiftThrice } from "../src/exit/exit";
import { rememberDraft, rememberSession } from "../src/session";

function press(...keys: string[]): void {
  for (const key of keys) window.dispatchEvent(new KeyboardEvent("keyup", { key }));
}

describe("the quick exit", () => {
  const replace = vi.fn();
  beforeEach(() => {
    document.head.innerHTML = '<meta name="exit-page" content="https://neutral.example/">';
    document.body.innerHTML = "<p>il me menace</p>";
    document.title = "Chat";
    vi.spyOn(window.location, "replace").mockImplementation(replace);
  });
  afterEach(() => replace.mockReset());

  it("blanks the page and forgets the tab before anything else, then leaves", () => {
    rememberSession({ chat: "c", token: "t" });
    rememberDraft("il me menace");
    const stop = vi.fn();
    let left: unknown = null;
    replace.mockImplementation(() => (left = [document.body.textContent, sessionStorage.length]));
    leave(stop);
    expect(left).toEqual(["", 0]);
    expect(stop).toHaveBeenCalledOnce();
    expect(document.title).toBe("");
    expect(replace).toHaveBeenCalledWith("https://neutral.example/");
  });

  it("asks for nothing: it works without a network, and does not end the chat", () => {
    const fetching = vi.fn();
    vi.stubGlobal("fetch", fetching);
    leave(() => undefined);
    expect(fetching).not.toHaveBeenCalled();
  });

  it("comes by Shift three times in a row", () => {
    const exit = vi.fn();
    const end = whenShiftThrice(exit);
    press("Shift", "Shift");
    expect(exit).not.toHaveBeenCalled();
    press("Shift");
    expect(exit).toHaveBeenCalledOnce();
    end();
  });

  it("does not come while somebody writes capitals", () => {
    const exit = vi.fn();
    const end = whenShiftThrice(exit);
    press("Shift", "A", "Shift", "B", "Shift", "C", "Shift");
    expect(exit).not.toHaveBeenCalled();
    end();
  });
});
