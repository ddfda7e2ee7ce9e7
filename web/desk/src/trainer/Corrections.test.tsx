import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";

import type { Language } from "../i18n/languages";
import { SpeechContext, TEXTS } from "../i18n/texts";
import { ChatDetail } from "./ChatDetail";
import type { ClosedChatDetail, Correction } from "./chats";

const correction = (change: Partial<Correction>): Correction => ({
  kind: "level",
  before: "life",
  after: "normal",
  reason: "misread",
  status: "confirmed",
  ...change,
});

const CHAT: ClosedChatDetail = {
  id: "r",
  week: "2026-W48",
  language: "fr",
  topic: "grooming",
  role: "self",
  level: "normal",
  messages: 2,
  corrections: 3,
  events: [
    { from: "visitor", text: "mdr je suis mort", reading: null, corrections: [correction({}), correction({ kind: "signal", before: "suicide", after: null, reason: null, status: "done" })] },
    { from: "bot", text: "Ok" },
    { from: "visitor", text: "merci" },
  ],
  corrected: [correction({ before: "normal", after: "urgent", reason: null, status: "done" })],
};

function show(language: Language): Element {
  const { container } = render(
    <SpeechContext.Provider value={{ language, t: TEXTS[language] }}>
      <ChatDetail chat={CHAT} onBack={() => undefined} />
    </SpeechContext.Provider>,
  );
  return container;
}

afterEach(cleanup);

it("stand beside the message that they are about, and nowhere else", () => {
  show("en");
  const beside = screen.getByText("mdr je suis mort").closest("li")!;
  expect(beside.textContent).toContain("Level: Life at risk → Normal");
  expect(beside.textContent).toContain("The bot misread it · confirmed by a second person");
  expect(beside.textContent).toContain("Signal taken away: Suicidal, self-harm");
  expect(screen.getByText("merci").closest("li")?.querySelector(".corrections")).toBeNull();
});

it("stand above the messages where they are about none", () => {
  const page = show("en");
  const first = page.querySelector(".corrections");
  expect(first?.textContent).toContain("Level: Normal → Urgent");
  expect(first?.closest("li")).toBeNull();
});

it.each([
  ["fr", "confirmé par une deuxième personne"],
  ["nl", "bevestigd door een tweede"],
] as const)("are said in %s, too", (language, words) => {
  expect(show(language).textContent).toContain(words);
});
