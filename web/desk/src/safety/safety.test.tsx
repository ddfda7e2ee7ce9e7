import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Notice } from "../api/types";
import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import { card, said, view } from "../testing/samples";

let service: FakeService;

async function openDesk(): Promise<void> {
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  await screen.findByText("Grooming");
}

async function takeOver(): Promise<void> {
  await openDesk();
  fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
  fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
  await screen.findByRole("log", { name: "Conversation" });
}
const open = (button: string): HTMLElement => {
  fireEvent.click(screen.getByRole("button", { name: button }));
  return screen.getByRole("dialog");
};

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(cleanup);

describe("a message with a private contact", () => {
  it.each([
    ["phone", /phone number/],
    ["handle", /the account that you told me of/],
    ["something new", /Stay in this chat/],
  ])("stays in the box, with what to do (%s)", async (kind, words) => {
    await takeOver();
    service.on("POST", "/messages", refusal(422, "private_contact", { kind }));
    const box = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your message" });
    fireEvent.input(box, { target: { value: "Appelle-moi au 0478 12 34 56" } });
    fireEvent.keyDown(box, { key: "Enter" });
    expect((await screen.findByText(words)).getAttribute("role")).toBe("alert");
    expect(box.value).toBe("Appelle-moi au 0478 12 34 56");
    expect(screen.queryByText("Not sent")).toBeNull();
    // The reason stands while the text is changed, and goes with it.
    fireEvent.input(box, { target: { value: "Appelle-moi" } });
    expect(screen.getByText(words)).toBeTruthy();
    fireEvent.input(box, { target: { value: "" } });
    await waitFor(() => expect(screen.queryByText(words)).toBeNull());
  });
});

describe("a possible abuse image", () => {
  it("is met with what to do, and marks the chat only on asking", async () => {
    await takeOver();
    const dialog = open("Possible abuse image");
    for (const words of [/Open nothing/, /Copy nothing/, /Send nothing on/, /imagesdabus\.be/, /116 000/, /101/]) {
      expect(within(dialog).getByText(words)).toBeTruthy();
    }
    expect(within(dialog).queryByRole("link")).toBeNull();
    expect(service.made("POST", "/abuse-image")).toHaveLength(0);
    const marked = card({ abuse_image: { by: "sam", at: "2026-11-27T10:00:00Z" } });
    service.on("GET", "/chats/c1?after=2", [200, view([said(2, "visitor", "slm")], { card: marked })]);
    service.on("GET", "/chats/c1?after=1", [200, view([said(2, "visitor", "slm")], { card: marked })]);
    fireEvent.click(within(dialog).getByRole("button", { name: "Mark the chat, tell the lead" }));
    expect((await within(dialog).findByRole("status")).textContent).toContain("Marked by sam");
    expect(service.made("POST", "/abuse-image")).toHaveLength(1);
    expect(within(dialog).queryByRole("button", { name: "Mark the chat, tell the lead" })).toBeNull();
  });
});

describe("misuse of the line", () => {
  it("ends the chat for a reason, and leads back to the list", async () => {
    await takeOver();
    const dialog = open("Misuse of the line");
    fireEvent.click(within(dialog).getByRole("button", { name: "End the chat" }));
    expect(within(dialog).getByRole("alert").textContent).toBe("Choose why.");
    expect(service.made("POST", "/misuse")).toHaveLength(0);
    fireEvent.click(within(dialog).getByRole("radio", { name: "Insults" }));
    fireEvent.click(within(dialog).getByRole("button", { name: "End the chat" }));
    await waitFor(() => expect(service.made("POST", "/misuse")[0]?.body).toEqual({ reason: "insults" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.queryByRole("log")).toBeNull();
  });

  it("is not offered where a life may be at risk, and says what to do", async () => {
    service.on("GET", "/chats/c1?after=0", [200, view([said(1, "bot", "Salut")], { card: card({ level: "life" }) })]);
    await takeOver();
    const dialog = open("Misuse of the line");
    expect(within(dialog).getByRole("alert").textContent).toContain("correct it first");
    expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "End the chat" }).disabled).toBe(true);
  });

  it("says so when the level has risen meanwhile, and the chat stays open", async () => {
    service.on("POST", "/misuse", refusal(409, "life_at_stake"));
    await takeOver();
    const dialog = open("Misuse of the line");
    fireEvent.click(within(dialog).getByRole("radio", { name: "Insults" }));
    fireEvent.click(within(dialog).getByRole("button", { name: "End the chat" }));
    await waitFor(() => expect(within(dialog).getByRole("alert").textContent).toContain("A life may be at risk"));
    expect(screen.getByRole("log", { name: "Conversation" })).toBeTruthy();
  });
});

