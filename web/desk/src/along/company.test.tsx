import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { QueueChat } from "../api/types";
import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import { card, joined, said, view } from "../testing/samples";

let service: FakeService;

async function openDesk(lead = false): Promise<void> {
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} lead={lead} />}
    </StaffPage>,
  );
  fireEvent.click(await screen.findByRole("button", { name: /Grooming/ }));
}

const row = (change: Partial<QueueChat>): void => {
  service.rows = [{ ...service.rows[0]!, ...change }];
};
const tellRow = (change: Partial<QueueChat>): void => {
  row(change);
  service.tell("/queue/stream", "queue", { chats: service.rows });
};
const waitingView = (entry: "ask" | "asked" | "free", more: object = {}) =>
  view([said(1, "visitor", "il veut me voir")], { card: card({ entry, asked_at: entry === "ask" ? null : "2026-11-27T10:00:00Z", ...more }) });

async function readAlong(lead = false): Promise<void> {
  row({ claimed_by: "lina", state: "human" });
  service.on("GET", "/along?after=0", [200, view([said(1, "visitor", "j’ai peur")], { state: "human", whispers: [] })]);
  await openDesk(lead);
  fireEvent.click(await screen.findByRole("button", { name: "Read along…" }));
  fireEvent.click(screen.getByLabelText("Supervision"));
  fireEvent.submit(screen.getByRole("button", { name: "Read along", hidden: true }).closest("form")!);
  await screen.findByText("j’ai peur");
}

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(cleanup);

describe("a stranger does not walk in", () => {
  it("is told before: the bot asks first", async () => {
    row({ entry: "ask" });
    await openDesk();
    await screen.findByText(/The bot first asks whether you may join/);
  });

  it("sees that the question is out, and may withdraw it", async () => {
    row({ entry: "ask" });
    service.on("GET", "?after=0", [200, waitingView("asked")]);
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    const panel = await screen.findByRole("region", { name: "Asked, waits for an answer", hidden: true });
    screen.getByText(/send it after a yes/);
    expect(screen.queryByRole("button", { name: "Join the chat" })).toBeNull();
    fireEvent.click(within(panel).getByRole("button", { name: "Withdraw and give back", hidden: true }));
    await screen.findByText("Open a chat from the list.");
    expect(service.made("POST", "/c1/release")).toHaveLength(1);
  });

  it("cannot write meanwhile: the text stays in the box, with the reason", async () => {
    row({ entry: "ask" });
    service.on("GET", "?after=0", [200, waitingView("asked")]);
    service.on("POST", "/messages", refusal(409, "ask_first", { entry: "asked" }));
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    const box = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Your message" });
    fireEvent.input(box, { target: { value: "Bonjour" } });
    fireEvent.keyDown(box, { key: "Enter" });
    await screen.findByText(/has not said yes/);
    expect(box.value).toBe("Bonjour");
  });

  it("cannot press after “not now”, and says so in the list and in place of the button", async () => {
    row({ entry: "not_now", talk_declined: true });
    await openDesk();
    await screen.findByText(/They can tell when they do/);
    expect(screen.queryByRole("button", { name: "Take over" })).toBeNull();
    expect(screen.getByRole("button", { name: /Grooming/ }).textContent).toContain("does not want to talk now");
  });

  it("hears why the claim is over when the visitor says “not now”", async () => {
    row({ entry: "ask" });
    service.on("GET", "?after=0", [200, waitingView("asked")]);
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    await waitFor(() => expect(service.isOpen("c1/stream")).toBe(true));
    tellRow({ claimed_by: null, talk_declined: true, entry: "not_now" });
    service.tell("c1/stream", "claim_lost", { by: null });
    await screen.findByText(/The visitor said: not now/);
  });

  it("may join at once where a life is at risk", async () => {
    service.on("GET", "?after=0", [200, waitingView("free", { level: "life" })]);
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    await screen.findByText(/A life is at risk: you may join at once/);
  });
});

