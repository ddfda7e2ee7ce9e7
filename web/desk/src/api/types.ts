/** The shapes of contract §5 and of what the plan adds to it. */

import type { ChatState, PlanStep } from "@chat/common";

import type { Line, Presence } from "../duty/duty";
import type { AlongReason, Level, LoweringReason } from "../labels";
import type { StaffEvent } from "./events";

export interface Reason {
  readonly signal: string;
  readonly words: string | null;
}

/** A proposal to lower a chat from `life`, which somebody else must confirm. */
export interface LoweringMark {
  readonly id: string;
  readonly by: string;
  readonly to: Level;
  readonly reason: LoweringReason;
}

/** The proposal with the words of who made it. */
export interface Lowering extends LoweringMark {
  readonly at: string;
  readonly words: string | null;
}

export type Decision = "confirm" | "refuse" | "withdraw";

/** What stands after a correction; `proposed`: somebody else must say yes first. */
export interface Corrected {
  readonly status: "done" | "proposed" | "void" | null;
  readonly level: Level | null;
  readonly topic: string | null;
  readonly signals: readonly string[];
}

/** What stands between a counsellor and a chat that waits. */
export type Entry = "free" | "ask" | "asked" | "not_now";

/** A colleague who reads along just now. */
export interface ReadBy {
  readonly by: string;
  readonly since: string;
  readonly reason: AlongReason;
}

/** The same for a lead: in whose chat, and why in words. */
export interface BoardAlong extends ReadBy {
  readonly chat: string;
  readonly level: Level | null;
  readonly topic: string | null;
  readonly holder: string | null;
  readonly words: string | null;
}

/** What a lead said to the counsellor who held the chat; no part of the conversation. */
export interface Whisper {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly text: string;
}

/** One row of the waiting list. */
export interface QueueChat {
  readonly chat: string;
  readonly level: Level | null;
  readonly reasons: readonly Reason[];
  readonly topic: string | null;
  readonly language: string | null;
  readonly age_band: string | null;
  /** By the service's clock; null: it does not wait. */
  readonly waiting_since: string | null;
  readonly claimed_by: string | null;
  readonly state: ChatState;
  readonly talk_declined?: boolean;
  /** Everything that stands, with the words that set it; reasons are those that call for a human. */
  readonly signals?: readonly Reason[];
  /** Somebody must be called to it. */
  readonly alarm?: boolean;
  readonly lowering?: LoweringMark | null;
  readonly entry?: Entry;
  /** Since when the visitor was asked whether who holds it may join. */
  readonly asked_at?: string | null;
  readonly read_by?: readonly ReadBy[];
  /** How many whispers are for me: more than before is news. */
  readonly whispers?: number;
}

/** What is left of a chat in danger that its visitor erased: no words, no id. */
export interface Stub {
  readonly level: Level;
  readonly language: string | null;
  readonly raised_at: string;
  readonly erased_at: string;
  /** The counsellor who had it then. */
  readonly claimed_by: string | null;
}

/** What the service tells of the queue. `at` is what its clock showed then, in ms since the epoch. */
export interface Heard {
  readonly at: number;
  readonly chats: readonly QueueChat[];
  readonly stubs: readonly Stub[];
}

/** What of the queue is new or other than before. Steps are counted from 1 in each stream. */
export interface Changed {
  readonly step: number;
  readonly at: number;
  readonly chats: readonly QueueChat[];
  readonly gone: readonly string[];
  /** Null: as before. */
  readonly stubs: readonly Stub[] | null;
}

/** What a colleague left for the next one; `words` by what they were written for. */
export interface Note {
  readonly by: string;
  readonly at: string;
  readonly words: Readonly<Record<string, unknown>>;
}

export interface Card {
  readonly chat: string;
  readonly level: Level | null;
  readonly reasons: readonly Reason[];
  readonly topic: string | null;
  readonly role: string | null;
  readonly language: string | null;
  readonly age_band: string | null;
  readonly plan: readonly PlanStep[];
  readonly advice: readonly string[];
  readonly signals: readonly string[];
  readonly waiting_s: number;
  readonly claimed_by: string | null;
  readonly safety_open: boolean;
  /** The visitor asked for a human once and does not want to talk now. */
  readonly talk_declined: boolean;
  readonly entry?: Entry;
  readonly asked_at?: string | null;
  readonly notes: readonly Note[];
  /** The signals that stand, with the words that set them. */
  readonly known?: readonly Reason[];
  /** What the bot was told, by the names of content/. */
  readonly facts?: readonly string[];
  readonly app?: string | null;
  /** Every advice given and every helpline named, from the log, in order. */
  readonly told?: readonly Told[];
  readonly lines?: readonly LineOffered[];
  /** When the visitor came back with their code, and what went before. */
  readonly came_back?: readonly string[];
  readonly earlier?: readonly EarlierTalk[];
  readonly abuse_image?: Mark | null;
  /** The chat was ended for misuse before: until then its door is slow. */
  readonly slow_until?: string | null;
}

export interface Told {
  readonly advice: string;
  readonly at: string;
  readonly seq: number;
}

