import { cleanup, render, screen } from "@testing-library/preact";
import { options } from "preact";
import { afterEach, expect, it } from "vitest";

import type { QueueChat } from "../api/types";
import { SpeechContext, TEXTS } from "../i18n/texts";
import { QueueRow } from "./QueueRow";

const chat: QueueChat = {
  chat: "c1",
  level: "urgent",
  reasons: [{ signal: "meeting_planned", words: "samedi à la gare" }],
  signals: [],
  topic: "grooming",
  language: "fr",
  age_band: null,
  waiting_since: "2026-11-27T12:00:00.000000+00:00",
  claimed_by: null,
  state: "waiting",
};
const onOpen = (): void => undefined;
const speech = { en: { language: "en", t: TEXTS.en }, fr: { language: "fr", t: TEXTS.fr } } as const;
const row = (told: QueueChat, waited: number, language: "en" | "fr" = "en") => (
  <SpeechContext.Provider value={speech[language]}>
    <QueueRow chat={told} waited={waited} me="sam" open={false} fresh={false} onOpen={onOpen} />
  </SpeechContext.Provider>
);

/** How many components are drawn while `act` runs. */
function drawn(act: () => void): number {
  const before = options.diffed;
  let count = 0;
  options.diffed = (vnode) => {
    if (typeof vnode.type === "function") count += 1;
    before?.(vnode);
  };
  act();
  if (before) options.diffed = before;
  else delete options.diffed;
  return count;
}

afterEach(cleanup);

it("is drawn anew only when it says something else", () => {
  const { rerender } = render(row(chat, 125));
  const changed = drawn(() => rerender(row({ ...chat, topic: "missing" }, 125)));
  const alike = drawn(() => rerender(row({ ...chat, topic: "missing" }, 130)));
  expect(changed - alike).toBeGreaterThanOrEqual(3); // the row itself, its level, its reason
  screen.getByText("Runaway or missing");
});

it("says the time that has gone by, and new words, at once", () => {
  const { rerender } = render(row(chat, 125));
  screen.getByText("2 min");
  rerender(row({ ...chat }, 185));
  screen.getByText("3 min");
  rerender(row({ ...chat, reasons: [{ signal: "meeting_planned", words: "demain" }] }, 185));
  screen.getByText("demain");
});

it("changes its language with the page", () => {
  const { rerender } = render(row(chat, 125));
  screen.getByText("Urgent");
  rerender(row(chat, 125, "fr"));
  screen.getByText("Rendez-vous prévu");
});

it("says how long a chat waits that a colleague has claimed and does not talk in, and who has it", () => {
  render(row({ ...chat, claimed_by: "lina" }, 125));
  screen.getByText("with lina");
  screen.getByText("2 min");
});

it("says the time beside a chat of mine until the visitor has said yes", () => {
  const { rerender } = render(row({ ...chat, claimed_by: "sam", entry: "asked" }, 125));
  screen.getByText("you are reading");
  screen.getByText("2 min");
  rerender(row({ ...chat, claimed_by: "sam", state: "human", waiting_since: null }, 0));
  screen.getByText("you are talking");
  expect(screen.queryByText("0 s")).toBeNull();
});

it("says only who talks once somebody does", () => {
  render(row({ ...chat, claimed_by: "lina", state: "human", waiting_since: null }, 0));
  screen.getByText("with lina");
  expect(screen.queryByText("0 s")).toBeNull();
});

it("says who reads along, and that I do", () => {
  const since = "2026-11-27T12:01:00.000000+00:00";
  const reads = (by: string) => ({ by, since, reason: "help_asked" }) as const;
  render(row({ ...chat, claimed_by: "lina", read_by: [reads("noor"), reads("sam")] }, 125));
  screen.getByText(TEXTS.en.company.readsAlong("noor"));
  screen.getByText(TEXTS.en.company.youReadAlong);
});
