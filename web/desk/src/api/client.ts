import { askJson, askStream, Refused, type Ask } from "@chat/common";

import type { CannedReply, ReplyWords } from "../canned/types";
import type { Chosen } from "../duty/duty";
import type { AlongReason, Level, LoweringReason } from "../labels";
import type { MisuseReason } from "../safety/labels";
import { readStaffEvents } from "./events";
import { readQueue } from "./queue";
import type { Card, ChatView, Corrected, Decision, Heard, Lowering, NewPassword, Outcome, Session, StaffRole, TotpOffer } from "./types";

const SESSION = "/api/desk/session";
const ACCOUNT = "/api/desk/account";

const staffPath = (account: string): string => `/api/desk/staff/${encodeURIComponent(account)}`;

const noticePath = (notice: string): string => `/api/desk/notices/${encodeURIComponent(notice)}`;

const chatPath = (chat: string): string => `/api/desk/chats/${encodeURIComponent(chat)}`;

const repliesPath = (shared: boolean): string => `/api/desk/canned/${shared ? "shared" : "own"}`;

/**
 * Everything the staff pages ask of the service.
 *
 * `onExpired` runs when a call other than the login is answered with 401, so that the page can ask
 * to log in again while what was typed stays. Until then streams wait, and open at once afterwards.
 */
export class DeskApi {
  #csrf = "";
  #standing: Promise<void> = Promise.resolve();
  #back: (() => void) | null = null;

  constructor(private readonly onExpired: () => void = () => undefined) {}

  async session(): Promise<Session> {
    return this.#remember(await askJson(SESSION));
  }

  /** `code`: the second factor, of the app or of the list of recovery codes; none where none is asked for. */
  async logIn(name: string, password: string, code: { totp?: string; recovery?: string } = {}): Promise<Session> {
    return this.#remember(await askJson(SESSION, { method: "POST", body: { name, password, ...code } }));
  }

  /** Learn whether the session stands; `active` (somebody touched the page) keeps it from its idle lock. */
  stand(active: boolean): Promise<unknown> {
    return this.#post(`${SESSION}/heartbeat`, { active });
  }

  logOut(): Promise<unknown> {
    return this.#ask(SESSION, { method: "DELETE" });
  }

  changePassword(old: string, fresh: string): Promise<unknown> {
    return this.#post(`${ACCOUNT}/password`, { old, new: fresh });
  }

  /** Draw a secret; `password` is not asked for while the account has to set one up. */
  offerTotp(password: string | null): Promise<TotpOffer> {
    return this.#post(`${ACCOUNT}/totp`, { password }) as Promise<TotpOffer>;
  }

