import { LanguageContext } from "@chat/common";
import { cleanup, render, screen, within } from "@testing-library/preact";
import type { ComponentProps } from "preact";
import { afterEach, expect, it } from "vitest";

import { Message } from "../src/log/Message";

type Line = ComponentProps<typeof Message>["line"];

const OPENING: Line = {
  from: "bot",
  name: null,
  text: "Salut, je suis un robot qui aide.\nPersonne ne voit qui tu es : qu'est-ce qui se passe ?",
  more: "Écris comme tu veux, sans ton nom.\n\nC'est gratuit.",
  links: [],
  advice: [],
  language: null,
};

function show(line: Line, language: "fr" | "nl" = "fr"): HTMLDetailsElement | null {
  render(
    <LanguageContext.Provider value={language}>
      <Message line={line} showSender />
    </LanguageContext.Provider>,
  );
  return document.querySelector("details");
}

afterEach(cleanup);

it.each([
  ["fr", "En savoir plus"],
  ["nl", "Meer weten"],
] as const)("keeps what is not said at once behind “more”, closed, in %s", (language, name) => {
  const more = show(OPENING, language)!;
  expect(more.open).toBe(false);
  expect(more.querySelector("summary")?.textContent?.trim()).toBe(name);
  expect(within(more).getByText("C'est gratuit.")).toBeTruthy();
  expect(more.textContent).not.toContain("Salut");
});

it("sets the paragraphs of what is behind “more” apart", () => {
  expect(show(OPENING)?.querySelectorAll("p")).toHaveLength(2);
});

it("has no “more” where there is nothing more", () => {
  expect(show({ ...OPENING, more: null })).toBeNull();
});

it("reads HTML behind “more” as text", () => {
  const more = show({ ...OPENING, more: "<img src=x onerror=alert(1)>" })!;
  expect(more.querySelector("img")).toBeNull();
  expect(screen.getByText("<img src=x onerror=alert(1)>")).toBeTruthy();
});
