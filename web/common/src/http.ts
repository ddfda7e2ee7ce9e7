/** JSON over HTTP, with every way to fail as one class per cause. */

import { isFields } from "./events";

/** The service answered, and refused. `code` is the contract's word for why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Of a 429 or 503: how long to wait before the next try. */
    readonly retryAfterS: number | null,
    readonly body: unknown,
  ) {
    super(`refused: ${status} ${code}`);
    this.name = "Refused";
  }
}

/** No answer: no network, no service, or too slow. */
export class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super("the service cannot be reached", options);
    this.name = "Unreachable";
  }
}

export interface Ask {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Goes out also while the page is closing. */
  readonly keepalive?: boolean;
}

/** What is longer than this without an answer counts as no answer (trust: no spinner older than 10 s). */
const TIMEOUT_MS = 10_000;

function retryAfterS(answer: Response): number | null {
  const seconds = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

async function readBody(answer: Response): Promise<unknown> {
  try {
    return (await answer.json()) as unknown;
  } catch {
    // An empty body, or the page of a proxy in between.
    return null;
  }
}

async function refusal(answer: Response): Promise<Refused> {
  const body = await readBody(answer);
  const error = isFields(body) && isFields(body.error) ? body.error : {};
  const code = typeof error.code === "string" ? error.code : `http_${answer.status}`;
  return new Refused(answer.status, code, retryAfterS(answer), body);
}

function headersOf({ body, token, headers }: Ask, accept: string): Headers {
  const all = new Headers({ Accept: accept, ...headers });
  if (body !== undefined) all.set("Content-Type", "application/json");
  if (token) all.set("Authorization", `Bearer ${token}`);
  return all;
}

async function send(url: string, asked: Ask, accept: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: asked.method ?? "GET",
      headers: headersOf(asked, accept),
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      cache: "no-store",
      credentials: "same-origin",
      referrerPolicy: "no-referrer",
      keepalive: asked.keepalive ?? false,
      signal,
    });
  } catch (error) {
    throw new Unreachable({ cause: error });
  }
}

/** Abort `stop` when `signal` does; returns how to let go of it again. */
function follow(signal: AbortSignal | undefined, stop: AbortController): () => void {
  const abort = (): void => stop.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  return () => signal?.removeEventListener("abort", abort);
}

/**
 * Ask and read the JSON answer; null for an answer without a body.
 *
 * @throws Refused: the service said no. Unreachable: no answer in time.
 */
export async function askJson(url: string, asked: Ask = {}): Promise<unknown> {
  const stop = new AbortController();
  const letGo = follow(asked.signal, stop);
  const timer = setTimeout(() => stop.abort(), asked.timeoutMs ?? TIMEOUT_MS);
  try {
    const answer = await send(url, asked, "application/json", stop.signal);
    if (!answer.ok) throw await refusal(answer);
    return answer.status === 204 ? null : await readBody(answer);
  } finally {
    clearTimeout(timer);
    letGo();
  }
}

/**
 * Open an event stream; the caller reads its body and ends it by `signal`.
 *
 * @throws Refused, Unreachable: as above; also an answer that is no event stream is Unreachable.
 */
export async function askStream(url: string, asked: Ask & { readonly signal: AbortSignal }): Promise<Response> {
  const stop = new AbortController();
  follow(asked.signal, stop);
  const timer = setTimeout(() => stop.abort(), asked.timeoutMs ?? TIMEOUT_MS);
  try {
    const answer = await send(url, asked, "text/event-stream", stop.signal);
    if (!answer.ok) throw await refusal(answer);
    if (!answer.headers.get("Content-Type")?.startsWith("text/event-stream")) throw new Unreachable();
    return answer;
  } finally {
    clearTimeout(timer);
  }
}
