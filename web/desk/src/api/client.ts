import { askJson, askStream, Refused, type Ask } from "@chat/common";

import type { Level, LoweringReason } from "../labels";
import { readStaffEvents } from "./events";
import { readQueue } from "./queue";
import type { Card, ChatView, Corrected, Decision, Heard, Lowering, Outcome, Session } from "./types";

const SESSION = "/api/desk/session";

const chatPath = (chat: string): string => `/api/desk/chats/${encodeURIComponent(chat)}`;

/**
 * Everything the staff pages ask of the service.
 *
 * `onExpired` runs when a call other than the login is answered with 401, so that the page can ask
 * to log in again while what was typed stays.
 */
export class DeskApi {
  #csrf = "";

  constructor(private readonly onExpired: () => void = () => undefined) {}

  async session(): Promise<Session> {
    return this.#remember(await askJson(SESSION));
  }

  async logIn(name: string, password: string, totp: string): Promise<Session> {
    const body = totp === "" ? { name, password } : { name, password, totp };
    return this.#remember(await askJson(SESSION, { method: "POST", body }));
  }

  logOut(): Promise<unknown> {
    return this.#ask(SESSION, { method: "DELETE" });
  }

  async queue(): Promise<Heard> {
    return readQueue(await this.get("/api/desk/queue")) ?? { chats: [], stubs: [] };
  }

  async chat(chat: string, after = 0): Promise<ChatView> {
    const view = await this.get<Omit<ChatView, "events"> & { events: unknown[] }>(`${chatPath(chat)}?after=${after}`);
    return { ...view, events: readStaffEvents(view.events) };
  }

  claim(chat: string): Promise<Card> {
    return this.#post(`${chatPath(chat)}/claim`) as Promise<Card>;
  }

  join(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/join`);
  }

  release(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/release`);
  }

  /** Keep the claim; `active` (somebody touched the page since the last beat) keeps the session, too. */
  heartbeat(chat: string, active: boolean): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/heartbeat`, { active });
  }

  typing(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/typing`);
  }

  safetyAnswered(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/safety-answered`);
  }

  send(chat: string, clientId: string, text: string): Promise<{ seq: number }> {
    const body = { client_id: clientId, text };
    return this.#post(`${chatPath(chat)}/messages`, body) as Promise<{ seq: number }>;
  }

  handBack(chat: string, note: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/handback`, note === "" ? {} : { note });
  }

  close(chat: string, result: Outcome, note: string): Promise<unknown> {
    const outcome = note === "" ? { result } : { result, note };
    return this.#post(`${chatPath(chat)}/close`, { outcome });
  }

  /** `reason` and `words` go along only where the level falls. */
  correctLevel(chat: string, level: Level, reason: LoweringReason | null, words: string): Promise<Corrected> {
    const why = { ...(reason && { reason }), ...(words !== "" && { words }) };
    return this.#post(`${chatPath(chat)}/level`, { level, ...why }) as Promise<Corrected>;
  }

  correctTopic(chat: string, topic: string): Promise<Corrected> {
    return this.#post(`${chatPath(chat)}/topic`, { topic }) as Promise<Corrected>;
  }

  addSignal(chat: string, signal: string, seq: number | null): Promise<Corrected> {
    const body = { signal, stands: true, ...(seq !== null && { seq }) };
    return this.#post(`${chatPath(chat)}/signals`, body) as Promise<Corrected>;
  }

  takeSignalAway(chat: string, signal: string): Promise<Corrected> {
    return this.#post(`${chatPath(chat)}/signals`, { signal, stands: false }) as Promise<Corrected>;
  }

  lowering(chat: string): Promise<Lowering> {
    return this.get(`${chatPath(chat)}/lowering`);
  }

  decideLowering(chat: string, id: string, decision: Decision): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/lowering`, { id, decision });
  }

  get<T>(path: string): Promise<T> {
    return this.#ask(path) as Promise<T>;
  }

  /** Open an event stream; the session cookie goes along by itself. */
  stream(path: string, signal: AbortSignal): Promise<Response> {
    return this.#watched(askStream(path, { signal }));
  }

  #remember(answer: unknown): Session {
    const session = answer as Session;
    this.#csrf = session.csrf;
    return session;
  }

  #post(path: string, body: object = {}): Promise<unknown> {
    return this.#ask(path, { method: "POST", body });
  }

  #ask(path: string, asked: Ask = {}): Promise<unknown> {
    const headers = (asked.method ?? "GET") === "GET" ? {} : { "X-CSRF-Token": this.#csrf };
    return this.#watched(askJson(path, { ...asked, headers }));
  }

  async #watched<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.onExpired();
      throw error;
    }
  }
}
