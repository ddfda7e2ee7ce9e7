import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import type { Duty } from "./duty";

let service: FakeService;

async function openDesk(role: "counsellor" | "lead" = "counsellor"): Promise<void> {
  service.on("GET", "/session", [200, { name: "sam", role, csrf: "token-1" }]);
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  await screen.findByText("Grooming");
  await waitFor(() => expect(service.isOpen("/queue/stream")).toBe(true));
}

/** The service tells how sam works now. */
function tell(change: Partial<Duty>): void {
  service.duty = { ...service.duty, ...change };
  service.tell("/queue/stream", "duty", service.duty);
}

/** Changes answer with the whole, as the service does. */
function answers(path: string, change: Partial<Duty>): void {
  service.on("POST", path, [200, { ...service.duty, ...change }]);
}

const offer = (left_s = 60) => ({ chat: "c1", offered_at: "2026-11-27T10:00:00+00:00", left_s });
const shownOffer = (): Promise<HTMLElement> => screen.findByRole("region", { name: "For you" });

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe("an offer", () => {
  it("says what the list says of the chat, and is announced once with its time", async () => {
    await openDesk();
    tell({ offer: offer() });
    const region = await shownOffer();
    for (const part of ["Urgent", "Grooming", "Meeting planned", "samedi à la gare", "French", "13–15", "1 min"]) {
      expect(region.textContent).toContain(part);
    }
    const alert = await screen.findByText("A chat for you. Urgent: Grooming. It passes on in 60 seconds.");
    expect(alert.getAttribute("role")).toBe("alert");
    expect(alert.textContent).not.toContain("samedi");
  });

  it("is accepted by a claim, and the chat opens", async () => {
    await openDesk();
    tell({ offer: offer() });
    fireEvent.click(within(await shownOffer()).getByRole("button", { name: "Accept" }));
    await screen.findByRole("log", { name: "Conversation" });
    expect(service.made("POST", "/c1/claim")).toHaveLength(1);
    expect(screen.queryByRole("region", { name: "For you" })).toBeNull();
  });

  it("passes on without a reason, and is gone at once", async () => {
    await openDesk();
    tell({ offer: offer() });
    service.on("POST", "/decline", [204]);
    service.on("GET", "/duty", [200, { ...service.duty, offer: null }]);
    fireEvent.click(within(await shownOffer()).getByRole("button", { name: "Pass on" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "For you" })).toBeNull());
    expect(service.made("POST", "/c1/decline").map(({ body }) => body)).toEqual([{}]);
  });

  it("stays when passing it on did not arrive", async () => {
    await openDesk();
    tell({ offer: offer() });
    service.on("POST", "/decline", refusal(503, "unavailable"));
    fireEvent.click(within(await shownOffer()).getByRole("button", { name: "Pass on" }));
    await waitFor(() => expect(service.made("GET", "/duty")).toHaveLength(1));
    await shownOffer();
  });

  it("disappears when a colleague claims the chat from the list, and when its time is over", async () => {
    await openDesk();
    tell({ offer: offer() });
    await shownOffer();
    service.claimedBy("lina");
    await waitFor(() => expect(screen.queryByRole("region", { name: "For you" })).toBeNull());
    service.claimedBy(null);
    await shownOffer();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: Date.now() + 61_000 });
    cleanup();
    await openDesk();
    tell({ offer: offer(0) });
    expect(screen.queryByRole("region", { name: "For you" })).toBeNull();
  });
});

describe("presence", () => {
  const summary = (): HTMLElement => screen.getByLabelText(/^You are: /);

  it("stands in the top bar and is chosen there, by keyboard, too", async () => {
    await openDesk();
    tell({});
    await waitFor(() => expect(summary().getAttribute("aria-label")).toBe("You are: Online. Change"));
    expect(summary().tagName).toBe("SUMMARY");
    fireEvent.click(summary());
    answers("/duty/presence", { presence: "break" });
    fireEvent.click(screen.getByRole("radio", { name: "On a break" }));
    await waitFor(() => expect(summary().getAttribute("aria-label")).toBe("You are: On a break. Change"));
    expect(service.made("POST", "/duty/presence").map(({ body }) => body)).toEqual([{ presence: "break" }]);
    fireEvent.keyDown(screen.getByRole("radio", { name: "On a break" }), { key: "Escape" });
    expect(summary().closest("details")?.open).toBe(false);
    expect(document.activeElement).toBe(summary());
  });

  it("other than online is announced, with the way back", async () => {
    await openDesk();
    tell({ presence: "break" });
    const notice = await screen.findByText(/You are: On a break. No chat is offered to you./);
    expect(notice.closest("[role=status]")).toBeTruthy();
    answers("/duty/presence", { presence: "online" });
    fireEvent.click(screen.getByRole("button", { name: "I am back" }));
    await waitFor(() => expect(screen.queryByText(/No chat is offered/)).toBeNull());
  });

  it("away ends with any input, at once", async () => {
    await openDesk();
    tell({ presence: "away" });
    await screen.findByText(/You are away/);
    service.duty = { ...service.duty, presence: "online" };
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: "Shift" });
      fireEvent.keyDown(document.body, { key: "Shift" });
      expect(service.made("POST", "/session/heartbeat").map(({ body }) => body)).toEqual([{ active: true }]);
    });
    await waitFor(() => expect(screen.queryByText(/You are away/)).toBeNull());
    expect(service.made("POST", "/session/heartbeat")).toHaveLength(1);
  });

  it("says what went wrong", async () => {
    await openDesk();
    tell({});
    service.on("POST", "/duty/door", refusal(503, "unavailable"));
    fireEvent.click(await screen.findByRole("button", { name: "Close my door" }));
    await screen.findByText("The server does not answer.");
    expect(screen.getByRole("button", { name: "Close my door" })).toBeTruthy();
  });
});

