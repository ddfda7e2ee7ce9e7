import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import { joined, said, stub, view } from "../testing/samples";
import { Desk } from "./Desk";

let service: FakeService;

const box = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: "Your message" });
const write = (text: string): void => void fireEvent.input(box(), { target: { value: text } });
const send = (text: string): void => {
  write(text);
  fireEvent.keyDown(box(), { key: "Enter" });
};

async function openDesk(): Promise<void> {
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  await screen.findByText("Grooming");
}

async function openChat(): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
  await screen.findByRole("button", { name: "Take over" });
}

async function takeOver(): Promise<void> {
  await openDesk();
  await openChat();
  fireEvent.click(screen.getByRole("button", { name: "Take over" }));
  await screen.findByRole("log", { name: "Conversation" });
}

beforeEach(() => {
  sessionStorage.clear();
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(cleanup);

describe("the waiting list", () => {
  it("says level, reason with its words, language and age of who waits", async () => {
    await openDesk();
    const row = screen.getByRole("button", { name: /Grooming/ });
    for (const part of ["Urgent", "Meeting planned", "samedi à la gare", "French", "13–15", "30 s"]) {
      expect(row.textContent).toContain(part);
    }
  });

  it("counts those who wait in the title, without a word of what they wrote", async () => {
    await openDesk();
    await waitFor(() => expect(document.title).toBe("(1) Counsellor desk"));
  });

  it("tells a screen reader about a new chat, by level and topic only", async () => {
    await openDesk();
    service.rows = [...service.rows, { ...service.rows[0]!, chat: "c2", level: "life", topic: "missing" }];
    service.tell("/queue/stream", "queue", { chats: service.rows });
    await waitFor(() => screen.getByText("New chat waiting. Life at risk: Runaway or missing"));
  });

  it("shows what a change tells, beside the rows that it leaves", async () => {
    await openDesk();
    const other = { ...service.rows[0]!, chat: "c2", topic: "missing" };
    service.tell("/queue/stream", "queue_changed", { step: 1, chats: [other], gone: [] });
    await screen.findByText("Runaway or missing");
    service.tell("/queue/stream", "queue_changed", { step: 2, chats: [], gone: ["c1"] });
    await waitFor(() => expect(document.querySelectorAll("[data-chat]")).toHaveLength(1));
    screen.getByText("Runaway or missing");
    expect(service.made("GET", "/queue/stream")).toHaveLength(1);
  });

  it("begins anew with the whole list when a change is missing", async () => {
    await openDesk();
    service.rows = [{ ...service.rows[0]!, topic: "missing" }];
    service.tell("/queue/stream", "queue_changed", { step: 2, chats: [], gone: ["c1"] });
    await screen.findByText("Runaway or missing");
    await waitFor(() => expect(service.made("GET", "/queue/stream")).toHaveLength(2), { timeout: 3000 });
    await waitFor(() => expect(screen.queryByText(/No connection|Live connection lost/)).toBeNull());
  });

  it("asks by itself when the stream is refused", async () => {
    service.on("GET", "/queue/stream", refusal(503, "unavailable"));
    await openDesk();
    await screen.findByText(/No connection|Live connection lost/);
  });
});

describe("what is left of an erased chat", () => {
  const lines = (): (string | null)[] => [...document.querySelectorAll(".stub")].map((line) => line.textContent);

  it("is one line: level, language, time, and who had it; nothing to open", async () => {
    service.stubs = [stub(), stub({ level: "urgent", language: null, claimed_by: null })];
    await openDesk();
    const region = screen.getByRole("region", { name: "Erased by the visitor" });
    const [first, second] = lines();
    for (const part of ["Life at risk", "Dutch", "27", "Nov", "was with lina"]) expect(first).toContain(part);
    for (const part of ["Urgent", "was with nobody"]) expect(second).toContain(part);
    expect(region.querySelector("button, a")).toBeNull();
    expect(region.querySelector("time")?.dateTime).toBe("2026-11-27T10:02:00+00:00");
  });

  it("comes live, and does not count among those who wait", async () => {
    await openDesk();
    expect(screen.queryByText("Erased by the visitor")).toBeNull();
    service.tell("/queue/stream", "queue", { chats: [], mine: [], stubs: [stub()] });
    await screen.findByText("Erased by the visitor");
    screen.getByText("Nobody is waiting.");
    await waitFor(() => expect(document.title).toBe("Counsellor desk"));
  });

  it("keeps the older ones folded away", async () => {
    service.stubs = Array.from({ length: 5 }, (_, n) => stub({ claimed_by: `staff${n}` }));
    await openDesk();
    const folded = screen.getByText("2 earlier").closest("details");
    expect(folded?.open).toBe(false);
    expect(folded?.querySelectorAll(".stub")).toHaveLength(2);
    expect(lines()).toHaveLength(5);
  });

  it.each([
    ["fr", "Effacés par le visiteur", "était chez lina"],
    ["nl", "Gewist door de bezoeker", "was bij lina"],
  ])("is said in %s, too", async (language, title, holder) => {
    sessionStorage.setItem("desk.language", language);
    service.stubs = [stub()];
    await openDesk();
    screen.getByText(title);
    expect(lines()[0]).toContain(holder);
  });
});

describe("claiming", () => {
  it("opens the words of a chat only with the takeover", async () => {
    await openDesk();
    await openChat();
    expect(service.made("GET", "?after=0")).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await screen.findByText(/il veut me voir/);
    expect(service.made("POST", "/c1/claim")).toMatchObject([{ csrf: "token-1" }]);
  });

  it("says who was quicker", async () => {
    service.on("POST", "/claim", refusal(409, "claimed", { by: "lina" }));
    await openDesk();
    await openChat();
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await screen.findByText("lina was quicker: this chat is with lina.");
    expect(screen.queryByRole("log")).toBeNull();
  });

  it("keeps an unsent text readable when a colleague has the chat, and says which", async () => {
    await takeOver();
    write("je suis là");
    service.claimedBy("lina");
    await screen.findByText(/Taken over by lina/);
    expect(screen.getByText("je suis là")).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
    // Nothing that would be refused is offered.
    for (const name of ["Give back to the list", "Join the chat", "Close"]) expect(screen.queryByRole("button", { name })).toBeNull();
  });

  it("learns from the chat's stream that the claim is over", async () => {
    await takeOver();
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(1));
    service.tell("c1/stream", "claim_lost", { by: null });
    await screen.findByText(/You no longer hold this chat/);
  });

  it("takes every word off the screen when the visitor erases the chat", async () => {
    await takeOver();
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(1));
    service.tell("c1/stream", "erased", { seq: 3, at: "", kind: "erased", from: "system" });
    await screen.findByText(/no longer exists/);
    expect(screen.queryByText(/il veut me voir/)).toBeNull();
  });
});

