import { cleanup, render, screen, within } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";

import type { Card } from "../api/types";
import { SpeechContext, TEXTS } from "../i18n/texts";
import { card } from "../testing/samples";
import { answersOf } from "./CardHistory";
import { CardPane } from "./CardPane";

const at = (minute: number): string => new Date(2026, 10, 27, 14, minute).toISOString();
const told = (advice: string, minute: number, seq: number) => ({ advice, at: at(minute), seq });

function show(change: Partial<Card> = {}): void {
  render(
    <SpeechContext.Provider value={{ language: "en", t: TEXTS.en }}>
      <CardPane card={card(change)} waiting="2 min" />
    </SpeechContext.Provider>,
  );
}
const part = (title: string): HTMLElement => screen.getByRole("heading", { name: new RegExp(`^${title}`) }).closest("section") as HTMLElement;
const items = (title: string): (string | null)[] => within(part(title)).getAllByRole("listitem").map((item) => item.textContent);

afterEach(cleanup);

it("goes from danger over the story and what was said to the next step", () => {
  show({ facts: ["image_sent"], told: [told("no_blame", 2, 4)], lines: [{ line: "child_focus", name: "Child Focus", number: "116 000", at: at(2), seq: 4 }] });
  const headings = screen.getAllByRole("heading").map((heading) => heading.textContent);
  expect(headings).toEqual(["Why this level", "What happened", "Already told", "Helplines named", "Plan1 of 2 done"]);
});

it("shows each signal once, with the words that set it", () => {
  show({ known: [{ signal: "meeting_planned", words: "samedi à la gare" }, { signal: "paid", words: "envoyé 50€" }] });
  expect(items("Why this level")).toEqual(["Meeting planned samedi à la gare", "Has already paid envoyé 50€"]);
});

it("puts what the bot was told into words, without ages and its own notes", () => {
  show({ facts: ["image_sent", "age_13_15", "provisional_asked", "unknown_offender"], app: "snapchat" });
  expect(items("What happened")).toEqual(["Sent or showed an image", "Does not know the offender", "On Snapchat"]);
});

it("names the adult whom the child chose, not that there is one", () => {
  show({ facts: ["has_safe_adult", "adult_mother"] });
  expect(items("What happened")).toEqual(["Adult chosen: mother"]);
});

it("tells every advice with its time, the newest answers open and older ones folded", () => {
  show({ told: ["no_blame", "dont_pay", "bank", "school", "police", "code_offered"].map((tag, n) => told(tag, n, n + 1)) });
  expect(screen.getByText("2 earlier answers")).toBeTruthy();
  const times = [...part("Already told").querySelectorAll("time")].map((time) => time.textContent ?? "");
  expect(times.map((time) => /:(\d\d)/.exec(time)?.[1])).toEqual(["00", "01", "02", "03", "04", "05"]);
  const advice = items("Already told").map((item, n) => item?.slice(times[n]?.length));
  expect(advice).toEqual(["Not your fault", "Don’t pay", "Call the bank", "School, if the child agrees", "Police", "Come-back code offered"]);
});

it("puts the advice of one answer together", () => {
  expect(answersOf([told("no_blame", 1, 3), told("dont_pay", 1, 3), told("bank", 2, 5)])).toEqual([
    { seq: 3, at: at(1), advice: ["no_blame", "dont_pay"] },
    { seq: 5, at: at(2), advice: ["bank"] },
  ]);
});

it.each([
  [{}, "En parler"],
  [{ safety_open: true }, "First: are they safe right now?"],
  [{ plan: [] }, "No plan yet: ask what happened."],
  [{ plan: [{ id: "a", label: "A", advice: [], done: true }] }, "The plan is done: ask what is still needed."],
] as const)("says what comes next (%j)", (change, next) => {
  show(change as Partial<Card>);
  expect(screen.getByText("Next").parentElement?.textContent).toBe(`Next ${next}`);
});

it("says nothing of earlier talks where no code was used", () => {
  show({ earlier: [{ from: at(0), until: at(1), counsellor: "Lina" }], came_back: [] });
  expect(screen.queryByText("Came back with their code")).toBeNull();
});

it("tells who talked before, to somebody who came back with their code", () => {
  show({ earlier: [{ from: at(0), until: at(1), counsellor: "Lina" }, { from: at(3), until: at(4), counsellor: null }], came_back: [at(9)] });
  const [first, second, last] = items("Came back with their code");
  expect(first).toContain("talked with Lina");
  expect(second).toContain("with the bot");
  expect(last).toContain("Came back");
});

it("stands out when a chat was marked, or ended for misuse before", () => {
  show({ abuse_image: { by: "lina", at: at(0) }, slow_until: at(30) });
  expect(screen.getByText("Marked: possible abuse image")).toBeTruthy();
  expect(screen.getByText(/Ended for misuse before/)).toBeTruthy();
});
