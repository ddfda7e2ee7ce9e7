import type { Level } from "../labels";

/** `blocked`: the browser wants a click before it plays anything. `none`: it cannot play. */
export type SoundState = "on" | "blocked" | "none";

interface Tone {
  readonly hertz: number;
  /** Seconds from the beginning of the pattern. */
  readonly at: number;
  readonly for: number;
}

/** Told apart by rhythm as well as by pitch: not everybody hears the difference of two pitches. */
const PATTERNS: Readonly<Record<Level, { readonly gain: number; readonly tones: readonly Tone[] }>> = {
  life: { gain: 0.5, tones: [0, 0.18, 0.36, 0.8, 0.98, 1.16].map((at, n) => ({ hertz: n % 3 === 2 ? 1175 : 880, at, for: 0.14 })) },
  urgent: { gain: 0.4, tones: [{ hertz: 659, at: 0, for: 0.22 }, { hertz: 880, at: 0.3, for: 0.3 }] },
  normal: { gain: 0.2, tones: [{ hertz: 523, at: 0, for: 0.35 }] },
};

/** The alarm's sound, made by the browser itself: no file, nothing from elsewhere. */
export class Bell {
  /** Called on each change of the state. */
  onState: (state: SoundState) => void = () => undefined;
  #context: AudioContext | null = null;

  constructor() {
    try {
      this.#context = new AudioContext();
    } catch {
      // An old browser, or a machine without any sound device: the page says so.
    }
    this.#context?.addEventListener("statechange", this.#tell);
  }

  get state(): SoundState {
    if (this.#context === null) return "none";
    return this.#context.state === "running" ? "on" : "blocked";
  }

  /** Try to play from now on; works in a click or a key press. Its success is told by the state. */
  switchOn(): void {
    this.#context?.resume().catch(() => undefined);
  }

  ring(level: Level): void {
    const context = this.#context;
    if (context === null) return;
    const { gain, tones } = PATTERNS[level];
    for (const tone of tones) {
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      const from = context.currentTime + tone.at;
      oscillator.type = "triangle";
      oscillator.frequency.value = tone.hertz;
      // It swells and fades: a tone that is cut off clicks.
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(gain, from + 0.02);
      volume.gain.linearRampToValueAtTime(0, from + tone.for);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(from + tone.for);
    }
  }

  close(): void {
    this.#context?.removeEventListener("statechange", this.#tell);
    this.#context?.close().catch(() => undefined);
  }

  #tell = (): void => this.onState(this.state);
}
