/** Opens a new chat, and knocks again until somebody opens. */

import { type Language, Refused } from "@chat/common";

import { openChat, type Opened } from "./api";

interface Options {
  readonly language: () => Language | null;
  readonly onOpened: (opened: Opened, language: Language | null) => void;
  readonly onFailed: () => void;
}

const FIRST_PAUSE_MS = 1_500;
const LONGEST_PAUSE_MS = 15_000;

export class Door {
  readonly #options: Options;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #knocking = false;
  #left = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Try now; a try under way is not doubled, so that no second chat is opened. */
  knock(): void {
    clearTimeout(this.#timer);
    if (!this.#knocking && !this.#left) void this.#try();
  }

  /** Nobody waits for the chat any more. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
  }

  async #try(): Promise<void> {
    const language = this.#options.language();
    this.#knocking = true;
    try {
      const opened = await openChat(language);
      if (!this.#left) this.#options.onOpened(opened, language);
    } catch (error) {
      if (!this.#left) this.#again(error);
    } finally {
      this.#knocking = false;
    }
  }

  #again(error: unknown): void {
    const asked = error instanceof Refused && error.retryAfterS !== null ? error.retryAfterS * 1000 : null;
    this.#timer = setTimeout(() => this.knock(), asked ?? this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#options.onFailed();
  }
}
