import { LanguageContext } from "@chat/common";
import { act, cleanup, render, screen } from "@testing-library/preact";
import type { ComponentProps } from "preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Writing } from "../src/log/Writing";

function show(props: ComponentProps<typeof Writing>, language: "fr" | "nl" = "fr"): void {
  render(
    <LanguageContext.Provider value={language}>
      <Writing {...props} />
    </LanguageContext.Provider>,
  );
}

async function waitMs(ms: number): Promise<void> {
  await act(() => void vi.advanceTimersByTime(ms));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it.each([
  [{ by: "bot", since: 0 }, "fr", "Le robot écrit"],
  [{ by: "bot", since: 0 }, "nl", "De robot schrijft"],
  [{ by: "human", name: "Sam", since: null }, "fr", "Sam écrit"],
  [{ by: "human", name: "Sam", since: null }, "nl", "Sam schrijft"],
  [{ by: "human", name: null, since: null }, "fr", "Quelqu'un écrit"],
  [{ by: "human", name: null, since: null }, "nl", "Iemand schrijft"],
] as const)("says who writes, never only dots: %o in %s", (props, language, words) => {
  vi.setSystemTime(0);
  show(props, language);
  expect(screen.getByText(words)).toBeTruthy();
  expect(document.querySelector(".writing-dots")?.getAttribute("aria-hidden")).toBe("true");
});

it("draws the bot and a human apart", () => {
  show({ by: "human", name: "Sam", since: null });
  expect(document.querySelector(".writing")?.className).toContain("writing-human");
});

it("has words and a number after ten seconds without an answer of the bot, and not before", async () => {
  show({ by: "bot", since: Date.now() });
  await waitMs(9_500);
  expect(screen.queryByRole("link")).toBeNull();
  await waitMs(600);
  expect(screen.getByText(/Ton message est bien arrivé/)).toBeTruthy();
  expect(screen.getByRole("link", { name: /116\u00a0000/ }).getAttribute("href")).toBe("tel:116000");
  expect(screen.getByText("Le robot écrit").className).toBe("for-readers-only");
});

it("never says that a human is late: they write, whatever it takes", async () => {
  show({ by: "human", name: "Sam", since: Date.now() });
  await waitMs(60_000);
  expect(screen.getByText("Sam écrit").className).toBe("writing-who");
  expect(screen.queryByRole("link")).toBeNull();
});
