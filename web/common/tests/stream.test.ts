import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readStream, type StreamEvent } from "../src";

function body(parts: readonly (string | Uint8Array)[], { open = false } = {}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(typeof part === "string" ? encoder.encode(part) : part);
      if (!open) controller.close();
    },
  });
}

async function read(parts: readonly (string | Uint8Array)[]): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  await readStream(body(parts), (event) => events.push(event));
  return events;
}

describe("an event stream", () => {
  it("gives each event its kind and data; heartbeats are nothing", async () => {
    const events = await read([": here\n\n", 'event: message\nid: 1\ndata: {"seq": 1}\n\n', "event: caught_up\ndata: {}\n\n"]);
    expect(events).toEqual([
      { kind: "message", data: { seq: 1 } },
      { kind: "caught_up", data: {} },
    ]);
  });

  it("may be cut anywhere, also within a letter", async () => {
    const bytes = new TextEncoder().encode('event: message\ndata: {"text": "ça va 😊"}\n\n');
    const whole = await read([bytes]);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(await read([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(whole);
    }
  });

  it("leaves out an event that was cut off by the end", async () => {
    expect(await read(['event: message\ndata: {"seq": 1}'])).toEqual([]);
  });

  it("gives broken data as null, so that its number shows as a gap", async () => {
    expect(await read(["event: message\ndata: {oops\n\n"])).toEqual([{ kind: "message", data: null }]);
  });

  it("ends like a closed one when the line breaks", async () => {
    const broken = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new TypeError("network")) });
    await expect(readStream(broken, () => undefined)).resolves.toBeUndefined();
  });

  describe("that falls silent", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it("is given up after a while", async () => {
      let ended = false;
      const reading = readStream(body([": here\n\n"], { open: true }), () => undefined, { silenceMs: 1000 });
      void reading.then(() => (ended = true));
      await vi.advanceTimersByTimeAsync(900);
      expect(ended).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      expect(ended).toBe(true);
    });
  });
});
