import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";

const OFFER = { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/x", qr_size: 29, qr_path: "M4 4h7v1h-7z" };
const CODES = Array.from({ length: 10 }, (_, n) => `CODE${n}-AAAAA`);

let service: FakeService;

const session = (todo: readonly string[]) => [200, { name: "robin", role: "counsellor", csrf: "t", todo }] as const;
function open(): void {
  render(<StaffPage page="desk" roles={["counsellor"]}>{() => <p>The desk</p>}</StaffPage>);
}
const type = (label: string | RegExp, value: string): void => void fireEvent.input(screen.getByLabelText(label), { target: { value } });
const submit = (label: string | RegExp): void => void fireEvent.submit(screen.getByLabelText(label).closest("form")!);

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
  service.on("POST", "/account/totp", [200, OFFER]);
  service.on("POST", "/totp/confirm", [200, { codes: CODES }]);
});
afterEach(cleanup);

describe("the first login", () => {
  it("goes through password and code to the desk", async () => {
    service.on("GET", "/session", session(["password", "totp"]));
    open();
    await screen.findByText("Step 1 of 2");
    expect(screen.queryByText("The desk")).toBeNull();
    type("Present password", "drawn");
    type(/^New passwordAt/, "a heron on the quay");
    type("New password once more", "a heron on the quay");
    service.on("GET", "/session", session(["totp"]));
    submit("Present password");
    await screen.findByText("Step 2 of 2");
    expect(service.made("POST", "/password")[0]?.body).toEqual({ old: "drawn", new: "a heron on the quay" });
    const qr = await screen.findByRole("img", { name: /QR code/ });
    expect(qr.querySelector("path")?.getAttribute("d")).toBe(OFFER.qr_path);
    screen.getByText("JBSW Y3DP EHPK 3PXP");
    type(/six digits/, "123 456");
    submit(/six digits/);
    for (const code of CODES) await screen.findByText(code);
    expect(service.made("POST", "/confirm")[0]?.body).toEqual({ code: "123456" });
    expect(screen.queryByText("JBSW Y3DP EHPK 3PXP")).toBeNull();
    service.on("GET", "/session", session([]));
    fireEvent.click(screen.getByRole("button", { name: "I have kept them" }));
    await screen.findByText("The desk");
    expect(screen.queryByText(CODES[0]!)).toBeNull();
  });

  it.each([
    ["short", "Too short: at least 12 characters."],
    ["common", /Too easy to guess/],
    ["name", "Leave your name out of it."],
    ["a rule of tomorrow", /At least 12 characters. Several words/],
  ])("says which rule a password breaks: %s", async (rule, words) => {
    service.on("GET", "/session", session(["password"]));
    service.on("POST", "/password", refusal(422, "weak_password", { rule }));
    open();
    type((await screen.findByLabelText("Present password")) && "Present password", "drawn");
    submit("Present password");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(words));
  });

  it("asks the service nothing while the two new ones differ", async () => {
    service.on("GET", "/session", session(["password"]));
    open();
    await screen.findByLabelText("Present password");
    type(/^New passwordAt/, "a heron on the quay");
    type("New password once more", "a heron on the key");
    submit("Present password");
    await screen.findByText("The two new passwords are not the same.");
    expect(service.made("POST", "/password")).toEqual([]);
  });

  it("keeps the QR code when the code was wrong", async () => {
    service.on("GET", "/session", session(["totp"]));
    service.on("POST", "/totp/confirm", refusal(422, "wrong_code"));
    open();
    await screen.findByLabelText(/six digits/);
    type(/six digits/, "000000");
    submit(/six digits/);
    await screen.findByText(/That code does not come from this QR code/);
    screen.getByRole("img", { name: /QR code/ });
    expect(service.made("POST", "/account/totp")).toHaveLength(1);
  });
});

describe("my account", () => {
  const HERE = { session: "s1", opened_at: "2026-11-27T08:00:00+00:00", seen_at: "2026-11-27T10:00:00+00:00", here: true };
  const THERE = { ...HERE, session: "s2", here: false };

  beforeEach(() => {
    service.on("GET", "/session", session([]));
    service.on("GET", "/account", [200, { name: "robin", role: "counsellor", has_totp: true, recovery_left: 2 }]);
    service.on("GET", "/sessions", [200, { sessions: [HERE, THERE] }]);
  });
  async function openAccount(): Promise<void> {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "My account: robin" }));
    await screen.findByText("this browser");
  }

  it("lists my logins by time, and ends another", async () => {
    await openAccount();
    expect(screen.getAllByRole("button", { name: "Log out there" })).toHaveLength(1);
    service.on("GET", "/sessions", [200, { sessions: [HERE] }]);
    fireEvent.click(screen.getByRole("button", { name: "Log out there" }));
    await screen.findByText("1 other login has ended.");
    expect(service.made("DELETE", "/sessions/s2")).toMatchObject([{ csrf: "t" }]);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Log out there" })).toBeNull());
  });

  it("ends all others in one go", async () => {
    service.on("DELETE", "/sessions", [200, { ended: 3 }]);
    await openAccount();
    fireEvent.click(screen.getByRole("button", { name: "Log out everywhere else" }));
    await screen.findByText("3 other logins have ended.");
  });

  it("draws new recovery codes for the password, and says when it is wrong", async () => {
    service.on("POST", "/recovery-codes", refusal(403, "wrong_password"));
    await openAccount();
    await screen.findByText("2 recovery codes left.");
    fireEvent.click(screen.getByRole("button", { name: "New recovery codes" }));
    type(/to be sure it is you/, "wrong");
    submit(/to be sure it is you/);
    await screen.findByText("That is not your present password.");
    service.on("POST", "/recovery-codes", [200, { codes: CODES }]);
    submit(/to be sure it is you/);
    await screen.findByText(CODES[9]!);
  });

  it("sets up another phone for the password", async () => {
    await openAccount();
    fireEvent.click(screen.getByRole("button", { name: "Set up on another phone" }));
    type(/to be sure it is you/, "secret");
    submit(/to be sure it is you/);
    await screen.findByRole("img", { name: /QR code/ });
    expect(service.made("POST", "/account/totp")[0]?.body).toEqual({ password: "secret" });
  });

  it("copies the codes as lines", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { ...navigator, languages: ["en"], clipboard: { writeText } });
    service.on("POST", "/recovery-codes", [200, { codes: CODES }]);
    await openAccount();
    fireEvent.click(await screen.findByRole("button", { name: "New recovery codes" }));
    submit(/to be sure it is you/);
    fireEvent.click(await screen.findByRole("button", { name: "Copy" }));
    await screen.findByRole("button", { name: "Copied" });
    expect(writeText).toHaveBeenCalledWith(CODES.join("\n"));
  });

  it("goes back to the work", async () => {
    await openAccount();
    const desk = screen.getByText("The desk");
    expect(desk.closest("[hidden]")).not.toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    await waitFor(() => expect(desk.closest("[hidden]")).toBeNull());
  });
});
