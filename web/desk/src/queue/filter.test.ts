import { expect, it } from "vitest";

import type { QueueChat } from "../api/types";
import { filterQueue, isFiltering, languagesOf, NO_FILTER } from "./filter";

const chat = (id: string, change: Partial<QueueChat> = {}): QueueChat => ({
  chat: id,
  level: "normal",
  reasons: [],
  topic: null,
  language: "fr",
  age_band: null,
  waiting_since: "2026-11-27T12:00:00.000000+00:00",
  claimed_by: null,
  state: "waiting",
  ...change,
});

const chats = [
  chat("a"),
  chat("b", { language: "nl", level: "life" }),
  chat("c", { language: null, level: "life", claimed_by: "sam" }),
  chat("d", { level: "urgent", claimed_by: "lina" }),
];

it.each([
  [{}, "abcd", 0],
  [{ language: "fr" }, "ad", 2],
  [{ level: "life" }, "bc", 0],
  [{ mine: true }, "c", 1],
  [{ language: "nl", mine: true }, "", 2],
])("%j leaves %s and says how many in danger to life it hides", (change, left, hidden) => {
  const { shown, hiddenLife } = filterQueue(chats, { ...NO_FILTER, ...change }, "sam");
  expect([shown.map((each) => each.chat).join(""), hiddenLife]).toEqual([left, hidden]);
});

it("offers the languages that occur, and keeps the chosen one", () => {
  expect(languagesOf(chats, "")).toEqual(["fr", "nl"]);
  expect(languagesOf([], "nl")).toEqual(["nl"]);
});

it("knows whether it filters at all", () => {
  expect(isFiltering(NO_FILTER)).toBe(false);
  expect(isFiltering({ ...NO_FILTER, mine: true })).toBe(true);
});
