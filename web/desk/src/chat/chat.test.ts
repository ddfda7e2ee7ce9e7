import { describe, expect, it } from "vitest";

import type { StaffEvent } from "../api/events";
import { askAfter, holdOf, open, reduceChat, TYPING_MS, type Chat, type ChatAction } from "./chat";
import { card, joined, said, view } from "../testing/samples";

const play = (chat: Chat, ...actions: ChatAction[]): Chat => actions.reduce(reduceChat, chat);
const event = (each: StaffEvent): ChatAction => ({ type: "event", event: each });

describe("an open chat", () => {
  const story: StaffEvent[] = [said(1, "bot", "Salut"), said(2, "visitor", "slm"), joined(3), said(4, "counsellor", "Bonjour")];

  it("is the same by events one by one as fetched anew, wherever one begins", () => {
    const whole = open(view(story, { state: "human" }));
    for (let start = 0; start <= story.length; start += 1) {
      const begun = open(view(story.slice(0, start), { state: start > 2 ? "human" : "waiting" }));
      expect(play(begun, ...story.slice(start).map(event))).toEqual(whole);
    }
  });

  it("shows an event once that comes twice", () => {
    const chat = open(view(story));
    expect(play(chat, event(said(2, "visitor", "slm"))).events).toHaveLength(4);
  });

  it("notices a gap and closes it by fetching", () => {
    const gap = play(open(view(story.slice(0, 1))), event(said(4, "counsellor", "Bonjour")));
    expect(gap.gap).toBe(true);
    expect(gap.events).toHaveLength(1);
    const closed = play(gap, { type: "fetched", view: view(story.slice(1), { state: "human" }) });
    expect(closed.gap).toBe(false);
    expect(closed.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("does not go back to an older state that was fetched before the stream told more", () => {
    const chat = play(open(view(story.slice(0, 2))), event(joined(3)));
    expect(play(chat, { type: "fetched", view: view([], { next: 2 }) }).state).toBe("human");
  });

  it("asks once more for a message whose reading was not there yet", () => {
    const reading = { topic: "grooming", confidence: 0.9 };
    const chat = open(view([said(1, "bot", "Salut"), said(2, "visitor", "slm"), said(3, "bot", "Dis-moi")]));
    expect(askAfter(chat)).toBe(1);
    const read = play(chat, { type: "fetched", view: view([said(2, "visitor", "slm", { reading })], { next: 3 }) });
    expect(read.events[1]).toMatchObject({ reading });
    expect(askAfter(read)).toBe(3);
  });

  it("takes the typing sign away when the visitor's message comes", () => {
    const typing = play(open(view(story)), { type: "typing", now: 1000 });
    expect(typing.typingUntil).toBe(1000 + TYPING_MS);
    expect(play(typing, event(said(5, "visitor", "voilà"))).typingUntil).toBe(0);
  });
});

describe("a message of mine", () => {
  const start = open(view([said(1, "bot", "Salut")]));
  const sending: ChatAction = { type: "sending", clientId: "m1", text: "Bonjour" };

  it("leaves the outbox when its event comes, whether before or after the answer", () => {
    const mine = said(2, "counsellor", "Bonjour");
    expect(play(start, sending, { type: "sent", clientId: "m1", seq: 2 }, event(mine)).outbox).toEqual([]);
    expect(play(start, sending, event(mine), { type: "sent", clientId: "m1", seq: 2 }).outbox).toEqual([]);
  });

  it("leaves the outbox by its client id even if the answer was lost", () => {
    const failed: ChatAction = { type: "failed", clientId: "m1", problem: "no answer" };
    const mine = said(2, "counsellor", "Bonjour", { client_id: "m1" });
    expect(play(start, sending, failed, event(mine)).outbox).toEqual([]);
  });

  it("stays, failed, with its text, and is sent again under the same id", () => {
    const failed = play(start, sending, { type: "failed", clientId: "m1", problem: "no answer" });
    expect(failed.outbox).toMatchObject([{ clientId: "m1", text: "Bonjour", status: "failed", problem: "no answer" }]);
    expect(play(failed, sending).outbox).toMatchObject([{ clientId: "m1", status: "sending", problem: null }]);
  });
});

it.each([
  ["free", "waiting", null],
  ["mine", "waiting", "sam"],
  ["joined", "human", "sam"],
  ["theirs", "human", "lina"],
  ["over", "closed", null],
] as const)("is %s when it is %s and claimed by %s", (hold, state, by) => {
  expect(holdOf({ card: card({ claimed_by: by }), state }, "sam")).toBe(hold);
});
