/** Keeps a chat's view up to date: event stream, coming back after breaks, polling where streams do not work. */

import {
  type ChatEvent,
  type Page,
  type Passing,
  readEvent,
  readPassing,
  readStream,
  Refused,
  type StreamEvent,
} from "@chat/common";

/** `lost`: nothing came through at the last try. */
export type Link = "connecting" | "live" | "polling" | "lost";

export interface Following {
  readonly page: (after: number) => Promise<Page>;
  readonly stream: (after: number, signal: AbortSignal) => Promise<Response>;
  readonly next: () => number;
  readonly onPage: (page: Page) => void;
  /** Returns false for a gap: then the page is fetched. */
  readonly onEvent: (event: ChatEvent) => boolean;
  readonly onPassing: (passing: Passing) => void;
  readonly onLink: (link: Link) => void;
  /** The chat is gone for good: erased, expired, or not ours. */
  readonly onGone: () => void;
}

const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);
/** A backlog comes within moments; a proxy that holds streams back never lets it through. */
const CATCH_UP_MS = 8_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const POLL_EVERY_MS = 2_500;
/** So often a page is fetched before the stream is tried again. */
const POLLS = 24;
const STREAM_TRIES = 2;

export class Follower {
  readonly #following: Following;
  readonly #stop = new AbortController();
  #wake = (): void => undefined;
  #failures = 0;
  #streaming: AbortController | null = null;

  constructor(following: Following) {
    this.#following = following;
  }

  /** Follow until `stop`; resolves then, or when the chat is gone. */
  async run(): Promise<void> {
    this.#following.onLink("connecting");
    while (!this.#stop.signal.aborted) {
      if (await this.#streamOnce()) this.#failures = 0;
      else await this.#getByWithoutStream();
      if (this.#failures === 0) await this.#pause(FIRST_PAUSE_MS);
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#wake();
  }

  /** Try now instead of after the pause: the phone is online or in the hand again. */
  hurry(): void {
    this.#wake();
  }

  /** Let go of a stream that may be dead without knowing it, and open another. */
  reconnect(): void {
    this.#streaming?.abort();
    this.#wake();
  }

  /** Read one stream; true if it was of use. */
  async #streamOnce(): Promise<boolean> {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    this.#streaming = stop;
    this.#stop.signal.addEventListener("abort", abort);
    const timer = setTimeout(abort, CATCH_UP_MS);
    let caughtUp = false;
    try {
      const { body } = await this.#following.stream(this.#following.next(), stop.signal);
      if (!body) return false;
      await readStream(body, (event) => {
        if (event.kind === "caught_up") {
          caughtUp = true;
          clearTimeout(timer);
          this.#following.onLink("live");
        } else this.#takeIn(event);
      });
    } catch (error) {
      this.#endIfGone(error);
    } finally {
      clearTimeout(timer);
      this.#stop.signal.removeEventListener("abort", abort);
      stop.abort();
    }
    return caughtUp;
  }

  #takeIn({ kind, data }: StreamEvent): void {
    if (this.#stop.signal.aborted) return;
    const passing = readPassing(kind, data);
    if (passing) return this.#following.onPassing(passing);
    const event = readEvent(data);
    if (!event || !this.#following.onEvent(event)) void this.#fetchPage();
  }

  async #getByWithoutStream(): Promise<void> {
    this.#failures += 1;
    const reached = await this.#fetchPage();
    if (!reached || this.#failures < STREAM_TRIES) {
      this.#following.onLink(reached ? "polling" : "lost");
      const wait = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
      // Some chance, so that a restarted service is not met by everybody in one moment.
      await this.#pause(wait * (0.7 + Math.random() * 0.6));
      return;
    }
    this.#following.onLink("polling");
    for (let poll = 0; poll < POLLS && !this.#stop.signal.aborted; poll += 1) {
      await this.#pause(POLL_EVERY_MS);
      if (!(await this.#fetchPage())) return this.#following.onLink("lost");
    }
  }

  async #fetchPage(): Promise<boolean> {
    if (this.#stop.signal.aborted) return false;
    try {
      const page = await this.#following.page(this.#following.next());
      if (!this.#stop.signal.aborted) this.#following.onPage(page);
      return true;
    } catch (error) {
      this.#endIfGone(error);
      return false;
    }
  }

  #endIfGone(error: unknown): void {
    if (!(error instanceof Refused) || !GONE.has(error.status) || this.#stop.signal.aborted) return;
    this.stop();
    this.#following.onGone();
  }

  #pause(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => (clearTimeout(timer), resolve());
    });
  }
}
