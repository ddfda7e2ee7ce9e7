/** What the visitor wrote and the log does not show yet: sent one by one, in order, never lost. */

import { newId, Refused } from "@chat/common";

import type { Sending } from "./api";

export type Why = "unreachable" | "too_fast" | "refused";

export interface Outgoing {
  /** Made here once; every further try carries it, so that the service stores the message once. */
  readonly clientId: string;
  readonly text: string;
  /** The id of a choice; null for a typed text. */
  readonly choice: string | null;
  readonly status: "sending" | "sent" | "failed";
  readonly why: Why | null;
  /** When this try began, in ms of the clock; for honest words about a long wait. */
  readonly since: number;
  readonly seq: number | null;
}

/** Why a message cannot be sent at all; a typed text goes back to the box. */
export type Returned = "too_long" | "choice_gone" | "not_possible";

interface Options {
  readonly send: (sending: Sending) => Promise<number>;
  readonly onChange: (items: readonly Outgoing[]) => void;
  readonly onReturned: (item: Outgoing, why: Returned) => void;
  readonly onGone: () => void;
  readonly items?: readonly Outgoing[];
}

/** With these pauses the service has had three tries before "not sent" is said. */
const PAUSES_MS = [800, 2_500];
/** Whoever has to wait longer than this is told "not sent", with the button to try again. */
const LONGEST_WAIT_S = 20;
const RETURNED: Readonly<Record<number, Returned>> = {
  409: "choice_gone",
  413: "too_long",
  415: "not_possible",
  422: "not_possible",
};
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);

function sendingOf({ clientId, text, choice }: Outgoing): Sending {
  return choice === null ? { client_id: clientId, text } : { client_id: clientId, choice };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** How long to wait before the next try, or why there is none. */
function afterFailure(error: unknown, tries: number): number | Why {
  const tooFast = error instanceof Refused && error.status === 429;
  if (tooFast) {
    const seconds = error.retryAfterS ?? 1;
    return seconds <= LONGEST_WAIT_S && tries < 5 ? seconds * 1000 : "too_fast";
  }
  if (error instanceof Refused && error.status < 500) return "refused";
  return PAUSES_MS[tries] ?? "unreachable";
}

export class Outbox {
  readonly #options: Options;
  #items: readonly Outgoing[];
  #running = false;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#items = options.items ?? [];
  }

  get items(): readonly Outgoing[] {
    return this.#items;
  }

  /** Put a text or a choice (its label and id) at the end, and send. */
  add(text: string, choice: string | null = null): void {
    const item = { clientId: newId(), text, choice, why: null, seq: null };
    this.#set([...this.#items, { ...item, status: "sending", since: Date.now() }]);
    void this.#work();
  }

  /** Try again; without an id everything that was not sent because nothing was reached. */
  retry(clientId?: string): void {
    const meant = (item: Outgoing): boolean =>
      item.status === "failed" && (clientId ? item.clientId === clientId : item.why === "unreachable");
    if (!this.#items.some(meant)) return;
    this.#set(
      this.#items.map((item) =>
        meant(item) ? { ...item, status: "sending", why: null, since: Date.now() } : item,
      ),
    );
    void this.#work();
  }

  /** Take out what was not sent; returns it. */
  takeOut(clientId: string): Outgoing | null {
    const item = this.#items.find((each) => each.clientId === clientId && each.status === "failed");
    if (item) this.#remove(item.clientId);
    return item ?? null;
  }

  /** The log shows these now. */
  seenInLog(clientIds: ReadonlySet<string>): void {
    const left = this.#items.filter((item) => !clientIds.has(item.clientId));
    if (left.length < this.#items.length) this.#set(left);
  }

  close(): void {
    this.#closed = true;
  }

  #set(items: readonly Outgoing[]): void {
    this.#items = items;
    if (!this.#closed) this.#options.onChange(items);
  }

  #change(clientId: string, change: Partial<Outgoing>): void {
    this.#set(this.#items.map((item) => (item.clientId === clientId ? { ...item, ...change } : item)));
  }

  #remove(clientId: string): void {
    this.#set(this.#items.filter((item) => item.clientId !== clientId));
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      const item = this.#items.find(({ status }) => status === "sending");
      if (!item || this.#closed) break;
      await this.#sendOne(item);
    }
    this.#running = false;
  }

  async #sendOne(item: Outgoing): Promise<void> {
    for (let tries = 0; !this.#closed; tries += 1) {
      let failure: unknown;
      try {
        const seq = await this.#options.send(sendingOf(item));
        return this.#change(item.clientId, { status: "sent", seq });
      } catch (error) {
        failure = error;
      }
      if (failure instanceof Refused && this.#settle(item, failure)) return;
      const wait = afterFailure(failure, tries);
      if (typeof wait === "string") return this.#fail(item, wait);
      await pause(wait);
    }
  }

  /** Deal with an answer that no further try can change; false if one can. */
  #settle(item: Outgoing, refused: Refused): boolean {
    if (GONE.has(refused.status)) {
      this.#change(item.clientId, { status: "failed", why: "refused" });
      this.#options.onGone();
      return true;
    }
    const why = refused.code === "too_long" ? "too_long" : RETURNED[refused.status];
    if (!why) return false;
    this.#remove(item.clientId);
    this.#options.onReturned(item, why);
    return true;
  }

  /** What waits behind a message that found nobody would overtake it, so it is not sent either. */
  #fail(item: Outgoing, why: Why): void {
    this.#set(
      this.#items.map((each) =>
        each.clientId === item.clientId || (why !== "refused" && each.status === "sending")
          ? { ...each, status: "failed", why }
          : each,
      ),
    );
  }
}
