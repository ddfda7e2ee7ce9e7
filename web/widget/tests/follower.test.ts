import { type ChatEvent, type Page, Refused, Unreachable } from "@chat/common";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Follower, type Link } from "../src/chat/follower";

const encoder = new TextEncoder();

function said(seq: number): string {
  const event = { seq, at: "", kind: "message", from: "bot", text: `n° ${seq}` };
  return `event: message\nid: ${seq}\ndata: ${JSON.stringify(event)}\n\n`;
}

const CAUGHT_UP = "event: caught_up\ndata: {}\n\n";

function page(next: number): Page {
  return { state: "bot", language: null, plan: null, queue: null, events: [], next };
}

/** A service whose log is `log` events long, and a reader who stands at `next`. */
class Scene {
  next = 0;
  readonly askedAfter: number[] = [];
  readonly links: Link[] = [];
  pages = 0;
  gone = false;
  stream: (after: number, signal: AbortSignal) => Promise<Response> = async () => this.answer([CAUGHT_UP]);
  page: () => Promise<Page> = async () => page(this.next);
  readonly follower = new Follower({
    next: () => this.next,
    stream: (after, signal) => {
      this.askedAfter.push(after);
      return this.stream(after, signal);
    },
    page: () => {
      this.pages += 1;
      return this.page();
    },
    onPage: (fetched) => (this.next = fetched.next),
    onEvent: (event) => this.take(event),
    onPassing: () => undefined,
    onLink: (link) => this.links.push(link),
    onGone: () => (this.gone = true),
  });

  take({ seq }: ChatEvent): boolean {
    if (seq !== this.next + 1) return false;
    this.next = seq;
    return true;
  }

  /** A stream that says these parts and then stays open, or ends. */
  answer(parts: readonly string[], { ends = false } = {}): Response {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(encoder.encode(part));
        if (ends) controller.close();
      },
    });
    return new Response(body);
  }
}

let scene: Scene;
beforeEach(() => {
  vi.useFakeTimers();
  scene = new Scene();
});
afterEach(() => {
  scene.follower.stop();
  vi.useRealTimers();
});

describe("following a chat", () => {
  it("comes back after a break with the last number it has", async () => {
    scene.stream = async (after) =>
      after === 0 ? scene.answer([said(1), said(2), CAUGHT_UP], { ends: true }) : scene.answer([CAUGHT_UP, said(3)]);
    void scene.follower.run();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(scene.askedAfter).toEqual([0, 2]);
    expect(scene.next).toBe(3);
  });

  it("fetches when a number is missing", async () => {
    scene.stream = async () => scene.answer([said(1), CAUGHT_UP, said(3)]);
    scene.page = async () => page(3);
    void scene.follower.run();
    await vi.advanceTimersByTimeAsync(10);
    expect(scene.pages).toBe(1);
    expect(scene.next).toBe(3);
  });

  it("polls where a proxy holds the stream back, and tries the stream again later", async () => {
    scene.stream = async (_, signal) => {
      const held = new ReadableStream<Uint8Array>({
        start: (controller) => signal.addEventListener("abort", () => controller.error(new Error("aborted"))),
      });
      return new Response(held);
    };
    void scene.follower.run();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(scene.links.at(-1)).toBe("polling");
    expect(scene.pages).toBeGreaterThan(3);
    const tries = scene.askedAfter.length;
    await vi.advanceTimersByTimeAsync(90_000);
    expect(scene.askedAfter.length).toBeGreaterThan(tries);
  });

  it("says lost when nothing comes through, with pauses that grow", async () => {
    scene.stream = async () => Promise.reject(new Unreachable());
    scene.page = async () => Promise.reject(new Unreachable());
    void scene.follower.run();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scene.links.at(-1)).toBe("lost");
    expect(scene.askedAfter.length).toBeLessThan(12);
  });

  it("tries at once when told to hurry", async () => {
    scene.stream = async () => Promise.reject(new Unreachable());
    scene.page = async () => Promise.reject(new Unreachable());
    void scene.follower.run();
    await vi.advanceTimersByTimeAsync(40_000);
    const tries = scene.askedAfter.length;
    scene.stream = async () => scene.answer([CAUGHT_UP]);
    scene.follower.hurry();
    await vi.advanceTimersByTimeAsync(10);
    expect(scene.askedAfter.length).toBe(tries + 1);
    expect(scene.links.at(-1)).toBe("live");
  });

  it("lets go of a stream that may be dead", async () => {
    scene.stream = async (_, signal) => {
      const open = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(encoder.encode(CAUGHT_UP));
          signal.addEventListener("abort", () => controller.error(new Error("aborted")));
        },
      });
      return new Response(open);
    };
    void scene.follower.run();
    await vi.advanceTimersByTimeAsync(10);
    scene.follower.reconnect();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(scene.askedAfter.length).toBe(2);
  });

  it.each([401, 404])("ends when the chat is gone (%i)", async (status) => {
    scene.stream = async () => Promise.reject(new Refused(status, "no_such_chat", null, null));
    await scene.follower.run();
    expect(scene.gone).toBe(true);
    expect(scene.askedAfter).toHaveLength(1);
  });
});