describe("writing", () => {
  it("joins by the button, and says so before", async () => {
    await takeOver();
    screen.getByText("Sending your first message joins the chat.");
    service.on("GET", "after=2", [200, view([joined(3)], { state: "human" })]);
    service.on("GET", "after=1", [200, view([joined(3)], { state: "human" })]);
    fireEvent.click(screen.getByRole("button", { name: "Join the chat" }));
    await screen.findByText("Enter sends, Shift+Enter makes a new line");
    expect(service.made("POST", "/join")).toHaveLength(1);
  });

  it("sends with Enter, not with Shift+Enter, and shows the message until its event comes", async () => {
    await takeOver();
    write("Bonjour");
    fireEvent.keyDown(box(), { key: "Enter", shiftKey: true });
    expect(service.made("POST", "/messages")).toEqual([]);
    send("Bonjour");
    await screen.findByText("Sending…");
    expect(box().value).toBe("");
    const [call] = service.made("POST", "/messages");
    expect(call?.body).toMatchObject({ text: "Bonjour" });
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(1));
    service.tell("c1/stream", "message", said(3, "counsellor", "Bonjour", { name: "Sam" }));
    await waitFor(() => expect(screen.queryByText("Sending…")).toBeNull());
    expect(screen.getAllByText("Bonjour")).toHaveLength(1);
  });

  it("resends a failed message under the same client id", async () => {
    service.on("POST", "/messages", refusal(503, "unavailable"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/Not sent/);
    service.forget();
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    await waitFor(() => expect(service.made("POST", "/messages")).toHaveLength(2));
    const [first, second] = service.made("POST", "/messages");
    expect(second?.body).toEqual(first?.body);
  });

  it("keeps a failed message as it is, under its client id, while one is in another chat", async () => {
    service.on("POST", "/messages", refusal(503, "unavailable"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/Not sent/);
    box().blur();
    fireEvent.keyDown(document.body, { key: "Escape" });
    await screen.findByText("Open a chat from the list.");
    service.forget();
    fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
    fireEvent.click(await screen.findByRole("button", { name: "Send again" }));
    await waitFor(() => expect(service.made("POST", "/messages")).toHaveLength(2));
    const [first, second] = service.made("POST", "/messages");
    expect(second?.body).toEqual(first?.body);
    expect(box().value).toBe("");
  });

  it("puts a refused message back into the box, with the reason", async () => {
    service.on("POST", "/messages", refusal(422, "too_long"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/too long/);
    expect(box().value).toBe("Bonjour");
  });

  it("will not send more than 2,000 characters, and cuts nothing", async () => {
    await takeOver();
    send("a".repeat(2003));
    await screen.findByText("3 characters too many");
    expect(box().value).toHaveLength(2003);
    expect(service.made("POST", "/messages")).toEqual([]);
  });
});

describe("a session that is over", () => {
  it("asks to log in again and keeps what was typed", async () => {
    await takeOver();
    service.on("POST", "/messages", refusal(401, "not_logged_in"));
    send("ne perds pas ça");
    await screen.findByText("Your session is over. What you typed is still here.");
    service.forget();
    fireEvent.input(screen.getByLabelText("Password"), { target: { value: "secret" } });
    fireEvent.submit(screen.getByLabelText("Password").closest("form")!);
    await waitFor(() => expect(screen.queryByLabelText("Password")).toBeNull());
    expect(box().value).toBe("ne perds pas ça");
  });

  const logInAgain = async (): Promise<void> => {
    fireEvent.input(screen.getByLabelText("Password"), { target: { value: "secret" } });
    fireEvent.submit(screen.getByLabelText("Password").closest("form")!);
    await waitFor(() => expect(screen.queryByLabelText("Password")).toBeNull());
  };

  it("locks while one writes, with chat and draft behind, and is live again at once afterwards", async () => {
    await takeOver();
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(1));
    write("je suis en train d’écr");
    service.on("GET", "?after=1", refusal(401, "not_logged_in"));
    service.on("GET", "/queue", refusal(401, "not_logged_in"));
    service.tell("c1/stream", "logged_out", {});
    service.end("c1/stream");
    await screen.findByText("Your session is over. What you typed is still here.");
    expect(box().value).toBe("je suis en train d’écr");
    screen.getByText(/il veut me voir/);
    // The streams do not knock while it is locked; with the login they come back.
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(service.made("GET", "/stream?after=2")).toHaveLength(1);
    service.forget();
    await logInAgain();
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(2));
    service.tell("c1/stream", "message", said(3, "visitor", "t’es là ?"));
    await screen.findByText("t’es là ?");
    expect(box().value).toBe("je suis en train d’écr");
  });
});

