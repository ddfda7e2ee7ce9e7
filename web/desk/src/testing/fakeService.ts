/** A service in memory that answers `fetch`: for tests of whole pages, without a network. */

import { vi } from "vitest";

import type { QueueChat, Stub } from "../api/types";
import type { Duty } from "../duty/duty";
import { card, said, view } from "./samples";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly csrf: string | null;
}

type Answer = readonly [status: number, body?: unknown];
type Rule = (call: Call) => Answer | null;

const ROW: QueueChat = {
  chat: "c1",
  level: "urgent",
  reasons: [{ signal: "meeting_planned", words: "samedi à la gare" }],
  topic: "grooming",
  language: "fr",
  age_band: "13_15",
  waiting_since: "2026-11-27T12:00:00.000000+00:00",
  claimed_by: null,
  state: "waiting",
};

const DUTY: Duty = {
  presence: "online",
  door_closed: false,
  one_more: false,
  chats: 0,
  limit: 3,
  line: { closed: false, by: null },
  offer: null,
};

export const refusal = (status: number, code: string, more: object = {}): Answer => [
  status,
  { error: { code, message: code, ...more } },
];

/** One waiting chat, `c1`; the rules of a test come before the answers of an ordinary day. */
export class FakeService {
  readonly calls: Call[] = [];
  rows: QueueChat[] = [ROW];
  stubs: Stub[] = [];
  duty: Duty = DUTY;
  #rules: Rule[] = [];
  #streams = new Map<string, ReadableStreamDefaultController<Uint8Array>>();

  constructor() {
    vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => this.#fetch(path, init));
  }

  /** Answer these calls so from now on. */
  on(method: string, end: string, answer: Answer): void {
    this.#rules.unshift((call) => (call.method === method && call.path.endsWith(end) ? answer : null));
  }

  forget(): void {
    this.#rules = [];
  }

  made(method: string, end: string): Call[] {
    return this.calls.filter((call) => call.method === method && call.path.endsWith(end));
  }

  claimedBy(by: string | null): void {
    this.rows = [{ ...ROW, claimed_by: by }];
    this.tell("/queue/stream", "queue", this.#queue());
  }

  /** Tell whether a page follows this stream. */
  isOpen(stream: string): boolean {
    return [...this.#streams].some(([path]) => path.includes(stream));
  }

  /** Send an event on an open stream. */
  tell(stream: string, kind: string, data: unknown): void {
    const found = [...this.#streams].find(([path]) => path.includes(stream));
    found?.[1].enqueue(new TextEncoder().encode(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`));
  }

  /** Send a heartbeat on an open stream. */
  beat(stream: string): void {
    const found = [...this.#streams].find(([path]) => path.includes(stream));
    found?.[1].enqueue(new TextEncoder().encode(": here\n\n"));
  }

  /** End an open stream, as the service does. */
  end(stream: string): void {
    const found = [...this.#streams].find(([path]) => path.includes(stream));
    found?.[1].close();
    if (found) this.#streams.delete(found[0]);
  }

  #queue(): object {
    return { now: "2026-11-27T12:00:30.500+00:00", chats: this.rows, mine: [], stubs: this.stubs };
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const call = { method: init.method ?? "GET", path, body, csrf: headers.get("X-CSRF-Token") };
    this.calls.push(call);
    await Promise.resolve();
    const [status, answer] = this.#rules.map((rule) => rule(call)).find((each) => each !== null) ?? this.#usual(call);
    if (path.includes("/stream") && status === 200) return this.#stream(path, init.signal);
    return new Response(status === 204 ? null : JSON.stringify(answer ?? {}), { status });
  }

  #usual({ method, path }: Call): Answer {
    if (path.endsWith("/session")) return method === "DELETE" ? [204] : [200, { name: "sam", role: "counsellor", csrf: "token-1" }];
    if (path.startsWith("/api/desk/audit?")) return [200, { deeds: [], before: null, staff: [] }];
    if (path.endsWith("/queue")) return [200, this.#queue()];
    if (path.endsWith("/duty")) return [200, this.duty];
    if (path.endsWith("/claim")) {
      this.claimedBy("sam");
      return [200, card()];
    }
    if (path.endsWith("/level")) return [200, { status: "done", level: "life", topic: null, signals: [] }];
    if (path.endsWith("/messages")) return [201, { seq: 3 }];
    if (method === "GET" && path.includes("/chats/c1?")) {
      return [200, view([said(1, "bot", "Salut"), said(2, "visitor", "slm, il veut me voir samedi à la gare")])];
    }
    return [200, {}];
  }

  #stream(path: string, signal: AbortSignal | null | undefined): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#streams.set(path, controller);
        signal?.addEventListener("abort", () => {
          this.#streams.delete(path);
          controller.error(signal.reason);
        });
      },
    });
    if (path.endsWith("/queue/stream")) this.tell(path, "queue", this.#queue());
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }
}
