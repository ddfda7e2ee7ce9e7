import { vi } from "vitest";

const encoder = new TextEncoder();

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** The service of contract §2 in memory: one chat, its log, and one open stream. */
export class FakeService {
  readonly calls: Call[] = [];
  readonly log: Record<string, unknown>[] = [];
  /** While set, nothing reaches the service. */
  offline = false;
  /** What the next message is answered with, instead of being stored. */
  refusal: Response | null = null;
  /** While set, a new chat needs this work first. */
  ticket: { readonly ticket: string; readonly bits: number } | null = null;
  #streams: ReadableStreamDefaultController<Uint8Array>[] = [];

  constructor() {
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => this.#answer(url, init));
  }

  /** Append to the log, and tell the stream. */
  append(kind: string, from: string, fields: object = {}): number {
    const event = { seq: this.log.length + 1, at: "2026-11-27T10:00:00Z", kind, from, ...fields };
    this.log.push(event);
    for (const stream of this.#streams) stream.enqueue(this.#told(event));
    return event.seq;
  }

  /** Tell the stream something in passing: no number, not in the log. */
  passes(kind: string, fields: object): void {
    for (const stream of this.#streams) stream.enqueue(encoder.encode(`event: ${kind}\ndata: ${JSON.stringify(fields)}\n\n`));
  }

  /** A counsellor has claimed the chat, and the bot asks. */
  asksToJoin(name: string | null, ids: readonly [string, string] = ["yes1", "no1"]): void {
    this.append("state", "system", { state: "waiting", reason: "join_asked", ...(name && { name }) });
    this.says(`${name ?? "Quelqu'un de l'équipe"} est là. Tu veux bien lui parler ici ?`, {
      about: "join",
      choices: [
        { id: ids[0], label: "Oui, c'est ok", act: "yes" },
        { id: ids[1], label: "Pas maintenant", act: "later" },
      ],
    });
  }

  says(text: string, fields: object = {}): number {
    return this.append("message", "bot", { text, ...fields });
  }

  called(path: string): Call[] {
    return this.calls.filter((call) => call.path.endsWith(path));
  }

  #told(event: Record<string, unknown>): Uint8Array {
    return encoder.encode(`event: ${String(event.kind)}\nid: ${String(event.seq)}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  async #answer(url: string, { method = "GET", body }: RequestInit): Promise<Response> {
    if (this.offline) throw new TypeError("Failed to fetch");
    const [path = "", query = ""] = url.split("?");
    const read = typeof body === "string" ? (JSON.parse(body) as Record<string, unknown>) : {};
    this.calls.push({ method, path, body: read });
    if (path.endsWith("/stream")) return this.#stream(Number(new URLSearchParams(query).get("after")));
    if (path.endsWith("/messages")) return this.#store(read);
    if (path.endsWith("/code")) return Response.json({ code: "ABCDE-FGHJK" }, { status: 201 });
    if (path.endsWith("/human")) return Response.json({ state: "waiting", queue: { position: 2, wait_s: 300 } });
    if (path === "/api/chats" && this.ticket && !read.nonce) {
      return Response.json({ error: { code: "ticket_needed", message: "" }, ...this.ticket }, { status: 428 });
    }
    if (method === "DELETE") return new Response(null, { status: 204 });
    if (method === "POST" && path !== "/api/chats") return Response.json({});
    return Response.json({ chat: "c", token: "t", ...this.#page(Number(new URLSearchParams(query).get("after"))) });
  }

  #page(after: number): object {
    const state = [...this.log].reverse().find((event) => event.kind === "state")?.state ?? "bot";
    return { state, language: "fr", queue: null, events: this.log.slice(after), next: this.log.length };
  }

  #store(body: Record<string, unknown>): Response {
    if (this.refusal) return this.refusal;
    const seq = this.append("message", "visitor", { text: body.text ?? "(choix)", client_id: body.client_id });
    return Response.json({ seq }, { status: 201 });
  }

  #stream(after: number): Response {
    const start = (stream: ReadableStreamDefaultController<Uint8Array>): void => {
      for (const event of this.log.slice(after)) stream.enqueue(this.#told(event));
      stream.enqueue(encoder.encode("event: caught_up\ndata: {}\n\n"));
      this.#streams.push(stream);
    };
    return new Response(new ReadableStream({ start }), { headers: { "Content-Type": "text/event-stream" } });
  }
}
