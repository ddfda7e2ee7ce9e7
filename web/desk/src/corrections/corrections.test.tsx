import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import { card, said, view } from "../testing/samples";

let service: FakeService;
const MARK = { id: "p1", by: "lina", to: "normal", reason: "misread" } as const;

async function openDesk(): Promise<void> {
  render(
    <StaffPage page="desk" roles={["counsellor"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  await screen.findByText("Grooming");
}

const row = (change: object): void => {
  service.rows = [{ ...service.rows[0]!, ...change }];
};
const openChat = (): void => void fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
const dialog = (): HTMLElement => screen.getByRole("dialog", { hidden: true });
const submit = (): void => void fireEvent.submit(dialog().querySelector("form")!);
const pick = (name: string): void => void fireEvent.click(within(dialog()).getByLabelText(new RegExp(`^${name}`)));
const choose = (name: string, value: string): void =>
  void fireEvent.change(within(dialog()).getByLabelText(new RegExp(`^${name}`)), { target: { value } });
const bodies = (end: string): unknown[] => service.made("POST", end).map(({ body }) => body);

async function correctLevel(): Promise<void> {
  await openDesk();
  openChat();
  fireEvent.click(await screen.findByRole("button", { name: "Correct the level" }));
}

async function correctHeld(): Promise<void> {
  await openDesk();
  openChat();
  fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
  fireEvent.click(await screen.findByRole("button", { name: "Correct" }));
}

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(cleanup);

describe("the level of a chat that waits", () => {
  it("rises without a word why", async () => {
    await correctLevel();
    expect(within(dialog()).queryByText("Situation")).toBeNull();
    pick("Life at risk");
    submit();
    await screen.findByText("Corrected.");
    expect(bodies("/c1/level")).toEqual([{ level: "life" }]);
  });

  it("falls only with a reason, and something else wants words", async () => {
    await correctLevel();
    pick("Normal");
    within(dialog()).getByText("Lowering needs a reason.");
    submit();
    await within(dialog()).findByText(/Say why the level is lowered/);
    choose("Why lower", "other");
    submit();
    expect(bodies("/c1/level")).toEqual([]);
    fireEvent.input(within(dialog()).getByLabelText(/In your words/), { target: { value: "Just a game" } });
    submit();
    await waitFor(() => expect(bodies("/c1/level")).toEqual([{ level: "normal", reason: "other", words: "Just a game" }]));
  });

  it("from a life at risk is only proposed, and that is said before and after", async () => {
    row({ level: "life" });
    service.on("POST", "/c1/level", [200, { status: "proposed", level: "life", topic: null, signals: [] }]);
    await correctLevel();
    pick("Urgent");
    within(dialog()).getByText(/needs the yes of a colleague/);
    choose("Why lower", "misread");
    submit();
    await screen.findByText("Proposed. The level stays until a colleague says yes.");
  });

  it("is not sent when nothing was changed", async () => {
    await correctLevel();
    submit();
    await within(dialog()).findByText("Change something first.");
    expect(bodies("/c1/level")).toEqual([]);
  });

  it("keeps the dialog open with what was typed when the service refuses", async () => {
    row({ level: "life" });
    service.on("POST", "/c1/level", refusal(409, "proposal_open", { by: "lina" }));
    await correctLevel();
    pick("Normal");
    choose("Why lower", "past");
    submit();
    await within(dialog()).findByText(/lina has proposed to lower it already/);
  });
});

describe("what the bot understood in my chat", () => {
  beforeEach(() => {
    const events = [said(2, "visitor", "il veut me voir"), said(3, "bot", "Ok"), said(4, "visitor", "et je veux disparaître")];
    service.on("GET", "?after=0", [200, view(events, { card: card({ signals: ["meeting_planned"] }) })]);
  });

  it("is put right in one go: the situation, signals away and added, with the message", async () => {
    await correctHeld();
    choose("Situation", "missing");
    pick("Meeting planned");
    pick("Suicidal");
    choose("What is new was said in", "2");
    submit();
    await screen.findByText("Corrected.");
    expect(bodies("/c1/topic")).toEqual([{ topic: "missing" }]);
    expect(bodies("/c1/signals")).toEqual([
      { signal: "meeting_planned", stands: false },
      { signal: "suicide", stands: true, seq: 2 },
    ]);
    expect(bodies("/c1/level")).toEqual([]);
  });

  it("offers the visitor's messages only, the newest first", async () => {
    await correctHeld();
    pick("Suicidal");
    const select = within(dialog()).getByLabelText<HTMLSelectElement>(/^What is new was said in/);
    expect([...select.options].map(({ value }) => value)).toEqual(["", "4", "2"]);
  });
});

describe("a proposal to lower a life at risk", () => {
  it("marks the row and names who made it", async () => {
    row({ level: "life", lowering: MARK });
    await openDesk();
    expect(screen.getByRole("button", { name: /Grooming/ }).textContent).toContain("Lowering to “Normal” proposed by lina");
  });

  it("is announced once when a colleague makes it, and not for one of mine", async () => {
    await openDesk();
    const tells = (by: string, id: string): void =>
      service.tell("/queue/stream", "queue", { chats: [{ ...service.rows[0]!, level: "life", lowering: { ...MARK, by, id } }] });
    const announced = (): string => document.querySelector("[aria-live=polite]")?.textContent ?? "";
    tells("sam", "p0");
    await waitFor(() => expect(announced()).toContain("Life at risk"));
    expect(announced()).not.toContain("proposed");
    tells("lina", "p1");
    await waitFor(() => expect(announced()).toBe("Lowering to “Normal” proposed by lina"));
    tells("lina", "p1");
    service.tell("/queue/stream", "queue", { chats: [] });
    await screen.findByText("Nobody is waiting.");
    expect(announced()).toBe("Lowering to “Normal” proposed by lina");
  });

  it("is read with its words and confirmed by somebody else", async () => {
    row({ level: "life", lowering: MARK });
    service.on("GET", "/c1/lowering", [200, { ...MARK, at: "", words: "It is a game" }]);
    await openDesk();
    openChat();
    const panel = await screen.findByRole("region", { name: /proposed by lina/ });
    expect(within(panel).queryByRole("button", { name: /Withdraw/ })).toBeNull();
    fireEvent.click(within(panel).getByRole("button", { name: "Read why" }));
    await within(panel).findByText("It is a game");
    fireEvent.click(within(panel).getByRole("button", { name: "Yes, lower it" }));
    await waitFor(() => expect(bodies("/c1/lowering")).toEqual([{ id: "p1", decision: "confirm" }]));
    await waitFor(() => expect(document.activeElement?.tagName).toBe("H2"));
  });

  it("of mine can only be withdrawn", async () => {
    row({ level: "life", lowering: { ...MARK, by: "sam" } });
    await openDesk();
    openChat();
    const panel = await screen.findByRole("region", { name: /proposed by sam/ });
    expect(within(panel).queryByRole("button", { name: /Yes|No/ })).toBeNull();
    fireEvent.click(within(panel).getByRole("button", { name: "Withdraw my proposal" }));
    await waitFor(() => expect(bodies("/c1/lowering")).toEqual([{ id: "p1", decision: "withdraw" }]));
  });

  it("that no longer stands is said so", async () => {
    row({ level: "life", lowering: MARK });
    service.on("POST", "/c1/lowering", refusal(409, "proposal_gone"));
    await openDesk();
    openChat();
    fireEvent.click(await screen.findByRole("button", { name: "No, keep it" }));
    await screen.findByText(/This proposal no longer stands/);
  });

  it("of a colleague who talks stands apart, and its chat cannot be taken", async () => {
    row({ level: "life", lowering: MARK, claimed_by: "lina", state: "human" });
    await openDesk();
    screen.getByText("Waiting for your yes");
    openChat();
    await screen.findByRole("button", { name: "Yes, lower it" });
    expect(screen.queryByRole("button", { name: "Take over" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Correct the level" })).toBeNull();
  });

  it("that was confirmed changes the level on my card, although nobody wrote", async () => {
    await openDesk();
    openChat();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    await screen.findByRole("log", { name: "Conversation" });
    service.on("GET", "/chats/c1?after=1", [200, view([], { next: 2, card: card({ level: "normal" }) })]);
    service.tell("/queue/stream", "queue", { chats: [{ ...service.rows[0]!, level: "normal" }] });
    await waitFor(() => expect(document.querySelector(".chat__title .level--normal")).toBeTruthy());
  });
});

describe("the filter", () => {
  const two = (): void => {
    service.rows = [
      service.rows[0]!,
      { ...service.rows[0]!, chat: "c2", level: "life", language: "nl", topic: "missing" },
    ];
  };

  it("never hides a life at risk without saying so, and one click shows it", async () => {
    two();
    await openDesk();
    fireEvent.change(screen.getByRole("combobox", { name: "Language" }), { target: { value: "fr" } });
    expect(screen.queryByText("Runaway or missing")).toBeNull();
    await screen.findByText("1 with a life at risk is hidden by the filter.");
    fireEvent.click(screen.getByRole("button", { name: "Show" }));
    screen.getByText("Runaway or missing");
    expect(screen.queryByText(/is hidden by the filter/)).toBeNull();
  });

  it("goes by level and by mine, and says when nothing is left", async () => {
    two();
    await openDesk();
    fireEvent.change(screen.getByRole("combobox", { name: "Level" }), { target: { value: "life" } });
    expect(screen.queryByText("Grooming")).toBeNull();
    fireEvent.click(screen.getByLabelText("Mine only"));
    screen.getByText("No chat fits the filter.");
    fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    screen.getByText("Grooming");
  });

  it("is forgotten with the page", async () => {
    two();
    await openDesk();
    fireEvent.change(screen.getByRole("combobox", { name: "Language" }), { target: { value: "fr" } });
    expect(JSON.stringify(sessionStorage) + JSON.stringify(localStorage)).not.toContain("fr");
  });
});

it("shows in a row what else is known, with its words, and counts what has no room", async () => {
  row({
    signals: ["meeting_planned", "paid", "known_offline", "under_13", "spread_already"].map((signal) => ({ signal, words: signal === "paid" ? "50€ hier" : "" })),
  });
  await openDesk();
  const text = screen.getByRole("button", { name: /Grooming/ }).textContent ?? "";
  for (const part of ["samedi à la gare", "Has already paid", "50€ hier", "+ 1 more"]) expect(text).toContain(part);
  expect(text.split("Meeting planned")).toHaveLength(2);
});
