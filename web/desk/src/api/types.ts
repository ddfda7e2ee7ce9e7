/** The shapes of contract §5 and of what the plan adds to it. */

import type { Level } from "../labels";

export interface Reason {
  readonly signal: string;
  readonly words: string | null;
}

export type Spoken = "bot" | "waiting" | "human" | "closed";

/** One row of the waiting list. */
export interface QueueChat {
  readonly chat: string;
  readonly level: Level | null;
  readonly reasons: readonly Reason[];
  readonly topic: string | null;
  readonly language: string | null;
  readonly age_band: string | null;
  readonly waiting_s: number;
  readonly claimed_by: string | null;
  readonly state?: Spoken;
}

export interface PlanStep {
  readonly id: string;
  readonly label: string;
  readonly advice: readonly string[];
  readonly done: boolean;
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
  readonly safety_open?: boolean;
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
}

export type From = "visitor" | "bot" | "counsellor" | "system";

/** A numbered event of a chat, as staff sees it. */
export interface ChatEvent {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly from: From;
  readonly text?: string;
  readonly client_id?: string;
  readonly choice?: unknown;
  readonly choices?: readonly { readonly id: string; readonly label: string; readonly act: string }[];
  readonly advice?: readonly string[];
  readonly links?: readonly { readonly label: string; readonly href: string }[];
  readonly step?: string | null;
  readonly more?: string | null;
  readonly reading?: Reading | null;
  readonly state?: Spoken;
  readonly name?: string;
  readonly reason?: string | null;
  readonly language?: string;
}

export interface ChatView {
  readonly card: Card;
  readonly state: Spoken;
  readonly language: string | null;
  readonly events: readonly ChatEvent[];
  readonly next: number;
}

export type StaffRole = "counsellor" | "trainer" | "admin";

export interface Session {
  readonly name: string;
  readonly role: StaffRole;
  readonly csrf: string;
}

export const OUTCOMES = ["helped", "referred", "emergency", "left", "misuse"] as const;
export type Outcome = (typeof OUTCOMES)[number];
