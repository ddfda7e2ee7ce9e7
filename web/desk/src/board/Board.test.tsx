import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it } from "vitest";

import type { BoardPerson, BoardShown } from "../api/types";
import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";

let service: FakeService;
const none = { joined: 0, told_s: null, waited_s: null };
const BOARD: BoardShown = {
  levels: [
    { level: "life", waiting: 2, unclaimed: 1, longest_s: 95, today: { joined: 3, told_s: 60, waited_s: 130 } },
    { level: "urgent", waiting: 0, unclaimed: 0, longest_s: null, today: none },
    { level: "normal", waiting: 1, unclaimed: 1, longest_s: 40, today: none },
  ],
  today: { joined: 3, told_s: 60, waited_s: 130 },
  people: [
    { name: "lina", logged_in: true, free: false, talking: 2, reading: 1 },
    { name: "noor", logged_in: false, free: false, talking: 1, reading: 0 },
    { name: "sam", logged_in: true, free: true, talking: 0, reading: 0 },
  ],
  notifiers: [
    { name: "webhook", delivered_at: "2026-11-27T10:02:00+00:00", failing_since: null, problem: null },
    { name: "email", delivered_at: null, failing_since: "2026-11-27T10:05:00+00:00", problem: "login" },
    { name: "console", delivered_at: null, failing_since: null, problem: null },
  ],
};

async function openBoard(): Promise<void> {
  render(
    <StaffPage page="desk" roles={["counsellor"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Board" }));
}

async function followBoard(): Promise<void> {
  await openBoard();
  await waitFor(() => expect(service.isOpen("/board/stream")).toBe(true));
}
const cells = (table: string, name: string): (string | null)[] =>
  within(within(screen.getByRole("table", { name: table })).getByRole("row", { name: new RegExp(`^${name}`) }))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
});
afterEach(cleanup);

it("says who waits how long, who is there, and what was told beside what it was", async () => {
  await followBoard();
  service.tell("/board/stream", "board", BOARD);
  await screen.findByRole("table", { name: "Waiting now" });
  expect(cells("Waiting now", "Life at risk")).toEqual(["2", "1", "1 min"]);
  expect(cells("Waiting now", "Urgent")).toEqual(["0", "0", "–"]);
  expect(cells("Who is there", "lina")).toEqual(["busy", "2", "1"]);
  expect(cells("Who is there", "noor")).toEqual(["logged out", "1", "0"]);
  expect(cells("Who is there", "sam")).toEqual(["free", "0", "0"]);
  expect(cells("Today, told and real", "Life at risk")).toEqual(["3", "1 min", "2 min"]);
  expect(cells("Today, told and real", "All")).toEqual(["3", "1 min", "2 min"]);
});

it("says whether the person on call would be reached, and since when a way fails", async () => {
  await followBoard();
  service.tell("/board/stream", "board", BOARD);
  await screen.findByRole("table", { name: "Who is on call" });
  const [works, last] = cells("Who is on call", "webhook");
  expect(works).toBe("works");
  expect(last).toMatch(/27/);
  const [fails, never] = cells("Who is on call", "e-mail");
  expect(fails).toMatch(/^fails since .*27.*: login refused$/);
  expect(never).toBe("–");
  expect(cells("Who is on call", "the server’s log")).toEqual(["not yet used", "–"]);
  service.tell("/board/stream", "board", { ...BOARD, notifiers: [{ ...BOARD.notifiers[1]!, problem: "status_503" }] });
  await screen.findByText(/status_503/);
  service.tell("/board/stream", "board", { ...BOARD, notifiers: [] });
  await screen.findByText("Nobody is called when nobody takes a chat: no way is set up.");
});

it("says who is on a break, away, or behind a closed door", async () => {
  await followBoard();
  const [lina, , sam] = BOARD.people as [BoardPerson, BoardPerson, BoardPerson];
  const people: BoardPerson[] = [
    { ...lina, presence: "break" },
    { ...sam, name: "jo", free: false, presence: "away" },
    { ...sam, name: "kim", free: false, presence: "online", door_closed: true },
    { ...sam, presence: "online", door_closed: false },
  ];
  service.tell("/board/stream", "board", { ...BOARD, people, line: { closed: true, by: "lou" } });
  await screen.findByRole("table", { name: "Who is there" });
  const states = ["lina", "jo", "kim", "sam"].map((name) => cells("Who is there", name)[0]);
  expect(states).toEqual(["On a break", "Away", "Door closed", "free"]);
  screen.getByText(/lou closed the line/);
});

it("is live, has the focus on its heading, and makes room for a chat", async () => {
  await followBoard();
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Board"));
  service.tell("/board/stream", "board", BOARD);
  await screen.findByRole("table", { name: "Who is there" });
  service.tell("/board/stream", "board", { ...BOARD, people: [] });
  await screen.findByText("Nobody is logged in.");
  fireEvent.click(screen.getByRole("button", { name: /Grooming/ }));
  await screen.findByRole("button", { name: "Take over" });
  expect(screen.queryByRole("table")).toBeNull();
});

it("asks by itself when its stream is refused, and says so", async () => {
  service.on("GET", "/board/stream", refusal(403, "not_allowed"));
  service.on("GET", "/api/desk/board", [200, BOARD]);
  await openBoard();
  await screen.findByRole("table", { name: "Waiting now" });
  screen.getByText("No connection. Trying again…");
});
