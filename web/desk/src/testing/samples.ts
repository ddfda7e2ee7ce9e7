/** Invented chats for the tests of this page. */

import type { StaffEvent, StaffSaid } from "../api/events";
import type { Card, ChatView, Stub } from "../api/types";

export const card = (change: Partial<Card> = {}): Card => ({
  chat: "c1",
  level: "urgent",
  reasons: [{ signal: "meeting_planned", words: "samedi à la gare" }],
  topic: "grooming",
  role: "self",
  language: "fr",
  age_band: "13_15",
  plan: [
    { id: "dont_meet", label: "Ne pas y aller", advice: ["dont_meet"], done: true },
    { id: "tell_adult", label: "En parler", advice: ["tell_adult"], done: false },
  ],
  advice: ["no_blame", "dont_meet"],
  signals: ["meeting_planned", "paid"],
  waiting_s: 30,
  claimed_by: "sam",
  safety_open: false,
  talk_declined: false,
  notes: [],
  ...change,
});

export const stub = (change: Partial<Stub> = {}): Stub => ({
  level: "life",
  language: "nl",
  raised_at: "2026-11-27T10:00:00+00:00",
  erased_at: "2026-11-27T10:02:00+00:00",
  claimed_by: "lina",
  ...change,
});

export const said = (seq: number, from: StaffSaid["from"], text: string, change: Partial<StaffSaid> = {}): StaffSaid => ({
  seq,
  at: "2026-11-27T10:00:00Z",
  kind: "message",
  from,
  text,
  client_id: null,
  choices: [],
  advice: [],
  about: null,
  links: [],
  step: null,
  more: null,
  language: null,
  answers: null,
  reading: null,
  tapped: false,
  name: null,
  ...change,
});

export const joined = (seq: number): StaffEvent => ({
  seq,
  at: "2026-11-27T10:00:00Z",
  kind: "state",
  from: "system",
  state: "human",
  reason: "joined",
  name: "Sam",
});

export const view = (events: readonly StaffEvent[], change: Partial<ChatView> = {}): ChatView => ({
  card: card(),
  state: "waiting",
  language: "fr",
  events,
  next: events.at(-1)?.seq ?? 0,
  ...change,
});