describe("the lead", () => {
  const none = { joined: 0, told_s: null, waited_s: null };
  const notice = (change: Partial<Notice> = {}): Notice => ({
    id: "n1",
    at: "2026-11-27T10:00:00Z",
    kind: "contact_stopped",
    what: "phone",
    by: "sam",
    chat: "kX9-raw-id",
    level: "urgent",
    topic: "sextortion_money",
    language: "nl",
    waiting_since: null,
    holder: "sam",
    times: 2,
    undone: false,
    has_words: true,
    ...change,
  });
  async function board(...notices: Notice[]): Promise<HTMLElement> {
    await openDesk();
    fireEvent.click(screen.getByRole("button", { name: "Board" }));
    await waitFor(() => expect(service.isOpen("/board/stream")).toBe(true));
    service.tell("/board/stream", "board", { levels: [], today: none, people: [], notifiers: [], notices });
    return screen.findByRole("region", { name: "For the lead" });
  }

  it("sees live who did what, and reads the words only on asking", async () => {
    const region = await board(notice());
    expect(region.textContent).toContain("Private contact stopped · a phone number (2 times)");
    expect(region.textContent).toContain("sam");
    expect(service.made("GET", "/notices/n1")).toHaveLength(0);
    service.on("GET", "/notices/n1", [200, { words: ["Appelle-moi au 0478"] }]);
    fireEvent.click(within(region).getByRole("button", { name: "Read the words" }));
    expect(await within(region).findByText("Appelle-moi au 0478")).toBeTruthy();
    fireEvent.click(within(region).getByRole("button", { name: "Seen" }));
    await waitFor(() => expect(service.made("POST", "/notices/n1/seen")).toHaveLength(1));
  });

  it("knows a chat by what is on its row, never by its id", async () => {
    const region = await board(notice(), notice({ id: "n2", topic: null, waiting_since: "2026-11-27T10:05:00Z", holder: null }));
    const [talking, waiting] = within(region).getAllByRole("listitem");
    expect(talking?.textContent).toContain("Sextortion, wants money · Dutch · with sam");
    expect(within(talking as HTMLElement).getByText("Urgent")).toBeTruthy();
    expect(waiting?.textContent).toContain("Situation not clear yet · Dutch · waiting since 10:05");
    expect(region.textContent).not.toContain("raw-id");
  });

  it.each([
    ["EN English", "Began to read along · Something else (say what)"],
    ["FR Français", "A commencé à lire avec · Autre (à expliquer)"],
    ["NL Nederlands", "Begon mee te lezen · Iets anders (leg uit)"],
  ])("is told who began to read along and why (%s)", async (language, words) => {
    const region = await board(notice({ kind: "along_began", what: "other", by: "jo", times: 1 }));
    fireEvent.click(screen.getByRole("button", { name: language }));
    await waitFor(() => expect(region.textContent).toContain(words));
    expect(region.textContent).toContain("jo");
  });

  it("takes back that a chat was ended for misuse", async () => {
    const region = await board(notice({ kind: "misuse", what: "hoax", times: 1, has_words: false }));
    expect(region.textContent).toContain("Chat ended for misuse of the line · A joke or a test");
    expect(within(region).queryByRole("button", { name: "Read the words" })).toBeNull();
    fireEvent.click(within(region).getByRole("button", { name: "Take it back" }));
    await waitFor(() => expect(service.made("POST", "/notices/n1/undo")).toHaveLength(1));
  });

  it("is told when that notice is gone", async () => {
    const region = await board(notice({ kind: "abuse_image", what: null, times: 1, chat: null, has_words: false }));
    expect(region.textContent).toContain("Possible abuse image");
    expect(region.textContent).toContain("the chat is gone");
    service.on("POST", "/notices/n1/seen", refusal(404, "no_such_notice"));
    fireEvent.click(within(region).getByRole("button", { name: "Seen" }));
    await waitFor(() => expect(within(region).getByRole("alert").textContent).not.toBe(""));
  });
});
