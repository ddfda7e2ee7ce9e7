import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { QueueChat } from "../api/types";
import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService } from "../testing/fakeService";

let service: FakeService;

const rowOf = (chat: string): HTMLElement => document.querySelector<HTMLElement>(`[data-chat="${chat}"]`)!;
const focused = (): string | undefined => (document.activeElement as HTMLElement).dataset.chat;
const tell = (chats: readonly QueueChat[]): void => service.tell("/queue/stream", "queue", { chats });

beforeEach(async () => {
  sessionStorage.clear();
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
  const [first] = service.rows;
  service.rows = ["c1", "c2", "c3"].map((chat) => ({ ...first!, chat }));
  render(
    <StaffPage page="desk" roles={["counsellor"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  await waitFor(() => expect(document.querySelectorAll("[data-chat]")).toHaveLength(3));
});
afterEach(cleanup);

describe("the focus in the list", () => {
  it("goes with a chat that a colleague takes", async () => {
    rowOf("c2").focus();
    tell(service.rows.map((row) => (row.chat === "c2" ? { ...row, claimed_by: "lina" } : row)));
    await screen.findByText("With colleagues");
    expect(focused()).toBe("c2");
  });

  it("goes to the next chat when its own is gone, and to the list when it was the last one", async () => {
    rowOf("c2").focus();
    tell(service.rows.filter(({ chat }) => chat !== "c2"));
    await waitFor(() => expect(rowOf("c2")).toBeNull());
    expect(focused()).toBe("c3");
    tell([]);
    await screen.findByText("Nobody is waiting.");
    expect(document.activeElement).toBe(screen.getByRole("navigation", { name: "Chats" }));
  });

  it("comes back to the chat that was left, not to the first one", async () => {
    fireEvent.click(rowOf("c3"));
    await screen.findByRole("button", { name: "Take over" });
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(focused()).toBe("c3"));
  });
});
