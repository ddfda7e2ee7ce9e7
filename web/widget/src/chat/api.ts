/** The chat's calls (contract §2). The only module of the widget that knows addresses. */

import {
  askJson,
  askStream,
  isFields,
  type Language,
  type Page,
  type Queue,
  readEvents,
  readLanguage,
  readPlan,
  readQueue,
  readState,
  Refused,
  Unreachable,
} from "@chat/common";

import { findNonce, readTicket } from "./ticket";

export interface Session {
  readonly chat: string;
  readonly token: string;
}

export interface Opened {
  readonly session: Session;
  readonly page: Page;
}

export type Sending = { readonly client_id: string } & ({ readonly text: string } | { readonly choice: string });

const CHATS = "/api/chats";

/** An answer in the wrong shape is a proxy's page or a half body: no answer. */
function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  if (!isFields(body)) throw new Unreachable();
  return body;
}

export function readPage(body: unknown): Page {
  const fields = fieldsOf(body);
  if (typeof fields.next !== "number") throw new Unreachable();
  return {
    state: readState(fields.state) ?? "bot",
    language: readLanguage(fields.language),
    plan: "plan" in fields ? readPlan(fields.plan) : null,
    queue: readQueue(fields.queue),
    events: readEvents(fields.events),
    next: fields.next,
  };
}

function readOpened(body: unknown): Opened {
  const { chat, token } = fieldsOf(body);
  if (typeof chat !== "string" || typeof token !== "string") throw new Unreachable();
  return { session: { chat, token }, page: readPage(body) };
}

async function openWithWork(language: Language | null, refused: Refused): Promise<unknown> {
  const ticket = readTicket(refused);
  if (!ticket) throw refused;
  const nonce = await findNonce(ticket);
  return askJson(CHATS, { method: "POST", body: { language, ticket: ticket.ticket, nonce } });
}

export async function openChat(language: Language | null): Promise<Opened> {
  try {
    return readOpened(await askJson(CHATS, { method: "POST", body: { language } }));
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 428) throw error;
    return readOpened(await openWithWork(language, error));
  }
}

export async function comeBack(code: string): Promise<Opened> {
  return readOpened(await askJson("/api/return", { method: "POST", body: { code } }));
}

/** The calls of one chat. */
export class ChatApi {
  readonly #base: string;
  readonly #token: string;

  constructor({ chat, token }: Session) {
    this.#base = `${CHATS}/${encodeURIComponent(chat)}`;
    this.#token = token;
  }

  async page(after: number): Promise<Page> {
    return readPage(await askJson(`${this.#base}?after=${after}`, { token: this.#token }));
  }

  stream(after: number, signal: AbortSignal): Promise<Response> {
    return askStream(`${this.#base}/stream?after=${after}`, { token: this.#token, signal });
  }

  /** Store a message; its number once it is stored. The same client_id again gives the same number. */
  async send(sending: Sending): Promise<number> {
    const { seq } = fieldsOf(await this.#post("/messages", sending));
    if (typeof seq !== "number") throw new Unreachable();
    return seq;
  }

  async changeLanguage(client_id: string, language: Language): Promise<void> {
    await this.#post("/language", { client_id, language });
  }

  async askForHuman(client_id: string): Promise<Queue | null> {
    return readQueue(fieldsOf(await this.#post("/human", { client_id })).queue);
  }

  async noLongerWantHuman(): Promise<void> {
    await askJson(`${this.#base}/human`, { method: "DELETE", token: this.#token });
  }

  async makeCode(): Promise<string> {
    const { code } = fieldsOf(await this.#post("/code", {}));
    if (typeof code !== "string") throw new Unreachable();
    return code;
  }

  async sayTyping(): Promise<void> {
    await this.#post("/typing", {});
  }

  async sayReceived(seq: number): Promise<void> {
    await this.#post("/received", { seq });
  }

  async saySeen(seq: number): Promise<void> {
    await this.#post("/seen", { seq });
  }

  async giveFeedback(helped: boolean, text: string): Promise<void> {
    await this.#post("/feedback", text ? { helped, text } : { helped });
  }

  async erase(): Promise<void> {
    await askJson(this.#base, { method: "DELETE", token: this.#token });
  }

  #post(path: string, body: unknown): Promise<unknown> {
    return askJson(this.#base + path, { method: "POST", token: this.#token, body });
  }
}
