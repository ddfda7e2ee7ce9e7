import { cleanup, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it } from "vitest";

import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";

const ROBIN = { name: "robin", role: "counsellor", has_totp: true, created_at: "2026-11-02T09:00:00+00:00", disabled: false };
const NOOR = { ...ROBIN, name: "noor", role: "trainer", has_totp: false, disabled: true };

let service: FakeService;

function open(page: "desk" | "trainer" = "desk"): void {
  render(<StaffPage page={page} roles={[page === "desk" ? "counsellor" : "trainer"]}>{() => <p>Chats</p>}</StaffPage>);
}

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
  service.on("GET", "/session", [200, { name: "kim", role: "admin", csrf: "t" }]);
  service.on("GET", "/staff", [200, { accounts: [ROBIN, NOOR] }]);
  service.on("GET", "/audit", [200, { records: 12, head: "ab", broken: null }]);
});
afterEach(cleanup);

it.each(["desk", "trainer"] as const)("lands on the accounts, at the %s, and never on a chat", async (page) => {
  open(page);
  await screen.findByRole("rowheader", { name: "robin" });
  await screen.findByText("The record of what staff did is whole: 12 entries.");
  expect(screen.queryByText("Chats")).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Accounts");
  await waitFor(() => expect(document.title).toBe("Accounts"));
});

it("tells role, day, one-time code and state of each account", async () => {
  open();
  const cells = async (name: string): Promise<(string | null)[]> => {
    const row = (await screen.findByRole("rowheader", { name })).closest("tr")!;
    return within(row).getAllByRole("cell").map((cell) => cell.textContent);
  };
  expect(await cells("robin")).toEqual(["Counsellor", "Nov 2, 2026", "yes", "open"]);
  expect(await cells("noor")).toEqual(["Trainer", "Nov 2, 2026", "no", "closed"]);
});

it("says how an account is made, closed and given a new password", async () => {
  open();
  await screen.findByText(/on the server, with these commands/);
  for (const command of ["make staff", "disable", "reset-password"]) {
    expect(screen.getByText(new RegExp(command)).tagName).toBe("CODE");
  }
});

it("says where the record was changed", async () => {
  service.on("GET", "/audit", [200, { records: 12, head: "ab", broken: 7 }]);
  open();
  const words = await screen.findByText("The record of what staff did was changed at entry 7.");
  expect(words.className).toContain("broken");
});

it("says that the server does not answer, and asks again", async () => {
  service.on("GET", "/staff", refusal(503, "unavailable"));
  open();
  await screen.findByRole("alert");
  service.on("GET", "/staff", [200, { accounts: [ROBIN] }]);
  screen.getByRole("button", { name: "Try again" }).click();
  await screen.findByRole("rowheader", { name: "robin" });
});