describe("beside the work", () => {
  const lead = (): void => service.on("GET", "/session", [200, { name: "sam", role: "lead", csrf: "token-1" }]);

  it("a lead has the audit, and a counsellor has not", async () => {
    await openDesk();
    expect(screen.queryByRole("button", { name: "Audit" })).toBeNull();
    cleanup();
    lead();
    await openDesk();
    fireEvent.click(screen.getByRole("button", { name: "Audit" }));
    await screen.findByText("What staff did: times and deeds, never a word of a child.");
  });

  it("a draft waits where it was, and no key acts on a chat that is not shown", async () => {
    lead();
    await takeOver();
    write("à finir");
    fireEvent.click(screen.getByRole("button", { name: "Audit" }));
    await screen.findByText(/times and deeds/);
    fireEvent.keyDown(document.body, { key: "t" });
    fireEvent.keyDown(document.body, { key: "Escape" });
    fireEvent.click(screen.getByRole("button", { name: "Counsellor desk" }));
    expect(box().value).toBe("à finir");
    expect(service.made("POST", "/join")).toEqual([]);
  });
});

describe("ending", () => {
  it("closes only with an outcome", async () => {
    await takeOver();
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    const confirm = screen.getByRole("button", { name: "Close the chat", hidden: true });
    fireEvent.submit(confirm.closest("form")!);
    await screen.findByText("Choose how it ended.");
    fireEvent.click(screen.getByLabelText("Referred to another service"));
    fireEvent.submit(confirm.closest("form")!);
    await screen.findByText("Open a chat from the list.");
    expect(service.made("POST", "/close").map(({ body }) => body)).toEqual([{ outcome: { result: "referred" } }]);
  });

  it("says why the bot may not take over while a safety question is open", async () => {
    service.on("GET", "?after=0", [200, view([joined(1)], { state: "human" })]);
    service.on("POST", "/handback", refusal(409, "safety_open"));
    await takeOver();
    fireEvent.click(screen.getByRole("button", { name: "Hand back to the bot" }));
    fireEvent.submit(screen.getByRole("button", { name: "Hand back", hidden: true }).closest("form")!);
    await screen.findByText(/A safety question is still unanswered. Ask it/);
    expect(screen.getByRole("log")).toBeTruthy();
  });
});

