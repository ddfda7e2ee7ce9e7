import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Desk } from "../desk/Desk";
import { tellLoggedOut } from "../session/loggedOut";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import { joined, said, view } from "../testing/samples";
import { TYPING_MS } from "./chat";

const TYPED = "je suis en train d’écr";
let service: FakeService;

const box = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: "Your message" });
const write = (text: string): void => void fireEvent.input(box(), { target: { value: text } });
const send = (text: string): void => {
  write(text);
  fireEvent.keyDown(box(), { key: "Enter" });
};
const stored = (): string => JSON.stringify({ ...sessionStorage });

function openPage(): void {
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
}

async function openChat(): Promise<void> {
  openPage();
  fireEvent.click(await screen.findByRole("button", { name: /Grooming/ }));
}

async function takeOver(): Promise<void> {
  await openChat();
  fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
  await screen.findByRole("log", { name: "Conversation" });
}

/** What a reload leaves: the service, and this tab's storage. */
async function reload(): Promise<void> {
  cleanup();
  await openChat();
  await screen.findByRole("log", { name: "Conversation" });
}

beforeEach(() => {
  sessionStorage.clear();
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(cleanup);

describe("a draft", () => {
  it("is there after a reload", async () => {
    await takeOver();
    write(TYPED);
    await reload();
    expect(box().value).toBe(TYPED);
  });

  it("is gone once it is sent", async () => {
    await takeOver();
    send(TYPED);
    await waitFor(() => expect(stored()).not.toContain("écr"));
    await reload();
    expect(box().value).toBe("");
  });

  it("is never on another's screen", async () => {
    await takeOver();
    write(TYPED);
    cleanup();
    service.on("GET", "/session", [200, { name: "lina", role: "counsellor", csrf: "t2" }]);
    openPage();
    await screen.findByText("Grooming");
    expect(stored()).not.toContain("écr");
    expect(document.body.textContent).not.toContain("écr");
  });

  it("is gone on log-out", async () => {
    const again = vi.spyOn(location, "reload").mockImplementation(() => undefined);
    await takeOver();
    write(TYPED);
    expect(stored()).toContain("écr");
    fireEvent.click(screen.getByRole("button", { name: "Log out" }));
    await waitFor(() => expect(again).toHaveBeenCalled());
    expect(stored()).not.toContain("écr");
  });

  it("is gone when I log out in another tab", async () => {
    const again = vi.spyOn(location, "reload").mockImplementation(() => undefined);
    await takeOver();
    write(TYPED);
    tellLoggedOut();
    await waitFor(() => expect(again).toHaveBeenCalled());
    expect(stored()).not.toContain("écr");
  });

  it("is gone when I close the chat", async () => {
    await takeOver();
    write(TYPED);
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    fireEvent.click(screen.getByLabelText("Helped, can go on alone"));
    fireEvent.submit(screen.getByRole("button", { name: "Close the chat", hidden: true }).closest("form")!);
    await screen.findByText("Open a chat from the list.");
    expect(stored()).not.toContain("écr");
  });

  it("is gone from the storage when the chat leaves my list, and is still to be read while it is open", async () => {
    await takeOver();
    write(TYPED);
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(1));
    service.tell("/queue/stream", "queue", { chats: [] });
    await waitFor(() => expect(stored()).not.toContain("écr"));
    expect(box().value).toBe(TYPED);
    service.tell("c1/stream", "erased", { seq: 3, at: "", kind: "erased", from: "system" });
    await screen.findByText(/no longer exists/);
    screen.getByText(TYPED);
    fireEvent.click(screen.getByRole("button", { name: "Back to the list" }));
    await waitFor(() => expect(document.body.textContent).not.toContain("écr"));
  });

  it("stays in the box when the session is over while it is sent, also over a reload", async () => {
    await takeOver();
    service.on("POST", "/messages", refusal(401, "not_logged_in"));
    send(TYPED);
    await screen.findByText("Your session is over. What you typed is still here.");
    expect(box().value).toBe(TYPED);
    service.forget();
    await reload();
    expect(box().value).toBe(TYPED);
  });
});

describe("a message that failed", () => {
  it("is there after a reload, with its text, and is sent again under the same id", async () => {
    service.on("POST", "/messages", refusal(503, "unavailable"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/Not sent/);
    service.forget();
    await reload();
    screen.getByText("Bonjour");
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    await waitFor(() => expect(service.made("POST", "/messages")).toHaveLength(2));
    const [first, second] = service.made("POST", "/messages");
    expect(second?.body).toEqual(first?.body);
    await waitFor(() => expect(stored()).not.toContain("Bonjour"));
  });

  it("is not shown as failed when it had arrived after all", async () => {
    service.on("POST", "/messages", refusal(503, "unavailable"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/Not sent/);
    const client_id = String(service.made("POST", "/messages")[0]?.body.client_id);
    service.forget();
    service.on("GET", "?after=0", [200, view([joined(1), said(2, "counsellor", "Bonjour", { client_id })], { state: "human" })]);
    await reload();
    expect(screen.getAllByText("Bonjour")).toHaveLength(1);
    expect(screen.queryByText(/Not sent/)).toBeNull();
    await waitFor(() => expect(stored()).not.toContain("Bonjour"));
  });

  it("can be taken back into the box", async () => {
    service.on("POST", "/messages", refusal(503, "unavailable"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/Not sent/);
    write("et");
    fireEvent.click(screen.getByRole("button", { name: "Put back in the box" }));
    expect(box().value).toBe("Bonjour\net");
    expect(screen.queryByText(/Not sent/)).toBeNull();
  });
});

describe("a message that comes too late, since lina has the chat now,", () => {
  const tooLate = (): void => service.on("POST", "/messages", refusal(409, "claim_lost", { by: "lina" }));
  const shown = async (): Promise<string> => {
    await screen.findByText(/Taken over by lina/);
    return document.querySelector(".lost__draft")?.textContent ?? "";
  };

  it("is still to be read and copied, with her name, and is not offered to be sent again", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue({ writeText } as unknown as Clipboard);
    await takeOver();
    tooLate();
    send("Bonjour");
    expect(await shown()).toBe("Bonjour");
    expect(screen.getAllByText("Bonjour")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "Send again" })).toBeNull();
    expect(screen.queryByRole("textbox", { name: "Your message" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    await screen.findByRole("button", { name: "Copied" });
    expect(writeText).toHaveBeenCalledWith("Bonjour");
  });

  it("stands with one that had failed before, which cannot be sent again either", async () => {
    service.on("POST", "/messages", refusal(503, "unavailable"));
    await takeOver();
    send("Bonjour");
    await screen.findByText(/Not sent/);
    tooLate();
    send("Tu es là ?");
    expect(await shown()).toBe("Bonjour\nTu es là ?");
    expect(screen.getAllByText(/Bonjour/)).toHaveLength(1);
    for (const name of ["Send again", "Put back in the box"]) expect(screen.queryByRole("button", { name })).toBeNull();
  });
});

describe("the sign that the visitor is typing", () => {
  const SIGN = "The visitor is typing…";
  const typed = async (): Promise<void> => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    await takeOver();
    await waitFor(() => expect(service.made("GET", "/stream?after=2")).toHaveLength(1));
    expect(screen.queryByText(SIGN)).toBeNull();
    service.tell("c1/stream", "typing", { from: "visitor" });
    await screen.findByText(SIGN);
  };
  const passes = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  afterEach(() => void vi.useRealTimers());

  it("goes away by itself when they stop", async () => {
    await typed();
    await passes(TYPING_MS - 2_000);
    screen.getByText(SIGN);
    await passes(3_000);
    expect(screen.queryByText(SIGN)).toBeNull();
  });

  it("goes away with their message", async () => {
    await typed();
    service.tell("c1/stream", "message", said(3, "visitor", "me revoilà"));
    await screen.findByText("me revoilà");
    expect(screen.queryByText(SIGN)).toBeNull();
  });

  it("is of the visitor alone", async () => {
    await typed();
    await passes(TYPING_MS + 1_000);
    service.tell("c1/stream", "typing", { from: "counsellor" });
    service.tell("c1/stream", "received", { seq: 2 });
    await passes(1_000);
    expect(screen.queryByText(SIGN)).toBeNull();
  });
});

describe("what became of a message", () => {
  it("is sent, then delivered, then read", async () => {
    service.on("GET", "?after=0", [200, view([said(1, "visitor", "slm"), joined(2), said(3, "counsellor", "Bonjour")], { state: "human", received: 0 })]);
    await takeOver();
    screen.getByText("Sent");
    await waitFor(() => expect(service.made("GET", "/stream?after=3")).toHaveLength(1));
    service.tell("c1/stream", "received", { seq: 3 });
    await screen.findByText("Delivered");
    expect(screen.queryByText("Sent")).toBeNull();
    service.tell("c1/stream", "seen", { from: "visitor", seq: 3 });
    await screen.findByText("Read by the visitor");
    expect(screen.queryByText("Delivered")).toBeNull();
  });

  it("is known after a reload", async () => {
    service.on("GET", "?after=0", [200, view([joined(2), said(3, "counsellor", "Bonjour")], { state: "human", received: 3 })]);
    await takeOver();
    screen.getByText("Delivered");
  });
});

describe("a link that a child sends", () => {
  const PAYLOADS = [
    "regarde https://evil.example/photo.jpg",
    "www.evil.example",
    '<a href="https://evil.example">clique</a>',
    "[clique](https://evil.example)",
    "javascript:alert(1)",
    "mailto:moi@evil.example tel:0470123456",
    '<img src="https://evil.example/x.png" onerror="alert(1)">',
    "data:text/html,<script>alert(1)</script>",
  ];

  it.each(PAYLOADS)("is dead text wherever the desk shows it: %s", async (payload) => {
    const words = { signal: "meeting_planned", words: payload };
    service.rows = [{ ...service.rows[0]!, reasons: [words], signals: [words] }];
    const reading = { topic: "grooming", confidence: 0.9, why: { meeting_planned: payload } };
    const now = view([said(1, "visitor", payload, { reading }), joined(2)], { state: "human" });
    service.on("GET", "?after=0", [200, { ...now, card: { ...now.card, reasons: [words], notes: [{ by: "lina", at: "2026-11-27T10:00:00Z", words: { note: payload } }] } }]);
    await openChat();
    await screen.findByRole("button", { name: "Take over" });
    const dead = (): void => {
      expect(document.querySelectorAll("a, area, img, iframe, object, embed, link, video, audio, script, [href], [src], [onerror], [style*='url']")).toHaveLength(0);
    };
    expect(document.body.textContent).toContain(payload);
    dead();
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    const log = await screen.findByRole("log", { name: "Conversation" });
    expect(log.textContent).toContain(payload);
    dead();
    expect(service.calls.filter(({ path }) => path.includes("evil.example"))).toEqual([]);
  });
});
