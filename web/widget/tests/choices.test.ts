import { type ChatView, EMPTY, readEvents, withPage } from "@chat/common";
import { describe, expect, it } from "vitest";

import { openChoices, stepNow } from "../src/log/choices";

function view(events: readonly object[], state: ChatView["state"] = "bot"): ChatView {
  const read = readEvents(events.map((event, index) => ({ seq: index + 1, at: "", kind: "message", ...event })));
  return withPage(EMPTY, { state, language: "fr", plan: null, queue: null, events: read, next: read.length });
}

const asks = (id: string, answers?: number): object => ({
  from: "bot",
  text: "?",
  answers,
  choices: [{ id, label: id, act: "yes" }],
});
const writes = { from: "visitor", text: "oui", client_id: "x" };

describe("the choices that still count", () => {
  const ids = (shown: ChatView): string[] => openChoices(shown).map((choice) => choice.id);

  it("are those of the bot's last turn, of all its messages", () => {
    expect(ids(view([writes, asks("a", 1), { from: "bot", text: ".", answers: 1 }, asks("b", 1)]))).toEqual(["a", "b"]);
  });

  it("go once the visitor has written or chosen", () => {
    expect(ids(view([asks("a"), writes]))).toEqual([]);
  });

  it("are replaced by those of a later turn", () => {
    expect(ids(view([writes, asks("a", 1), asks("b")]))).toEqual(["b"]);
  });

  it("stay over a line of company that offers none", () => {
    expect(ids(view([writes, asks("a", 1), { from: "bot", text: "Je reste là." }], "waiting"))).toEqual(["a"]);
  });

  it.each(["human", "closed"] as const)("do not count while the chat is %s", (state) => {
    expect(ids(view([asks("a")], state))).toEqual([]);
  });
});

describe("the step of now", () => {
  const plan = [
    { id: "dont_reply", label: "1", advice: [], done: true },
    { id: "keep_evidence", label: "2", advice: [], done: false },
    { id: "report_account", label: "3", advice: [], done: false },
  ];
  const at = (events: readonly object[]): string | undefined => stepNow({ ...view(events), plan })?.id;

  it("is the one that the bot offers, also when one before it was put aside", () => {
    expect(at([writes, { ...asks("a", 1), step: "report_account" }])).toBe("report_account");
  });

  it("is the first open one when the bot offers none, or one that is done", () => {
    expect(at([writes, asks("a", 1)])).toBe("keep_evidence");
    expect(at([writes, { ...asks("a", 1), step: "dont_reply" }])).toBe("keep_evidence");
  });
});
