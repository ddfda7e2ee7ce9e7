/** Invented replies and helplines for the tests of this folder. */

import type { Canned, CannedReply, Helpline } from "./types";

export const VALUES: Canned["values"] = {
  fr: { counsellor: "Sam", suicide_line: "0800 32 123" },
  nl: { counsellor: "Sam", suicide_line: "1813" },
};

export const reply = (change: Partial<CannedReply> = {}): CannedReply => ({
  id: "r1",
  shared: true,
  shortcut: "hello",
  folder: "1 Début / Begin",
  fr: "Bonjour, moi c'est {counsellor}.",
  nl: "Hallo, ik ben {counsellor}.",
  version: 1,
  changed_by: null,
  changed_at: "2026-11-27T10:00:00+00:00",
  ...change,
});

export const helpline = (change: Partial<Helpline> = {}): Helpline => ({
  id: "listening_line",
  language: "fr",
  name: "Écoute-Enfants",
  number: "103",
  ways: ["chat"],
  state: "open",
  until: "24:00",
  opens_at: null,
  for_whom: "Enfants et jeunes, pour tout sujet.",
  when_not: null,
  text: "Écoute-Enfants : 103.",
  ...change,
});
