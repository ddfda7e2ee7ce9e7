import { cleanup, render, screen, within } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";

import type { Reading } from "../api/types";
import type { Language } from "../i18n/languages";
import { SpeechContext, TEXTS } from "../i18n/texts";
import { ReadingCard } from "./ReadingCard";

const READING: Reading = {
  language: "fr",
  topic: "sextortion_money",
  confidence: 0.934,
  ranking: [
    ["sextortion_money", 0.934],
    ["sextortion", 0.04],
    ["should_pay", 0.01],
  ],
  role: "self",
  signals: { paid: 0.71, suicide: 0.982, under_13: 0.2 },
  set: ["paid", "suicide"],
  wants_human: false,
  level: "life",
  why: { paid: "j'ai déjà envoyé 50€" },
};

function show(change: Partial<Reading> = {}, language: Language = "en"): HTMLElement {
  render(
    <SpeechContext.Provider value={{ language, t: TEXTS[language] }}>
      <ReadingCard reading={{ ...READING, ...change }} />
    </SpeechContext.Provider>,
  );
  return screen.getByRole("region", { name: TEXTS[language].chat.reading });
}

const item = (label: string): HTMLElement => screen.getByText(label).closest("li")!;

afterEach(cleanup);

it("says what was understood in words, how surely, for whom, and how grave it is", () => {
  const card = show();
  for (const words of ["Sextortion, wants money", "Life at risk", "For themselves", "French"]) {
    expect(within(card).getByText(words)).toBeTruthy();
  }
  expect(card.textContent).toContain(TEXTS.en.trainer.sure(93));
});

it("names the signals that were set, the highest first, with the words that set them; no others", () => {
  show();
  const items = within(screen.getByRole("list", { name: "Signals" })).getAllByRole("listitem");
  expect(items.map((each) => each.querySelector(".tag")?.textContent)).toEqual([
    "Suicidal, self-harm",
    "Has already paid",
  ]);
  expect(item("Has already paid").querySelector("q")?.textContent).toBe("j'ai déjà envoyé 50€");
  expect(item("Suicidal, self-harm").querySelector("q")).toBeNull();
});

it.each(["fr", "nl", "en"] as const)("says at the signal on which the two models disagree, in %s", (language) => {
  show({ second_opinion: ["suicide"] }, language);
  const { secondOpinion, signals } = TEXTS[language].trainer;
  const list = screen.getByRole("list", { name: signals });
  expect(within(list).getAllByRole("listitem").map((each) => each.textContent?.includes(secondOpinion))).toEqual([
    true,
    false,
  ]);
});

it("says nothing of a disagreement where there is none", () => {
  show();
  expect(screen.queryByText(TEXTS.en.trainer.secondOpinion)).toBeNull();
});

it("keeps the other topics folded away, without the one that was chosen", () => {
  const card = show();
  const ranking = card.querySelector("details")!;
  expect(ranking.open).toBe(false);
  expect(within(ranking).getAllByRole("listitem").map((each) => each.querySelector("span")?.textContent)).toEqual([
    "Sextortion, demand not stated",
    "Should I pay?",
  ]);
});

it("says that the bot was not sure and that a human was asked for, only then", () => {
  show({ unsure: true, wants_human: true });
  expect(screen.getByText(TEXTS.en.trainer.unsure)).toBeTruthy();
  expect(screen.getByText(TEXTS.en.trainer.wantsHuman)).toBeTruthy();
  cleanup();
  show();
  expect(screen.queryByText(TEXTS.en.trainer.unsure)).toBeNull();
  expect(screen.queryByText(TEXTS.en.trainer.wantsHuman)).toBeNull();
});

it("has no list of signals where none was set", () => {
  show({ set: [], ranking: [["sextortion_money", 1]] });
  expect(screen.queryByRole("list")).toBeNull();
});
