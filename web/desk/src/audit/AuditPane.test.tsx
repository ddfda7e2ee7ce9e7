import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it } from "vitest";

import { DeskApi } from "../api/client";
import type { Deed } from "../api/types";
import type { Language } from "../i18n/languages";
import { SpeechContext, TEXTS } from "../i18n/texts";
import { FakeService, refusal } from "../testing/fakeService";
import { AuditPane } from "./AuditPane";
import { detailOf } from "./detail";

const deed = (id: number, change: Partial<Deed> = {}): Deed => ({
  id,
  at: "2026-11-27T10:02:00+00:00",
  by: "sam",
  action: "chat.read",
  chat: "abcdefghij",
  about: null,
  detail: {},
  ...change,
});

let service: FakeService;

function open(language: Language = "en"): void {
  render(
    <SpeechContext.Provider value={{ language, t: TEXTS[language] }}>
      <AuditPane api={new DeskApi()} />
    </SpeechContext.Provider>,
  );
}
const staff = [{ account: "a1", name: "sam" }];
const asked = (): string[] => service.calls.map(({ path }) => path).filter((path) => path.startsWith("/api/desk/audit?"));

beforeEach(() => {
  service = new FakeService();
  service.on("GET", "/audit/chain", [200, { records: 12, head: "ab", broken: null }]);
});
afterEach(cleanup);

it.each([
  ["en", "read a chat", "messages 1 to 4"],
  ["fr", "a lu un chat", "messages 1 à 4"],
  ["nl", "las een chat", "berichten 1 tot 4"],
] as const)("says who did what in %s", async (language, what, detail) => {
  service.on("GET", "/audit?", [200, { deeds: [deed(3, { detail: { after: 0, until: 4 } })], before: null, staff }]);
  open(language);
  const row = (await screen.findByRole("rowheader", { name: "sam" })).closest("tr")!;
  expect(row.textContent).toContain(what);
  expect(row.textContent).toContain(detail);
  expect(row.querySelector("time")?.dateTime).toBe("2026-11-27T10:02:00+00:00");
});

it("narrows to one person, one deed, one chat, and back", async () => {
  service.on("GET", "/audit?", [200, { deeds: [deed(3)], before: null, staff }]);
  service.on("GET", "staff=a1", [200, { deeds: [deed(2)], before: null, staff }]);
  service.on("GET", "staff=a1&action=chat.read", [200, { deeds: [deed(1)], before: null, staff }]);
  open();
  await screen.findByRole("option", { name: "sam" });
  fireEvent.change(screen.getByLabelText("Who"), { target: { value: "a1" } });
  await waitFor(() => expect(asked().at(-1)).toBe("/api/desk/audit?staff=a1"));
  fireEvent.change(screen.getByLabelText("What"), { target: { value: "chat.read" } });
  await waitFor(() => expect(asked().at(-1)).toBe("/api/desk/audit?staff=a1&action=chat.read"));
  fireEvent.click(await screen.findByRole("button", { name: "Only this chat: abcdef" }));
  await waitFor(() => expect(asked().at(-1)).toBe("/api/desk/audit?chat=abcdefghij"));
  await screen.findByText("Nothing is recorded for these filters.");
  fireEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
  await waitFor(() => expect(asked().at(-1)).toBe("/api/desk/audit?"));
});

it("fetches earlier entries below the newest", async () => {
  service.on("GET", "/audit?", [200, { deeds: [deed(9, { by: "sam" })], before: 9, staff }]);
  service.on("GET", "before=9", [200, { deeds: [deed(8, { by: "lina" })], before: null, staff }]);
  open();
  fireEvent.click(await screen.findByRole("button", { name: "Earlier entries" }));
  await screen.findByRole("rowheader", { name: "lina" });
  const names = within(screen.getByRole("table")).getAllByRole("rowheader").map((cell) => cell.textContent);
  expect(names).toEqual(["sam", "lina"]);
  expect(screen.queryByRole("button", { name: "Earlier entries" })).toBeNull();
});

it("says that the server does not answer, and asks again", async () => {
  service.on("GET", "/audit?", refusal(503, "unavailable"));
  open();
  const again = await screen.findByRole("button", { name: "Try again" });
  service.on("GET", "/audit?", [200, { deeds: [deed(3)], before: null, staff }]);
  fireEvent.click(again);
  await screen.findByRole("rowheader", { name: "sam" });
});

it("says whether the record is whole", async () => {
  service.on("GET", "/audit/chain", [200, { records: 12, head: "ab", broken: 7 }]);
  open();
  await screen.findByText("The record of what staff did was changed at entry 7.");
});

it.each([
  [{ action: "session.opened", detail: { by: "recovery" } }, ["with a recovery code"]],
  [{ action: "staff.added", about: "robin", detail: { role: "lead", totp: true } }, ["robin", "Team lead"]],
  [{ action: "staff.role_changed", about: "robin", detail: { was: "counsellor", role: "lead" } }, ["robin", "Counsellor → Team lead"]],
  [{ action: "chat.closed", detail: { result: "referred", joined: true } }, ["Referred to another service"]],
  [{ action: "chat.followed", detail: { after: 3 } }, ["from message 4"]],
  [{ action: "chat.wrote", detail: { seq: 7 } }, ["message 7"]],
  [{ action: "chat.refused", detail: { cause: "ClaimedError" } }, ["a colleague had it"]],
  [{ action: "session.revoked", detail: { sessions: 1 } }, ["1 login"]],
  [{ action: "chat.read", detail: { after: 4, until: 4, text: "samedi à la gare" } }, []],
])("says the detail of %o, and nothing that it does not know", (change, said) => {
  expect(detailOf(deed(1, change as Partial<Deed>), TEXTS.en, "en")).toEqual(said);
});
