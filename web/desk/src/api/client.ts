import { Refused, Unreachable } from "./errors";
import type { Card, ChatView, Outcome, QueueChat, Session } from "./types";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

interface ErrorBody {
  readonly error?: { readonly code?: string; readonly by?: string };
  readonly by?: string;
}

const chatPath = (chat: string): string => `/api/desk/chats/${encodeURIComponent(chat)}`;

/** Any call must end: a hanging one would leave a counsellor looking at "sending". */
const TIMEOUT_MS = 15_000;

/**
 * Everything the staff pages ask of the service.
 *
 * `onExpired` runs when a call other than the login is answered with 401, so that the page can ask
 * to log in again while what was typed stays.
 */
export class DeskApi {
  #csrf = "";

  constructor(
    private readonly fetch: Fetch,
    private readonly onExpired: () => void = () => undefined,
  ) {}

  async session(): Promise<Session> {
    return this.#remember(await this.#call<Session>("GET", "/api/desk/session", undefined, false));
  }

  async logIn(name: string, password: string, totp: string): Promise<Session> {
    const body = totp === "" ? { name, password } : { name, password, totp };
    return this.#remember(await this.#call<Session>("POST", "/api/desk/session", body, false));
  }

  logOut(): Promise<void> {
    return this.#call("DELETE", "/api/desk/session");
  }

  async queue(): Promise<readonly QueueChat[]> {
    return (await this.#call<{ chats: QueueChat[] }>("GET", "/api/desk/queue")).chats;
  }

  chat(chat: string, after = 0): Promise<ChatView> {
    return this.#call("GET", `${chatPath(chat)}?after=${after}`);
  }

  claim(chat: string): Promise<Card> {
    return this.#call("POST", `${chatPath(chat)}/claim`, {});
  }

  join(chat: string): Promise<void> {
    return this.#call("POST", `${chatPath(chat)}/join`, {});
  }

  release(chat: string): Promise<void> {
    return this.#call("POST", `${chatPath(chat)}/release`, {});
  }

  heartbeat(chat: string): Promise<void> {
    return this.#call("POST", `${chatPath(chat)}/heartbeat`, {});
  }

  typing(chat: string): Promise<void> {
    return this.#call("POST", `${chatPath(chat)}/typing`, {});
  }

  safetyAnswered(chat: string): Promise<void> {
    return this.#call("POST", `${chatPath(chat)}/safety-answered`, {});
  }

  send(chat: string, clientId: string, text: string): Promise<{ seq: number }> {
    return this.#call("POST", `${chatPath(chat)}/messages`, { client_id: clientId, text });
  }

  handBack(chat: string, note: string): Promise<void> {
    return this.#call("POST", `${chatPath(chat)}/handback`, note === "" ? {} : { note });
  }

  close(chat: string, result: Outcome, note: string): Promise<void> {
    const outcome = note === "" ? { result } : { result, note };
    return this.#call("POST", `${chatPath(chat)}/close`, { outcome });
  }

  /** A GET for the pages' own readers (trainer page). */
  get<T>(path: string): Promise<T> {
    return this.#call("GET", path);
  }

  /** Open an event stream; the session cookie goes along by itself. */
  async stream(path: string, signal: AbortSignal): Promise<Response> {
    const answer = await this.#reach(path, { signal, headers: { Accept: "text/event-stream" } });
    if (!answer.ok) throw await this.#refusal(answer, true);
    return answer;
  }

  #remember(session: Session): Session {
    this.#csrf = session.csrf;
    return session;
  }

  async #call<T>(method: string, path: string, body?: object, expires = true): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (method !== "GET" && this.#csrf) headers["X-CSRF-Token"] = this.#csrf;
    const answer = await this.#reach(path, {
      method,
      headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw await this.#refusal(answer, expires);
    const text = await answer.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.fetch(path, { credentials: "same-origin", cache: "no-store", ...init });
    } catch (cause) {
      throw new Unreachable("no answer", { cause });
    }
  }

  async #refusal(answer: Response, expires: boolean): Promise<Refused> {
    const body = (await answer.json().catch(() => ({}))) as ErrorBody;
    if (answer.status === 401 && expires) this.onExpired();
    const wait = Number(answer.headers.get("Retry-After"));
    const code = body.error?.code ?? String(answer.status);
    const by = body.error?.by ?? body.by ?? null;
    return new Refused(answer.status, code, by, wait > 0 ? wait : null);
  }
}
