import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it } from "vitest";

import { FakeService, refusal } from "../testing/fakeService";
import { StaffPage } from "./StaffPage";

let service: FakeService;

function open(): void {
  render(<StaffPage page="trainer" roles={["trainer"]}>{(_api, session) => <p>Inside, {session.name}</p>}</StaffPage>);
}

async function logIn(name: string, password: string, totp?: string): Promise<void> {
  fireEvent.input(await screen.findByLabelText("Name"), { target: { value: name } });
  fireEvent.input(screen.getByLabelText("Password"), { target: { value: password } });
  if (totp) fireEvent.input(screen.getByLabelText(/Six-digit code/), { target: { value: totp } });
  fireEvent.submit(screen.getByLabelText("Password").closest("form")!);
}

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
  service.on("GET", "/session", refusal(401, "not_logged_in"));
});
afterEach(cleanup);

it("lets in who has the role", async () => {
  service.on("POST", "/session", [201, { name: "noor", role: "trainer", csrf: "t" }]);
  open();
  await logIn(" noor ", "secret");
  await screen.findByText("Inside, noor");
  expect(service.made("POST", "/session")[0]?.body).toEqual({ name: "noor", password: "secret" });
});

it("goes on without a login while the session stands", async () => {
  service.on("GET", "/session", [200, { name: "noor", role: "trainer", csrf: "t" }]);
  open();
  await screen.findByText("Inside, noor");
});

it("says that the role has no access here", async () => {
  service.on("POST", "/session", [201, { name: "sam", role: "counsellor", csrf: "t" }]);
  open();
  await logIn("sam", "secret");
  await screen.findByText("Your account has no access to: Trainer page.");
  expect(screen.queryByText(/Inside/)).toBeNull();
});

it("asks for the code when the account wants one, and keeps the rest", async () => {
  service.on("POST", "/session", refusal(401, "totp_needed"));
  open();
  await logIn("noor", "secret");
  await screen.findByText("Now the code from your app.");
  service.on("POST", "/session", [201, { name: "noor", role: "trainer", csrf: "t" }]);
  await logIn("noor", "secret", "123 456");
  await screen.findByText("Inside, noor");
  expect(service.made("POST", "/session")[1]?.body).toEqual({ name: "noor", password: "secret", totp: "123456" });
});

it.each([
  [refusal(401, "wrong_login"), /do not go together/],
  [refusal(503, "unavailable"), /server does not answer/],
  [[429, { error: { code: "slow_down" } }] as const, /Too many tries/],
])("says what went wrong and keeps the name", async (answer, words) => {
  service.on("POST", "/session", answer);
  open();
  await logIn("noor", "secret");
  await screen.findByText(words);
  expect((screen.getByLabelText("Name") as HTMLInputElement).value).toBe("noor");
});

it("asks nothing of the service before both fields are filled", async () => {
  open();
  await logIn("noor", "");
  await screen.findByText("Fill in your name and your password.");
  expect(service.made("POST", "/session")).toEqual([]);
});

it("changes every word with the language and remembers it in the tab", async () => {
  open();
  fireEvent.click(await screen.findByRole("button", { name: "Nederlands" }));
  await screen.findByLabelText("Wachtwoord");
  expect(document.documentElement.lang).toBe("nl");
  expect(sessionStorage.getItem("desk.language")).toBe("nl");
  await waitFor(() => expect(document.title).toBe("Trainerspagina"));
});
