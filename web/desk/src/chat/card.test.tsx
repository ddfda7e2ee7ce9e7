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

/** The short facts, by the names that a screen reader says. */
const inShort = (): Record<string, string | null> =>
  Object.fromEntries([...document.querySelectorAll(".in-short__pair")].map((pair) => [pair.querySelector("dt")?.textContent ?? "", pair.querySelector("dd")?.textContent ?? null]));

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

it.each([
  [{ role: "self", age_band: "13_15", language: "fr" }, { Writes: "For themselves", Age: "13–15", Language: "French" }],
  [{ role: "friend", age_band: "under_13", language: "nl" }, { Writes: "For a friend", Age: "under 13", Language: "Dutch" }],
  [{ role: "adult", age_band: "unsure", language: "other" }, { Writes: "Adult for a child", Age: "age not said", Language: "other language" }],
  [{ role: null, age_band: null, language: null }, { Writes: "not yet known", Age: "not yet known", Language: "not yet known" }],
] as const)("says who writes, how old, and in which language (%j)", (change, told) => {
  show(change);
  expect(inShort()).toEqual({ ...told, Waiting: "waiting for 2 min" });
});

it("ticks each step of the plan that is done, and no other", () => {
  const step = (id: string, label: string, done: boolean) => ({ id, label, advice: [], done });
  show({ plan: [step("a", "Ne plus répondre", true), step("b", "Garder les preuves", false), step("c", "Signaler", true)] });
  expect(items("Plan")).toEqual(["Ne plus répondre, done", "Garder les preuves, open", "Signaler, done"]);
  const ticked = [...part("Plan").querySelectorAll(".plan__step")].map((each) => [each.querySelector(".plan__tick path") !== null, each.className.includes("--done")]);
  expect(ticked).toEqual([[true, true], [false, false], [true, true]]);
  expect(within(part("Plan")).getByRole("heading").textContent).toBe("Plan2 of 3 done");
});

it("folds what is still to do after the next three steps", () => {
  show({ plan: ["A", "B", "C", "D", "E"].map((label, n) => ({ id: label, label, advice: [], done: n === 0 })) });
  const later = part("Plan").querySelector("details");
  expect(later?.querySelector("summary")?.textContent).toBe("1 later step");
  expect(within(later as HTMLElement).getAllByRole("listitem", { hidden: true }).map((each) => each.textContent)).toEqual(["E, open"]);
});
