import { Refused, Unreachable } from "@chat/common";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Sending } from "../src/chat/api";
import { Outbox, type Outgoing, type Returned } from "../src/chat/outbox";

type Answer = number | Error;

/** A service that answers each try in turn; the last answer stands for all that follow. */
function setUp(...answers: Answer[]) {
  const tries: Sending[] = [];
  const returned: [string, Returned][] = [];
  let gone = false;
  const box = new Outbox({
    send: async (sending) => {
      const answer = answers[Math.min(tries.length, answers.length - 1)] ?? new Unreachable();
      tries.push(sending);
      if (typeof answer !== "number") throw answer;
      return answer;
    },
    onChange: () => undefined,
    onReturned: (item, why) => returned.push([item.text, why]),
    onGone: () => (gone = true),
  });
  const status = (): string[] => box.items.map((item) => `${item.text}: ${item.status}`);
  return { box, tries, returned, status, isGone: () => gone };
}

function refused(status: number, code: string, retryAfterS: number | null = null): Refused {
  return new Refused(status, code, retryAfterS, null);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the outbox", () => {
  it("says sent only after the service has answered", async () => {
    const { box, status } = setUp(7);
    box.add("slm");
    expect(status()).toEqual(["slm: sending"]);
    await vi.runAllTimersAsync();
    expect(status()).toEqual(["slm: sent"]);
    expect(box.items[0]?.seq).toBe(7);
  });

  it("tries again by itself, under the same client id", async () => {
    const { box, tries, status } = setUp(new Unreachable(), refused(503, "down"), 3);
    box.add("slm");
    await vi.runAllTimersAsync();
    expect(status()).toEqual(["slm: sent"]);
    expect(new Set(tries.map(({ client_id }) => client_id)).size).toBe(1);
    expect(tries).toHaveLength(3);
  });

  it("says not sent when nobody can be reached, keeps the text, and sends it with one tap", async () => {
    const { box, tries, status } = setUp(new Unreachable(), new Unreachable(), new Unreachable(), 9);
    box.add("il me menace");
    await vi.runAllTimersAsync();
    expect(status()).toEqual(["il me menace: failed"]);
    box.retry(box.items[0]?.clientId);
    await vi.runAllTimersAsync();
    expect(status()).toEqual(["il me menace: sent"]);
    expect(new Set(tries.map(({ client_id }) => client_id)).size).toBe(1);
  });

  it("gives up within ten seconds when the answers come at once", async () => {
    const { box, status } = setUp(new Unreachable());
    box.add("slm");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(status()).toEqual(["slm: failed"]);
  });

  it("keeps the order: what is behind an unsent message does not overtake it", async () => {
    const { box, tries, status } = setUp(new Unreachable());
    box.add("un");
    box.add("deux");
    await vi.runAllTimersAsync();
    expect(status()).toEqual(["un: failed", "deux: failed"]);
    expect(tries.every((sending) => "text" in sending && sending.text === "un")).toBe(true);
  });

  it("sends all that was unsent once the network is back, in order", async () => {
    const { box, tries } = setUp(new Unreachable(), new Unreachable(), new Unreachable(), 1, 2);
    box.add("un");
    box.add("deux");
    await vi.runAllTimersAsync();
    box.retry();
    await vi.runAllTimersAsync();
    expect(tries.slice(3).map((sending) => ("text" in sending ? sending.text : ""))).toEqual(["un", "deux"]);
  });

  it("waits as long as the service asks", async () => {
    const { box, tries, status } = setUp(refused(429, "slow_down", 4), 5);
    box.add("slm");
    await vi.advanceTimersByTimeAsync(3_900);
    expect(tries).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(status()).toEqual(["slm: sent"]);
  });

  it("says not sent at once when it would have to wait very long", async () => {
    const { box } = setUp(refused(429, "slow_down", 300));
    box.add("slm");
    await vi.advanceTimersByTimeAsync(10);
    expect(box.items[0]).toMatchObject({ status: "failed", why: "too_fast" });
  });

  it("gives a text that is too long back uncut", async () => {
    const long = "a".repeat(2_001);
    const { box, returned } = setUp(refused(422, "too_long"));
    box.add(long);
    await vi.runAllTimersAsync();
    expect(returned).toEqual([[long, "too_long"]]);
    expect(box.items).toEqual([]);
  });

  it("drops a choice that is gone, and says so", async () => {
    const { box, returned } = setUp(refused(409, "choice_gone"));
    box.add("Oui", "choice-id");
    await vi.runAllTimersAsync();
    expect(returned).toEqual([["Oui", "choice_gone"]]);
  });

  it("lets go of what the log shows", async () => {
    const { box } = setUp(1);
    box.add("slm");
    await vi.runAllTimersAsync();
    box.seenInLog(new Set([box.items[0]?.clientId ?? ""]));
    expect(box.items).toEqual([]);
  });

  it("tells that the chat is gone", async () => {
    const { box, isGone } = setUp(refused(404, "no_such_chat"));
    box.add("slm");
    await vi.runAllTimersAsync();
    expect(isGone()).toBe(true);
  });

  it("starts with what a reload left unsent, under the old ids", async () => {
    const left: Outgoing = { clientId: "old", text: "slm", choice: null, status: "failed", why: "unreachable", since: 0, seq: null };
    const tries: Sending[] = [];
    const box = new Outbox({
      send: async (sending) => tries.push(sending),
      onChange: () => undefined,
      onReturned: () => undefined,
      onGone: () => undefined,
      items: [left],
    });
    box.retry();
    await vi.runAllTimersAsync();
    expect(tries).toEqual([{ client_id: "old", text: "slm" }]);
  });
});