export interface LineOffered {
  readonly line: string;
  readonly name: string;
  readonly number: string | null;
  readonly at: string;
  readonly seq: number;
}

export interface EarlierTalk {
  readonly from: string;
  readonly until: string;
  readonly counsellor: string | null;
}

export interface Mark {
  readonly by: string;
  readonly at: string;
}

/** What the team lead is told at once. */
export interface Notice {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly what: string | null;
  readonly by: string;
  /** Null once the chat is gone. */
  readonly chat: string | null;
  readonly level: Level | null;
  readonly topic: string | null;
  readonly language: string | null;
  /** Null where it does not wait. */
  readonly waiting_since: string | null;
  readonly holder: string | null;
  readonly times: number;
  readonly undone: boolean;
  readonly has_words: boolean;
}

/** What the bot understood in one message (contract §1), or the short form of a tapped choice. */
export interface Reading {
  readonly choice?: boolean;
  readonly language?: string | null;
  readonly topic?: string | null;
  readonly confidence?: number;
  readonly ranking?: readonly (readonly [string, number])[];
  readonly role?: string;
  readonly signals?: Readonly<Record<string, number>>;
  readonly set?: readonly string[];
  readonly wants_human?: boolean;
  readonly level?: Level | null;
  readonly why?: Readonly<Record<string, string>>;
  readonly unsure?: boolean;
  /** Signals of danger on which the smaller and the larger of two models disagree; the higher counts. */
  readonly second_opinion?: readonly string[];
}

export interface ChatView {
  readonly card: Card;
  readonly state: ChatState;
  readonly language: string | null;
  readonly events: readonly StaffEvent[];
  readonly next: number;
  readonly whispers?: readonly Whisper[];
  /** Up to which number a page of the visitor has the chat. */
  readonly received?: number;
}

export type StaffRole = "counsellor" | "lead" | "trainer" | "admin";

/** What an account must set up before anything else is open to it. */
export type FirstStep = "password" | "totp";

export interface Session {
  readonly name: string;
  readonly role: StaffRole;
  readonly csrf: string;
  /** In this order; absent or empty: nothing is left. */
  readonly todo?: readonly FirstStep[];
}

export interface Account {
  readonly account: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly has_totp: boolean;
  readonly totp_due: boolean;
  readonly sessions: number;
  /** Chats at once; null: as for everybody. */
  readonly chat_limit?: number | null;
  readonly created_at: string;
  readonly disabled: boolean;
}

/** A password that was just drawn, shown once. */
export interface NewPassword {
  readonly name: string;
  readonly password: string;
}

export interface OwnAccount {
  readonly name: string;
  readonly role: StaffRole;
  readonly has_totp: boolean;
  readonly recovery_left: number;
  readonly shown_by_role?: boolean;
}

/** A secret for an authenticator app, shown once. */
export interface TotpOffer {
  readonly secret: string;
  readonly uri: string;
  readonly qr_size: number;
  readonly qr_path: string;
}

export interface OwnSession {
  readonly session: string;
  readonly opened_at: string;
  readonly seen_at: string;
  readonly here: boolean;
}

/** One record of the audit: numbers and codes, never words. */
export interface Deed {
  readonly id: number;
  readonly at: string;
  /** Null for what the service did by itself. */
  readonly by: string | null;
  readonly action: string;
  readonly chat: string | null;
  readonly about: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

export interface AuditPage {
  readonly deeds: readonly Deed[];
  /** Asks for the next page; null at the oldest. */
  readonly before: number | null;
  readonly staff: readonly { readonly account: string; readonly name: string }[];
}

export interface AuditChain {
  readonly records: number;
  /** The first record that does not fit; null where the chain of hashes is whole. */
  readonly broken: number | null;
}

/** "misuse" is not chosen here: such a chat is ended with words for the visitor (safety/MisuseDialog). */
export const OUTCOMES = ["helped", "referred", "emergency", "left"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The waits that ended today, as medians. */
export interface Waited {
  readonly joined: number;
  readonly told_s: number | null;
  readonly waited_s: number | null;
}

export interface BoardLevel {
  readonly level: Level;
  readonly waiting: number;
  readonly unclaimed: number;
  readonly longest_s: number | null;
  readonly today: Waited;
}

export interface BoardPerson {
  readonly name: string;
  readonly logged_in: boolean;
  readonly free: boolean;
  readonly talking: number;
  readonly reading: number;
  readonly presence?: Presence;
  readonly door_closed?: boolean;
  /** Chats at once. */
  readonly limit?: number;
}

/** One way to reach the person on call. */
export interface BoardNotifier {
  readonly name: string;
  readonly delivered_at: string | null;
  readonly failing_since: string | null;
  readonly problem: string | null;
}

export interface BoardShown {
  readonly levels: readonly BoardLevel[];
  readonly today: Waited;
  readonly people: readonly BoardPerson[];
  readonly notifiers: readonly BoardNotifier[];
  readonly line?: Line;
  /** Who reads along where; only a lead is told. */
  readonly along?: readonly BoardAlong[] | null;
  /** Only a lead is told any. */
  readonly notices?: readonly Notice[];
}
