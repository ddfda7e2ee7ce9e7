import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it } from "vitest";

import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";

const ROBIN = { account: "a1", name: "robin", role: "counsellor", has_totp: true, totp_due: false, sessions: 2, created_at: "2026-11-02T09:00:00+00:00", disabled: false };
const NOOR = { ...ROBIN, account: "a2", name: "noor", role: "trainer", has_totp: false, sessions: 0, disabled: true };
const KIM = { ...ROBIN, account: "a3", name: "kim", role: "admin", has_totp: false, totp_due: true };

let service: FakeService;

function open(page: "desk" | "trainer" = "desk"): void {
  render(<StaffPage page={page} roles={[page === "desk" ? "counsellor" : "trainer"]}>{() => <p>Chats</p>}</StaffPage>);
}

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
  service.on("GET", "/session", [200, { name: "kim", role: "admin", csrf: "t" }]);
  service.on("GET", "/staff", [200, { accounts: [ROBIN, NOOR, KIM] }]);
  service.on("GET", "/audit/chain", [200, { records: 12, head: "ab", broken: null }]);
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
  expect(await cells("robin")).toEqual(["Counsellor", "Nov 2, 2026", "yes", "2", "open", "Change"]);
  expect(await cells("noor")).toEqual(["Trainer", "Nov 2, 2026", "no", "0", "closed", "Change"]);
  expect(await cells("kim")).toEqual(["Admin", "Nov 2, 2026", "at the next login", "2", "open", "you"]);
});

const submit = (button: string): void => void fireEvent.submit(screen.getByRole("button", { name: button, hidden: true }).closest("form")!);

async function change(name: string): Promise<void> {
  open();
  fireEvent.click(await screen.findByRole("button", { name: `Change ${name}` }));
}

it("makes an account and shows its password once", async () => {
  service.on("POST", "/staff", [201, { name: "sacha", password: "abcde-fghjk-mnpqr-stuvw" }]);
  open();
  fireEvent.click(await screen.findByRole("button", { name: "New account" }));
  fireEvent.input(screen.getByLabelText(/^Name/), { target: { value: "Sacha" } });
  fireEvent.change(screen.getByLabelText("Role"), { target: { value: "lead" } });
  fireEvent.submit(screen.getByLabelText("Role").closest("form")!);
  await screen.findByText("abcde-fghjk-mnpqr-stuvw");
  screen.getByText("The account sacha is made.");
  expect(service.made("POST", "/staff").map(({ body }) => body)).toEqual([{ name: "Sacha", role: "lead" }]);
  await waitFor(() => expect(service.made("GET", "/staff")).toHaveLength(2));
  fireEvent.click(screen.getByRole("button", { name: "Close", hidden: true }));
  await waitFor(() => expect(screen.queryByText("abcde-fghjk-mnpqr-stuvw")).toBeNull());
});

it.each([
  [refusal(409, "name_taken"), /That name is taken/],
  [refusal(422, "bad_name"), /A name has 1 to 40 letters/],
])("says why a name cannot be, and keeps it", async (answer, words) => {
  service.on("POST", "/staff", answer);
  open();
  fireEvent.click(await screen.findByRole("button", { name: "New account" }));
  fireEvent.input(screen.getByLabelText(/^Name/), { target: { value: "robin" } });
  fireEvent.submit(screen.getByLabelText("Role").closest("form")!);
  await screen.findByText(words);
  expect((screen.getByLabelText(/^Name/) as HTMLInputElement).value).toBe("robin");
});

it("gives a new password, which is shown once", async () => {
  service.on("POST", "/a1/password", [200, { name: "robin", password: "fresh-fresh" }]);
  await change("robin");
  fireEvent.click(screen.getByLabelText(/^New password/));
  submit("Do it");
  await screen.findByText("fresh-fresh");
});

it.each([
  [/^New second factor/, "POST", "/a1/second-factor"],
  [/^Log out everywhere/, "DELETE", "/a1/sessions"],
  [/^Close the account/, "POST", "/a1/disable"],
])("%s is one call, and the list is read again", async (choice, method, path) => {
  await change("robin");
  fireEvent.click(screen.getByLabelText(choice));
  submit("Do it");
  await waitFor(() => expect(service.made("GET", "/staff")).toHaveLength(2));
  expect(service.made(method, path)).toHaveLength(1);
  await waitFor(() => expect(screen.queryByLabelText(choice)).toBeNull());
});

it.each([
  ["5", 5],
  ["", null],
])("sets how many chats at once: %j", async (typed, limit) => {
  await change("robin");
  fireEvent.click(screen.getByLabelText(/^Chats at once/));
  fireEvent.input(screen.getByLabelText(/^How many/), { target: { value: typed } });
  submit("Do it");
  await waitFor(() => expect(service.made("POST", "/a1/chat-limit").map(({ body }) => body)).toEqual([{ limit }]));
});

it("gives another role, and says why the last admin keeps theirs", async () => {
  service.on("POST", "/a1/role", refusal(409, "last_admin"));
  await change("robin");
  fireEvent.click(screen.getByLabelText(/^Another role/));
  fireEvent.change(screen.getByLabelText("New role"), { target: { value: "lead" } });
  submit("Do it");
  await screen.findByText("This is the last admin account. Make another one first.");
  expect(service.made("POST", "/a1/role").map(({ body }) => body)).toEqual([{ role: "lead" }]);
});

it("does nothing before something is chosen", async () => {
  await change("robin");
  submit("Do it");
  await screen.findByText("Choose what is to be done.");
  expect(service.calls.filter(({ method }) => method !== "GET")).toEqual([]);
});

it("opens a closed account only by a new password", async () => {
  await change("noor");
  expect(screen.getAllByRole("radio", { hidden: true })).toHaveLength(1);
  screen.getByLabelText(/^New password/);
});

it("says where the record was changed", async () => {
  service.on("GET", "/audit/chain", [200, { records: 12, head: "ab", broken: 7 }]);
  open();
  const words = await screen.findByText("The record of what staff did was changed at entry 7.");
  expect(words.className).toContain("chain--broken");
});

it("says that the server does not answer, and asks again", async () => {
  service.on("GET", "/staff", refusal(503, "unavailable"));
  open();
  await screen.findByRole("alert");
  service.on("GET", "/staff", [200, { accounts: [ROBIN] }]);
  screen.getByRole("button", { name: "Try again" }).click();
  await screen.findByRole("rowheader", { name: "robin" });
});