  async confirmTotp(code: string): Promise<readonly string[]> {
    return ((await this.#post(`${ACCOUNT}/totp/confirm`, { code })) as { codes: string[] }).codes;
  }

  async renewRecoveryCodes(password: string): Promise<readonly string[]> {
    return ((await this.#post(`${ACCOUNT}/recovery-codes`, { password })) as { codes: string[] }).codes;
  }

  endSession(session: string): Promise<unknown> {
    return this.#ask(`${ACCOUNT}/sessions/${encodeURIComponent(session)}`, { method: "DELETE" });
  }

  async endOtherSessions(): Promise<number> {
    return ((await this.#ask(`${ACCOUNT}/sessions`, { method: "DELETE" })) as { ended: number }).ended;
  }

  addAccount(name: string, role: StaffRole): Promise<NewPassword> {
    return this.#post("/api/desk/staff", { name, role }) as Promise<NewPassword>;
  }

  resetPassword(account: string): Promise<NewPassword> {
    return this.#post(`${staffPath(account)}/password`) as Promise<NewPassword>;
  }

  resetSecondFactor(account: string): Promise<unknown> {
    return this.#post(`${staffPath(account)}/second-factor`);
  }

  disableAccount(account: string): Promise<unknown> {
    return this.#post(`${staffPath(account)}/disable`);
  }

  logOutAccount(account: string): Promise<unknown> {
    return this.#ask(`${staffPath(account)}/sessions`, { method: "DELETE" });
  }

  async queue(): Promise<Heard> {
    return readQueue(await this.get("/api/desk/queue")) ?? { at: Date.now(), chats: [], stubs: [] };
  }

  async chat(chat: string, after = 0): Promise<ChatView> {
    const view = await this.get<Omit<ChatView, "events"> & { events: unknown[] }>(`${chatPath(chat)}?after=${after}`);
    return { ...view, events: readStaffEvents(view.events) };
  }

  /** `oneMore`: also beyond the limit of chats at once. */
  claim(chat: string, oneMore = false): Promise<Card> {
    return this.#post(`${chatPath(chat)}/claim`, oneMore ? { one_more: true } : {}) as Promise<Card>;
  }

  /** Let an offer pass on to a colleague. */
  decline(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/decline`);
  }

  setPresence(presence: Chosen): Promise<unknown> {
    return this.#post("/api/desk/duty/presence", { presence });
  }

  setDoor(closed: boolean): Promise<unknown> {
    return this.#post("/api/desk/duty/door", { closed });
  }

  askOneMore(wanted: boolean): Promise<unknown> {
    return this.#post("/api/desk/duty/one-more", { wanted });
  }

  setLine(closed: boolean): Promise<unknown> {
    return this.#post("/api/desk/line", { closed });
  }

  setRole(account: string, role: StaffRole): Promise<unknown> {
    return this.#post(`${staffPath(account)}/role`, { role });
  }

  /** `limit`: null for what holds for everybody. */
  setChatLimit(account: string, limit: number | null): Promise<unknown> {
    return this.#post(`${staffPath(account)}/chat-limit`, { limit });
  }

  /** The same chat for somebody who reads along. */
  async along(chat: string, after = 0): Promise<ChatView> {
    const view = await this.get<Omit<ChatView, "events"> & { events: unknown[] }>(`${chatPath(chat)}/along?after=${after}`);
    return { ...view, events: readStaffEvents(view.events) };
  }

  beginAlong(chat: string, reason: AlongReason, words: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/along`, { reason, ...(words !== "" && { words }) });
  }

  keepAlong(chat: string, active: boolean): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/along/heartbeat`, { active });
  }

  /** `keepalive`: the page may be closing. */
  endAlong(chat: string): Promise<unknown> {
    return this.#ask(`${chatPath(chat)}/along`, { method: "DELETE", keepalive: true });
  }

  whisper(chat: string, clientId: string, text: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/whispers`, { client_id: clientId, text });
  }

  /** Tell the visitor that I am reading what they wrote. */
  reading(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/reading`);
  }

  showAs(byRole: boolean): Promise<unknown> {
    return this.#post(`${ACCOUNT}/shown`, { by_role: byRole });
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

  /** Save a canned reply; `old` is the one that was read, null for a new one. */
  saveReply(shared: boolean, { shortcut, folder, fr, nl }: ReplyWords, old: CannedReply | null): Promise<CannedReply> {
    const place = old ? `/${encodeURIComponent(old.id)}` : "";
    const version = old ? { version: old.version } : {};
    return this.#post(`${repliesPath(shared)}${place}`, { shortcut, folder, fr, nl, ...version }) as Promise<CannedReply>;
  }

  removeReply({ shared, id }: CannedReply): Promise<unknown> {
    return this.#ask(`${repliesPath(shared)}/${encodeURIComponent(id)}`, { method: "DELETE" });
  }

  markAbuseImage(chat: string): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/abuse-image`);
  }

  endForMisuse(chat: string, reason: MisuseReason): Promise<unknown> {
    return this.#post(`${chatPath(chat)}/misuse`, { reason });
  }

  /** What was stopped, in its words; the reading is recorded. */
  async noticeWords(notice: string): Promise<readonly string[]> {
    return (await this.get<{ words: string[] }>(noticePath(notice))).words;
  }

  noticeSeen(notice: string): Promise<unknown> {
    return this.#post(`${noticePath(notice)}/seen`);
  }

  undoMisuse(notice: string): Promise<unknown> {
    return this.#post(`${noticePath(notice)}/undo`);
  }

  get<T>(path: string): Promise<T> {
    return this.#ask(path) as Promise<T>;
  }

  /** Open an event stream; the session cookie goes along by itself. */
  async stream(path: string, signal: AbortSignal): Promise<Response> {
    const left = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([this.#standing, left]);
    return this.#watched(askStream(path, { signal }));
  }

  #remember(answer: unknown): Session {
    const session = answer as Session;
    this.#csrf = session.csrf;
    this.#back?.();
    this.#back = null;
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
      if (error instanceof Refused && error.status === 401) this.#expire();
      throw error;
    }
  }

  #expire(): void {
    if (!this.#back) this.#standing = new Promise((resolve) => (this.#back = resolve));
    this.onExpired();
  }
}
