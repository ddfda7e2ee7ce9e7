import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

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

it("opens with a recovery code when the phone is not at hand", async () => {
  service.on("POST", "/session", refusal(401, "totp_needed"));
  open();
  await logIn("noor", "secret");
  fireEvent.click(await screen.findByRole("button", { name: "My phone is not at hand" }));
  fireEvent.input(await screen.findByLabelText(/Recovery code/), { target: { value: "ABCDE-FGHJK" } });
  service.on("POST", "/session", refusal(401, "wrong_login"));
  fireEvent.submit(screen.getByLabelText("Password").closest("form")!);
  await screen.findByText(/That recovery code is wrong/);
  service.on("POST", "/session", [201, { name: "noor", role: "trainer", csrf: "t" }]);
  fireEvent.submit(screen.getByLabelText("Password").closest("form")!);
  await screen.findByText("Inside, noor");
  expect(service.made("POST", "/session").at(-1)?.body).toEqual({ name: "noor", password: "secret", recovery: "ABCDE-FGHJK" });
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
  fireEvent.click(await screen.findByRole("button", { name: "NL Nederlands" }));
  await screen.findByLabelText("Wachtwoord");
  expect(document.documentElement.lang).toBe("nl");
  expect(sessionStorage.getItem("desk.language")).toBe("nl");
  await waitFor(() => expect(document.title).toBe("Trainerspagina"));
});

describe("the lock", () => {
  const standing = [200, { name: "noor", role: "trainer", csrf: "t" }] as const;
  afterEach(() => void vi.useRealTimers());

  async function inside(): Promise<void> {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    service.on("GET", "/session", standing);
    open();
    await screen.findByText("Inside, noor");
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  }
  const beats = (): unknown[] => service.made("POST", "/session/heartbeat").map(({ body }) => body);

  it("is kept off only by somebody who is there", async () => {
    await inside();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(beats()).toEqual([{ active: true }, { active: false }]);
    fireEvent.pointerMove(document.body);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(beats().at(-1)).toEqual({ active: true });
  });

  it("comes by itself on a page that asks for nothing else, over what was open", async () => {
    await inside();
    service.on("POST", "/session/heartbeat", refusal(401, "not_logged_in"));
    await vi.advanceTimersByTimeAsync(31_000);
    await screen.findByText("Your session is over. What you typed is still here.");
    screen.getByText("Inside, noor");
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
    const asked = beats().length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(beats()).toHaveLength(asked);
  });

  it("comes at once when a laptop wakes up", async () => {
    await inside();
    service.on("POST", "/session/heartbeat", refusal(401, "not_logged_in"));
    document.dispatchEvent(new Event("visibilitychange"));
    await screen.findByText("Your session is over. What you typed is still here.");
  });

  it("never opens for another person upon the first one's work", async () => {
    const reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);
    await inside();
    service.on("POST", "/session/heartbeat", refusal(401, "not_logged_in"));
    await vi.advanceTimersByTimeAsync(31_000);
    await screen.findByText("Your session is over. What you typed is still here.");
    service.on("POST", "/session", [201, { name: "lina", role: "trainer", csrf: "t2" }]);
    await logIn("lina", "secret");
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
    expect(screen.queryByText("Inside, lina")).toBeNull();
    screen.getByText("Your session is over. What you typed is still here.");
  });
});