describe("the door", () => {
  it("closes with one click, says so, and opens again", async () => {
    await openDesk();
    tell({});
    answers("/duty/door", { door_closed: true });
    fireEvent.click(await screen.findByRole("button", { name: "Close my door" }));
    await screen.findByText(/Your door is closed: no new chats/);
    expect(service.made("POST", "/duty/door").map(({ body }) => body)).toEqual([{ closed: true }]);
    service.forget();
    answers("/duty/door", { door_closed: false });
    fireEvent.click(screen.getByRole("button", { name: "Open my door" }));
    await screen.findByRole("button", { name: "Close my door" });
  });

  it("refuses a chat kindly, with the click that opens it and takes the chat", async () => {
    await openDesk();
    fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
    service.on("POST", "/claim", refusal(409, "door_closed"));
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await screen.findByText("Your door is closed. Open it to take this chat.");
    service.forget();
    fireEvent.click(screen.getByRole("button", { name: "Open my door and take over" }));
    await screen.findByRole("log", { name: "Conversation" });
    expect(service.made("POST", "/duty/door").map(({ body }) => body)).toEqual([{ closed: false }]);
  });

  it("of the line is a lead's, and everybody sees who closed it", async () => {
    await openDesk();
    tell({});
    fireEvent.click(await screen.findByLabelText(/^You are: /));
    expect(screen.queryByRole("button", { name: "Close the line" })).toBeNull();
    tell({ line: { closed: true, by: "lou" } });
    await screen.findByText(/lou closed the line/);
    cleanup();
    service = new FakeService();
    await openDesk("lead");
    tell({});
    answers("/desk/line", { line: { closed: true, by: "sam" } });
    fireEvent.click(await screen.findByRole("button", { name: "Close the line", hidden: true }));
    await screen.findByText(/sam closed the line/);
    expect(service.made("POST", "/desk/line").map(({ body }) => body)).toEqual([{ closed: true }]);
  });
});

describe("the limit", () => {
  it("is told where it refuses, and one more is taken with one click", async () => {
    await openDesk();
    fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
    service.on("POST", "/claim", refusal(409, "at_limit", { limit: 3 }));
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await screen.findByText(/as many chats as you may have at once/);
    service.forget();
    fireEvent.click(screen.getByRole("button", { name: "Take one more" }));
    await screen.findByRole("log", { name: "Conversation" });
    expect(service.made("POST", "/claim").map(({ body }) => body)).toEqual([{}, { one_more: true }]);
  });

  it("lets one ask for one more, and take that back", async () => {
    await openDesk();
    tell({});
    expect(screen.queryByText("Ask for one more")).toBeNull();
    tell({ chats: 3 });
    await screen.findByText("3 of 3 chats");
    answers("/duty/one-more", { one_more: true });
    fireEvent.click(screen.getByText("Ask for one more"));
    fireEvent.click(await screen.findByText("One more is on its way. Take it back?"));
    await waitFor(() => expect(service.made("POST", "/duty/one-more").map(({ body }) => body)).toEqual([{ wanted: true }, { wanted: false }]));
  });
});

describe("a text in a chat that is lost while another is open", () => {
  const box = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: "Your message" });

  async function typeAndLeave(): Promise<void> {
    await openDesk();
    fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await screen.findByRole("log", { name: "Conversation" });
    fireEvent.input(box(), { target: { value: "je suis là" } });
    box().blur();
    fireEvent.keyDown(document.body, { key: "Escape" });
    await screen.findByText("Open a chat from the list.");
  }
  const left = (): Promise<HTMLElement> => screen.findByRole("region", { name: "Your texts that were not sent" });

  it("stays readable, says that the chat went back, then who has it, and can be copied or thrown away", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { languages: ["en"], clipboard: { writeText } });
    await typeAndLeave();
    service.claimedBy(null);
    const region = await left();
    expect(region.textContent).toContain("went back to the queue");
    expect(region.textContent).toContain("je suis là");
    service.claimedBy("lina");
    await waitFor(() => expect(region.textContent).toContain("Taken over by lina"));
    expect(within(region).queryByRole("textbox")).toBeNull();
    fireEvent.click(within(region).getByRole("button", { name: "Copy" }));
    await within(region).findByText("Copied");
    expect(writeText).toHaveBeenCalledWith("je suis là");
    fireEvent.click(within(region).getByRole("button", { name: "Throw this text away" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Your texts that were not sent" })).toBeNull());
  });

  it("is in the box again when one takes the chat once more", async () => {
    await typeAndLeave();
    service.claimedBy(null);
    await left();
    fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await waitFor(() => expect(box().value).toBe("je suis là"));
    expect(screen.queryByRole("region", { name: "Your texts that were not sent" })).toBeNull();
  });

  it("of the open chat says that it went back to the queue while nobody has it", async () => {
    await openDesk();
    fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await screen.findByRole("log", { name: "Conversation" });
    fireEvent.input(box(), { target: { value: "à copier" } });
    service.on("GET", "?after=1", refusal(409, "claim_lost", { by: null, state: "waiting" }));
    await waitFor(() => expect(service.isOpen("c1/stream")).toBe(true));
    service.tell("c1/stream", "claim_lost", { by: null, state: "waiting" });
    service.claimedBy(null);
    await screen.findByText(/This chat went back to the queue, in its old place/);
    screen.getByText("à copier");
  });
});