describe("reading along", () => {
  it("needs a reason, and words for another one", async () => {
    row({ claimed_by: "lina" });
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Read along…" }));
    const form = screen.getByRole("button", { name: "Read along", hidden: true }).closest("form")!;
    fireEvent.submit(form);
    await screen.findByText(/Say why you read along/);
    fireEvent.click(screen.getByLabelText("Something else (say what)"));
    fireEvent.submit(form);
    await screen.findByText(/Say why you read along/);
    expect(service.made("POST", "/along")).toEqual([]);
    fireEvent.input(screen.getByLabelText(/In your words/), { target: { value: "to learn" } });
    fireEvent.submit(form);
    await waitFor(() => expect(service.made("POST", "/along").map(({ body }) => body)).toEqual([{ reason: "other", words: "to learn" }]));
  });

  it("shows the chat and no box, and ends by leaving", async () => {
    await readAlong();
    screen.getByText("You read along with lina. You cannot write.");
    expect(screen.queryByRole("textbox")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Stop reading along" }));
    await waitFor(() => expect(service.made("DELETE", "/c1/along")).toHaveLength(1));
    expect(screen.queryByText("j’ai peur")).toBeNull();
  });

  it("ends when the tab is closed, and when the service says so", async () => {
    await readAlong();
    dispatchEvent(new Event("pagehide"));
    await waitFor(() => expect(service.made("DELETE", "/c1/along")).toHaveLength(1));
    await waitFor(() => expect(service.isOpen("/along/stream")).toBe(true));
    service.tell("/along/stream", "along_over", {});
    await screen.findByText("You no longer read along in this chat.");
    expect(screen.queryByText("j’ai peur")).toBeNull();
  });

  it("is seen by whoever holds the chat", async () => {
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    await screen.findByRole("log", { name: "Conversation" });
    tellRow({ claimed_by: "sam", read_by: [{ by: "lina", since: "2026-11-27T10:00:00+00:00", reason: "learning" }] });
    await screen.findByText(/lina has read along since .* · I am learning the work/);
  });

  it("stands on the lead's board with chat, time and reason", async () => {
    const level = { waiting: 0, unclaimed: 0, longest_s: null, today: { joined: 0, told_s: null, waited_s: null } };
    const along = [{ by: "lina", chat: "c9", level: "urgent", topic: "missing", holder: "noor", since: "2026-11-27T10:00:00+00:00", reason: "other", words: "to help" }];
    await openDesk(true);
    fireEvent.click(screen.getByRole("button", { name: "Board" }));
    await waitFor(() => expect(service.isOpen("/board/stream")).toBe(true));
    service.tell("/board/stream", "board", { levels: [{ level: "life", ...level }], today: level.today, people: [], notifiers: [], along });
    const table = await screen.findByRole("table", { name: "Who reads along" });
    for (const part of ["lina", "Runaway or missing", "with noor", "Something else", "to help"]) expect(table.textContent).toContain(part);
  });
});

describe("a whisper", () => {
  it("goes to the holder alone, stays in the box when it fails, and keeps its id", async () => {
    await readAlong(true);
    service.on("POST", "/whispers", refusal(503, "unavailable"));
    const box = screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Whisper to lina/ });
    fireEvent.input(box, { target: { value: "demande pour demain" } });
    fireEvent.submit(box.closest("form")!);
    await screen.findByText("The server does not answer.");
    expect(box.value).toBe("demande pour demain");
    service.on("POST", "/whispers", [201, { id: "x" }]);
    fireEvent.submit(box.closest("form")!);
    await waitFor(() => expect(box.value).toBe(""));
    const [first, second] = service.made("POST", "/whispers");
    expect(second?.body).toEqual(first?.body);
  });

  it("is shown to the counsellor apart from the conversation", async () => {
    await openDesk();
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    await screen.findByRole("log", { name: "Conversation" });
    const whispers = [{ id: "w1", by: "kim", at: "2026-11-27T10:00:00+00:00", text: "demande pour demain" }];
    service.on("GET", "?after=1", [200, view([], { next: 2, whispers })]);
    tellRow({ claimed_by: "sam", whispers: 1 });
    const told = await screen.findByText("demande pour demain");
    expect(screen.getByRole("log", { name: "Conversation" }).contains(told)).toBe(false);
    expect(told.closest("section")?.textContent).toContain("the visitor never sees this");
  });
});

describe("the sign of reading", () => {
  afterEach(() => void vi.useRealTimers());

  it("is given while an answer is owed, again and again, and not before one has joined", async () => {
    service.on("GET", "?after=0", [200, view([joined(1), said(2, "visitor", "tu es là ?")], { state: "human" })]);
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await openDesk();
    expect(service.made("POST", "/reading")).toEqual([]);
    fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
    await screen.findByText("tu es là ?");
    await vi.waitFor(() => expect(service.made("POST", "/c1/reading")).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(service.made("POST", "/c1/reading")).toHaveLength(2);
    await vi.waitFor(() => expect(service.isOpen("c1/stream")).toBe(true));
    service.tell("c1/stream", "message", said(3, "counsellor", "Oui", { name: "Sam" }));
    await screen.findByText("Oui");
    await vi.advanceTimersByTimeAsync(12_000);
    expect(service.made("POST", "/c1/reading")).toHaveLength(2);
  });
});
