/** The small signs between visitor and counsellor: who writes, what was seen. Of no consequence when one is lost. */

import type { ChatView } from "@chat/common";

import type { ChatApi } from "./api";

const TYPING_SHOWN_MS = 6_000;
/** The desk says it every few seconds while the counsellor has the chat before their eyes. */
const READING_SHOWN_MS = 9_000;
const TYPING_SAID_EVERY_MS = 3_000;

function forgive(sign: Promise<void>): void {
  sign.catch(() => undefined);
}

export class Presence {
  readonly #api: ChatApi;
  readonly #onTypingEnds: () => void;
  readonly #onReadingEnds: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: ReturnType<typeof setTimeout> | undefined;
  #typingSaidAt = 0;
  #seenSaid = 0;
  #receivedSaid = 0;

  constructor(api: ChatApi, onTypingEnds: () => void, onReadingEnds: () => void) {
    this.#api = api;
    this.#onTypingEnds = onTypingEnds;
    this.#onReadingEnds = onReadingEnds;
  }

  /** The counsellor reads; without a further sign they look elsewhere. */
  othersRead(): void {
    clearTimeout(this.#reading);
    this.#reading = setTimeout(this.#onReadingEnds, READING_SHOWN_MS);
  }

  /** The counsellor writes; without a further sign they have stopped after a while. */
  othersType(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTypingEnds, TYPING_SHOWN_MS);
  }

  /** A counsellor who waits sees that words are coming; the bot does not look. */
  sayTyping({ state }: ChatView): void {
    const now = Date.now();
    if ((state !== "human" && state !== "waiting") || now - this.#typingSaidAt < TYPING_SAID_EVERY_MS) return;
    this.#typingSaidAt = now;
    forgive(this.#api.sayTyping());
  }

  /** This page has what a counsellor wrote, whether or not anybody looks at it. */
  sayReceived({ lines }: ChatView): void {
    const written = lines.filter((line) => line.kind === "message" && line.from === "counsellor");
    const seq = written.at(-1)?.seq ?? 0;
    if (seq <= this.#receivedSaid) return;
    this.#receivedSaid = seq;
    forgive(this.#api.sayReceived(seq));
  }

  /** The visitor has the newest line before their eyes. */
  saySeen({ state, next }: ChatView): void {
    if (state !== "human" || next <= this.#seenSaid) return;
    this.#seenSaid = next;
    forgive(this.#api.saySeen(next));
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reading);
  }
}