describe("a sign of life", () => {
  afterEach(() => void vi.useRealTimers());

  it("keeps the claim, and the session only while somebody is there", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await takeOver();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(service.made("POST", "/c1/heartbeat").map(({ body }) => body)).toEqual([{ active: true }, { active: false }]);
    fireEvent.keyDown(document.body, { key: "x" });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(service.made("POST", "/c1/heartbeat").at(-1)?.body).toEqual({ active: true });
  });

  it("is given on every heartbeat of the service, too: the timers of a hidden tab run too seldom", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    await takeOver();
    const beats = (): number => service.made("POST", "/c1/heartbeat").length;
    const before = beats();
    vi.setSystemTime(Date.now() + 14_000);
    service.beat("/queue/stream");
    await vi.advanceTimersByTimeAsync(0);
    expect(beats()).toBe(before);
    vi.setSystemTime(Date.now() + 2_000);
    service.beat("/queue/stream");
    await vi.waitFor(() => expect(beats()).toBe(before + 1));
  });

  it("is not put off by a list that changes all the time", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await takeOver();
    for (let n = 0; n < 4; n += 1) {
      const own = { ...service.rows[0]!, claimed_by: "sam" };
      const other = { ...own, chat: `other-${n}` };
      service.tell("/queue/stream", "queue", { chats: n % 2 === 0 ? [other, own] : [own, other] });
      await waitFor(() => expect(document.querySelector(`[data-chat="other-${n}"]`)).toBeTruthy());
      await vi.advanceTimersByTimeAsync(8_000);
    }
    expect(service.made("POST", "/c1/heartbeat")).toHaveLength(2);
  });

  it("that is refused tells who has the chat now", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await takeOver();
    service.on("POST", "/heartbeat", refusal(409, "claim_lost", { by: "lina" }));
    await vi.advanceTimersByTimeAsync(16_000);
    await screen.findByText(/Taken over by lina/);
  });
});
