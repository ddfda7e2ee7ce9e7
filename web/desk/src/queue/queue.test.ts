import { describe, expect, it } from "vitest";

import type { QueueChat } from "../api/types";
import { byDanger, EMPTY_QUEUE, grouped, onScreen, reduceQueue, waitedSeconds, type Queue } from "./queue";

/** So many seconds before noon, as the service writes it. */
const ago = (seconds: number): string => new Date(Date.UTC(2026, 10, 27, 12) - seconds * 1000).toISOString().replace("Z", "000+00:00");

const chat = (id: string, change: Partial<QueueChat> = {}): QueueChat => ({
  chat: id,
  level: "normal",
  reasons: [],
  topic: "sextortion",
  language: "fr",
  age_band: null,
  waiting_since: ago(0),
  claimed_by: null,
  state: "waiting",
  ...change,
});

const lowering = { id: "l1", by: "lina", to: "urgent", reason: "misread" } as const;

const hear = (queue: Queue, ...chats: QueueChat[]): Queue => reduceQueue(queue, { type: "heard", chats, stubs: [], at: 1000, now: 1000 });

/** What only matters in some tests: no stubs changed, the clocks agree. */
const change = (queue: Queue, chats: readonly QueueChat[], gone: readonly string[] = []): Queue =>
  reduceQueue(queue, { type: "changed", step: 1, chats, gone, stubs: null, at: 1000, now: 1000 });

describe("order of the waiting list", () => {
  it("is by danger first, then by who waits longest", () => {
    const chats = [
      chat("a", { waiting_since: ago(900) }),
      chat("b", { level: "urgent", waiting_since: ago(5) }),
      chat("c", { level: "life", waiting_since: ago(1) }),
      chat("d", { level: "urgent", waiting_since: ago(60) }),
      chat("e", { level: null, waiting_since: ago(9999) }),
    ];
    expect(chats.sort(byDanger).map((each) => each.chat)).toEqual(["c", "d", "b", "a", "e"]);
  });

  it("does not depend on the order in which chats that are alike come in", () => {
    const two = [chat("a"), chat("b")];
    expect([...two].reverse().sort(byDanger)).toEqual([...two].sort(byDanger));
  });

  it("puts mine on top and those of colleagues below", () => {
    const queue = hear(
      EMPTY_QUEUE,
      chat("theirs", { level: "life", claimed_by: "lina" }),
      chat("to confirm", { level: "life", claimed_by: "lina", state: "human", lowering }),
      chat("talked to", { level: "normal", claimed_by: "lina", state: "human" }),
      chat("free", { level: "urgent" }),
      chat("mine", { claimed_by: "sam", state: "human" }),
    );
    expect(onScreen(grouped(queue.chats, "sam")).map((each) => each.chat)).toEqual(["mine", "to confirm", "free", "theirs", "talked to"]);
  });
});

describe("what is new", () => {
  it("is nothing when the list is first shown", () => {
    expect(hear(EMPTY_QUEUE, chat("a")).fresh.size).toBe(0);
  });

  it("is a chat that comes in, until it is opened or taken", () => {
    const queue = hear(hear(EMPTY_QUEUE, chat("a")), chat("a"), chat("b", { level: "life" }));
    expect([...queue.fresh]).toEqual(["b"]);
    expect([...hear(queue, chat("a"), chat("b", { level: "life" })).fresh]).toEqual(["b"]);
    expect(reduceQueue(queue, { type: "opened", chat: "b" }).fresh.size).toBe(0);
    expect(hear(queue, chat("a"), chat("b", { claimed_by: "lina" })).fresh.size).toBe(0);
  });

  it("is a chat whose danger rose, but not one whose danger fell", () => {
    const before = hear(EMPTY_QUEUE, chat("up"), chat("down", { level: "life" }));
    const after = hear(before, chat("up", { level: "urgent" }), chat("down"));
    expect([...after.fresh]).toEqual(["up"]);
  });
});

describe("a change of the list", () => {
  const before = hear(EMPTY_QUEUE, chat("a"), chat("b"), chat("c"));

  it("leaves the other rows, the same objects, and takes its own to their places", () => {
    const after = change(before, [chat("c", { level: "life" })], ["a"]);
    expect(after.chats.map((each) => each.chat)).toEqual(["c", "b"]);
    expect(after.chats[1]).toBe(before.chats[1]);
  });

  it("brings in what is new, which is then fresh", () => {
    const after = change(before, [chat("d")]);
    expect(after.chats.map((each) => each.chat)).toEqual(["a", "b", "c", "d"]);
    expect([...after.fresh]).toEqual(["d"]);
  });

  it("leaves the stubs as they were, unless it has others", () => {
    const stub = { level: "life", language: "fr", raised_at: ago(9), erased_at: ago(1), claimed_by: null } as const;
    const told = reduceQueue(before, { type: "changed", step: 1, chats: [], gone: ["a"], stubs: [stub], at: 1000, now: 1000 });
    expect(told.stubs).toEqual([stub]);
    expect(change(told, [chat("b", { topic: "missing" })]).stubs).toBe(told.stubs);
  });
});

it("counts the waiting time by the clock of the service, and never below zero", () => {
  const noon = Date.UTC(2026, 10, 27, 12);
  const waits = chat("a", { waiting_since: ago(10) });
  expect(waitedSeconds(waits, 0, noon + 3500)).toBe(13);
  expect(waitedSeconds(waits, 60_000, noon + 60_000)).toBe(10);
  expect(waitedSeconds(chat("slow door", { waiting_since: ago(-30) }), 0, noon)).toBe(0);
  expect(waitedSeconds(chat("talks", { waiting_since: null }), 0, noon)).toBe(0);
});
