import { describe, expect, it } from "vitest";

import type { QueueChat } from "../api/types";
import { byDanger, EMPTY_QUEUE, grouped, onScreen, reduceQueue, waitedSeconds, type Queue } from "./queue";

const chat = (id: string, change: Partial<QueueChat> = {}): QueueChat => ({
  chat: id,
  level: "normal",
  reasons: [],
  topic: "sextortion",
  language: "fr",
  age_band: null,
  waiting_s: 0,
  claimed_by: null,
  state: "waiting",
  ...change,
});

const lowering = { id: "l1", by: "lina", to: "urgent", reason: "misread" } as const;

const hear = (queue: Queue, ...chats: QueueChat[]): Queue => reduceQueue(queue, { type: "heard", chats, stubs: [], now: 1000 });

describe("order of the waiting list", () => {
  it("is by danger first, then by who waits longest", () => {
    const chats = [
      chat("a", { waiting_s: 900 }),
      chat("b", { level: "urgent", waiting_s: 5 }),
      chat("c", { level: "life", waiting_s: 1 }),
      chat("d", { level: "urgent", waiting_s: 60 }),
      chat("e", { level: null, waiting_s: 9999 }),
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

it("counts the waiting time on between two lists, and never backwards", () => {
  expect(waitedSeconds(chat("a", { waiting_s: 10 }), 1000, 4500)).toBe(13);
  expect(waitedSeconds(chat("a", { waiting_s: 10 }), 1000, 0)).toBe(10);
});
