/** An audio device in memory: what rings, and whether the browser lets it. */

import { vi } from "vitest";

export class FakeAudio extends EventTarget {
  /** Pitches begun, in Hz, of every page since the test began. */
  static rung: number[] = [];
  /** What the browser does with a page that nobody has clicked. */
  static allowed = true;
  static all: FakeAudio[] = [];

  state: AudioContextState = "suspended";
  readonly currentTime = 0;
  readonly destination = {};

  constructor() {
    super();
    FakeAudio.all.push(this);
  }

  /** Let pages play, or not before `allow`. */
  static install(allowed = true): void {
    FakeAudio.rung = [];
    FakeAudio.all = [];
    FakeAudio.allowed = allowed;
    vi.stubGlobal("AudioContext", FakeAudio);
  }

  /** What a click does. */
  static allow(): void {
    FakeAudio.allowed = true;
  }

  resume(): Promise<void> {
    // Browsers leave this open until somebody clicks.
    if (!FakeAudio.allowed) return new Promise(() => undefined);
    this.state = "running";
    this.dispatchEvent(new Event("statechange"));
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.state = "closed";
    return Promise.resolve();
  }

  createOscillator(): object {
    const frequency = { value: 0 };
    const next = { connect: () => next };
    return { type: "", frequency, connect: () => next, start: () => FakeAudio.rung.push(frequency.value), stop: () => undefined };
  }

  createGain(): object {
    return { gain: { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined } };
  }
}

/** The locks of one browser, shared by its tabs: one holder for each name, the others wait in line. */
export class FakeLocks {
  #lines = new Map<string, Promise<unknown>>();

  request(name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    const before = this.#lines.get(name) ?? Promise.resolve();
    const mine = before.then(() => (options.signal.aborted ? undefined : hold()));
    this.#lines.set(name, mine);
    return mine;
  }
}

/** A desktop that keeps what it is shown. */
export class FakeNotification {
  static permission: NotificationPermission = "granted";
  static shown: FakeNotification[] = [];
  static answer: NotificationPermission = "granted";
  onclick: (() => void) | null = null;
  closed = false;

  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    FakeNotification.shown.push(this);
  }

  static install(permission: NotificationPermission, answer: NotificationPermission = "granted"): void {
    FakeNotification.permission = permission;
    FakeNotification.answer = answer;
    FakeNotification.shown = [];
    vi.stubGlobal("Notification", FakeNotification);
  }

  static requestPermission(): Promise<NotificationPermission> {
    FakeNotification.permission = FakeNotification.answer;
    return Promise.resolve(FakeNotification.answer);
  }

  close(): void {
    this.closed = true;
  }
}
