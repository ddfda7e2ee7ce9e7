import { expect, it } from "vitest";

import { byWeek, filtered, NO_FILTER, setSignals, valuesOf, type ClosedChat } from "./chats";

const chat = (id: string, change: Partial<ClosedChat> = {}): ClosedChat => ({
  id,
  week: "2026-W48",
  language: "fr",
  topic: "grooming",
  role: "self",
  level: null,
  messages: 3,
  corrections: 0,
  ...change,
});

const chats = [chat("a"), chat("b", { language: "nl", level: "life" }), chat("c", { week: "2026-W47", topic: null })];

it("filters by language, topic and level together, and by having none", () => {
  const ids = (filter: object): string[] => filtered(chats, { ...NO_FILTER, ...filter }).map(({ id }) => id);
  expect(ids({})).toEqual(["a", "b", "c"]);
  expect(ids({ language: "fr" })).toEqual(["a", "c"]);
  expect(ids({ language: "fr", topic: "grooming" })).toEqual(["a"]);
  expect(ids({ level: "none" })).toEqual(["a", "c"]);
});

it("offers only values that occur", () => {
  expect(valuesOf(chats, "level")).toEqual(["life", "none"]);
});

it("shows the newest week first", () => {
  expect(byWeek(chats).map(([week, those]) => [week, those.length])).toEqual([["2026-W48", 2], ["2026-W47", 1]]);
});

it("gives the signals that were set, the surest first", () => {
  const reading = { set: ["paid", "suicide"], signals: { paid: 0.7, suicide: 0.9, under_13: 0.6 } };
  expect(setSignals(reading)).toEqual([["suicide", 0.9], ["paid", 0.7]]);
});
