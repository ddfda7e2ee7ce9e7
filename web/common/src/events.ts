/** The events of a chat (contract §2), defined once for every page. `readEvent` is the border from JSON. */

export const LANGUAGES = ["fr", "nl"] as const;
export type Language = (typeof LANGUAGES)[number];

export type ChatState = "bot" | "waiting" | "human" | "closed";
export type Sender = "visitor" | "bot" | "counsellor" | "system";

const ACTS = ["done", "how", "cant", "why", "later", "yes", "no", "unsure", "calm", "pick", "human"] as const;
export type Act = (typeof ACTS)[number];

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly act: Act;
}

export interface Link {
  readonly label: string;
  readonly href: string;
}

export interface PlanStep {
  readonly id: string;
  readonly label: string;
  readonly advice: readonly string[];
  readonly done: boolean;
}

export interface Queue {
  readonly position: number;
  /** Null when nobody can honestly tell. */
  readonly wait_s: number | null;
}

interface Numbered {
  readonly seq: number;
  readonly at: string;
  readonly from: Sender;
}

export interface Said extends Numbered {
  readonly kind: "message";
  readonly text: string;
  readonly client_id: string | null;
  readonly choices: readonly Choice[];
  readonly advice: readonly string[];
  readonly links: readonly Link[];
  readonly step: string | null;
  readonly more: string | null;
  /** The language of the text where it is known, for screen readers. */
  readonly language: Language | null;
  /** `join`: part of the question whether a counsellor may join, which stands beside the talk. */
  readonly about: "join" | null;
  /** Of an answer of the bot: the seq of the last visitor's message that it answers. */
  readonly answers: number | null;
}

export interface TurnDone extends Numbered {
  readonly kind: "turn_done";
  readonly answers: number;
}

export interface StateChanged extends Numbered {
  readonly kind: "state";
  readonly state: ChatState;
  readonly reason: string | null;
  readonly name: string | null;
}

export interface PlanMade extends Numbered {
  readonly kind: "plan";
  readonly plan: readonly PlanStep[];
}

export interface LanguageChanged extends Numbered {
  readonly kind: "language";
  readonly language: Language;
}

export interface Erased extends Numbered {
  readonly kind: "erased";
}

/** A kind that this client does not know; it keeps its number, so that no gap is seen. */
export interface Unknown extends Numbered {
  readonly kind: "unknown";
}

export type ChatEvent = Said | TurnDone | StateChanged | PlanMade | LanguageChanged | Erased | Unknown;

/** What the stream says in passing, without a number. */
export type Passing =
  | { readonly kind: "typing"; readonly from: Sender }
  | { readonly kind: "reading"; readonly from: Sender }
  | { readonly kind: "seen"; readonly from: Sender; readonly seq: number }
  /** For the counsellor: up to here a page of the visitor has the chat. */
  | { readonly kind: "received"; readonly seq: number }
  | { readonly kind: "queue"; readonly queue: Queue | null };

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T | null {
  return words.find((word) => word === value) ?? null;
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === "string" && value !== "" ? value : otherwise;
}

function listOf<T>(value: unknown, read: (item: unknown) => T | null): T[] {
  return Array.isArray(value) ? value.map(read).filter((item): item is T & {} => item !== null) : [];
}

export function readLanguage(value: unknown): Language | null {
  return oneOf(LANGUAGES, value);
}

export function readState(value: unknown): ChatState | null {
  return oneOf(["bot", "waiting", "human", "closed"], value);
}

function readSender(value: unknown): Sender | null {
  return oneOf(["visitor", "bot", "counsellor", "system"], value);
}

function readChoice(value: unknown): Choice | null {
  if (!isFields(value)) return null;
  const id = textOr(value.id, null);
  const label = textOr(value.label, null);
  return id && label ? { id, label, act: oneOf(ACTS, value.act) ?? "pick" } : null;
}

/** Only what is safe to open: a page, a number to call, an address to write to. */
function readLink(value: unknown): Link | null {
  if (!isFields(value)) return null;
  const href = textOr(value.href, "");
  const label = textOr(value.label, href);
  return /^(https:\/\/|tel:|mailto:|sms:)/i.test(href) ? { label, href } : null;
}

function readStep(value: unknown): PlanStep | null {
  if (!isFields(value)) return null;
  const id = textOr(value.id, null);
  const label = textOr(value.label, null);
  if (!id || !label) return null;
  return { id, label, advice: readTags(value.advice), done: value.done === true };
}

function readTags(value: unknown): string[] {
  return listOf(value, (item) => textOr(item, null));
}

export function readPlan(value: unknown): PlanStep[] {
  return listOf(value, readStep);
}

export function readQueue(value: unknown): Queue | null {
  if (!isFields(value) || typeof value.position !== "number") return null;
  return { position: value.position, wait_s: typeof value.wait_s === "number" ? value.wait_s : null };
}

function readSaid(fields: Fields, numbered: Numbered): Said {
  return {
    ...numbered,
    kind: "message",
    text: textOr(fields.text, ""),
    client_id: textOr(fields.client_id, null),
    choices: listOf(fields.choices, readChoice),
    advice: readTags(fields.advice),
    links: listOf(fields.links, readLink),
    step: textOr(fields.step, null),
    more: textOr(fields.more, null),
    language: readLanguage(fields.language),
    about: oneOf(["join"] as const, fields.about),
    answers: typeof fields.answers === "number" ? fields.answers : null,
  };
}

function readKind(fields: Fields, numbered: Numbered): ChatEvent {
  const unknown: Unknown = { ...numbered, kind: "unknown" };
  switch (fields.kind) {
    case "message":
      return readSaid(fields, numbered);
    case "turn_done":
      return typeof fields.answers === "number" ? { ...numbered, kind: "turn_done", answers: fields.answers } : unknown;
    case "state": {
      const state = readState(fields.state);
      if (!state) return unknown;
      return { ...numbered, kind: "state", state, reason: textOr(fields.reason, null), name: textOr(fields.name, null) };
    }
    case "plan":
      return { ...numbered, kind: "plan", plan: readPlan(fields.plan ?? fields.steps) };
    case "language": {
      const language = readLanguage(fields.language);
      return language ? { ...numbered, kind: "language", language } : unknown;
    }
    case "erased":
      return { ...numbered, kind: "erased" };
    default:
      return unknown;
  }
}

/** Read one numbered event; null if it has no number or no sender. */
export function readEvent(value: unknown): ChatEvent | null {
  if (!isFields(value) || typeof value.seq !== "number") return null;
  const from = readSender(value.from) ?? "system";
  return readKind(value, { seq: value.seq, at: textOr(value.at, ""), from });
}

export function readEvents(value: unknown): ChatEvent[] {
  return listOf(value, readEvent);
}

/** Read what the stream says in passing; `kind` is the name the stream gave it. */
export function readPassing(kind: string, value: unknown): Passing | null {
  if (!isFields(value)) return null;
  const from = readSender(value.from ?? value.who) ?? "counsellor";
  switch (kind) {
    case "typing":
    case "reading":
      return { kind, from };
    case "seen":
      return typeof value.seq === "number" ? { kind, from, seq: value.seq } : null;
    case "received":
      return typeof value.seq === "number" ? { kind, seq: value.seq } : null;
    case "queue":
      return { kind, queue: readQueue(value.queue ?? value) };
    default:
      return null;
  }
}
