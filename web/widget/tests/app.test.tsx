import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { App } from "../src/App";
import { Conversation } from "../src/chat/conversation";
import { forgetEverything, rememberSession } from "../src/session";
import { FakeService } from "./fakeService";

let service: FakeService;
let conversation: Conversation;

async function open(): Promise<void> {
  conversation = new Conversation("fr");
  render(<App conversation={conversation} />);
  conversation.begin();
  await screen.findByRole("log");
}

function log(): HTMLElement {
  return screen.getByRole("log");
}

function write(text: string): void {
  fireEvent.input(screen.getByRole("textbox"), { target: { value: text } });
  fireEvent.click(screen.getByRole("button", { name: "Envoyer" }));
}

function box(): HTMLTextAreaElement {
  return screen.getByRole<HTMLTextAreaElement>("textbox");
}

beforeEach(() => {
  forgetEverything();
  service = new FakeService();
  service.says("Salut, je suis un robot.");
});
afterEach(() => {
  conversation.stop();
  cleanup();
});

describe("what this page has received", () => {
  it("is said of a counsellor's words only, once each, whether or not anybody looks", async () => {
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await open();
    service.append("state", "system", { state: "human", reason: "joined", name: "Sam" });
    const first = service.append("message", "counsellor", { text: "Bonjour" });
    await within(log()).findByText("Bonjour");
    await waitFor(() => expect(service.called("/received").map(({ body }) => body)).toEqual([{ seq: first }]));
    service.says("Je suis le robot.");
    await within(log()).findByText("Je suis le robot.");
    const second = service.append("message", "counsellor", { text: "Tu es là ?" });
    await waitFor(() => expect(service.called("/received").map(({ body }) => body)).toEqual([{ seq: first }, { seq: second }]));
    expect(service.called("/seen")).toEqual([]);
  });

  it("is said again after a reload, when the first word of it may have been lost", async () => {
    const seq = service.append("message", "counsellor", { text: "Bonjour" });
    await open();
    await waitFor(() => expect(service.called("/received").map(({ body }) => body)).toEqual([{ seq }]));
  });
});

describe("the visitor", () => {
  it("writes, sees the message sent, and the answer with its sender outside of the text", async () => {
    await open();
    write("il veut 200€");
    const bubble = await within(log()).findByText("il veut 200€");
    await screen.findByText("Envoyé");
    service.says("Ne paie pas.", { answers: 2 });
    const answer = await within(log()).findByText("Ne paie pas.");
    expect(bubble.closest(".bubble-row")?.className).toContain("visitor");
    expect(answer.closest(".bubble")?.textContent).not.toContain("Robot");
    expect(answer.closest(".bubble-row")?.textContent).toContain("Robot");
    expect(box().value).toBe("");
  });

  it("sees every message once, whatever the stream repeats", async () => {
    await open();
    write("slm");
    await screen.findByText("Envoyé");
    expect(within(log()).getAllByText("slm")).toHaveLength(1);
  });

  it("takes a choice: it goes, and stands as their own words; free text stays possible", async () => {
    service.says("C'est fait ?", { choices: [{ id: "c1", label: "Oui", act: "yes" }] });
    await open();
    const group = screen.getByRole("group", { name: "Réponses à choisir" });
    expect(box().disabled).toBe(false);
    fireEvent.click(within(group).getByRole("button", { name: "Oui" }));
    expect(screen.queryByRole("group", { name: "Réponses à choisir" })).toBeNull();
    expect(await within(log()).findByText("Oui")).toBeTruthy();
    await waitFor(() => expect(service.called("/messages")[0]?.body).toMatchObject({ choice: "c1" }));
  });

  it("reads HTML as text", async () => {
    service.says('<img src=x onerror="alert(1)"><b>gras</b>');
    await open();
    expect(log().querySelector("img, b")).toBeNull();
    expect(log().textContent).toContain("<b>gras</b>");
  });

  it("keeps a text that is too long, and is told by how much", async () => {
    await open();
    write("a".repeat(2_005));
    expect(box().value).toHaveLength(2_005);
    expect(screen.getByText(/5 caractères de trop/)).toBeTruthy();
    expect(service.called("/messages")).toHaveLength(0);
  });

  it("gets a text back that the service finds too long", async () => {
    await open();
    service.refusal = Response.json({ error: { code: "too_long", message: "" } }, { status: 422 });
    write("presque trop long");
    await waitFor(() => expect(box().value).toBe("presque trop long"));
    expect(screen.getByText(/trop long pour un seul message/)).toBeTruthy();
  });

  it("finds everything again after a reload of the tab, also what was not sent", async () => {
    rememberSession({ chat: "c", token: "t" });
    sessionStorage.setItem("draft", JSON.stringify("pas encore fini"));
    sessionStorage.setItem("unsent", JSON.stringify([{ clientId: "old", text: "il me menace", choice: null }]));
    await open();
    expect(within(log()).getByText("Salut, je suis un robot.")).toBeTruthy();
    expect(box().value).toBe("pas encore fini");
    await waitFor(() => expect(service.called("/messages")[0]?.body).toMatchObject({ client_id: "old" }));
    expect(service.called("/api/chats")).toHaveLength(0);
  });

  it("asks for a human, and is told honestly how long it takes", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Parler à un humain" }));
    service.append("state", "system", { state: "waiting", reason: "asked" });
    expect(await screen.findByText("Tu attends un humain.")).toBeTruthy();
    await waitFor(() => expect(document.body.textContent).toContain("Environ 5\u00a0min."));
    service.append("state", "system", { state: "human", name: "Sam" });
    service.append("message", "counsellor", { text: "Bonjour" });
    const hello = await within(log()).findByText("Bonjour");
    expect(hello.closest(".bubble-row")?.textContent).toContain("Sam, humain");
    service.append("state", "system", { state: "waiting", reason: "counsellor_gone" });
    await within(log()).findByText("Sam n'est plus là. Tu gardes ta place dans la file.");
    expect(screen.getByText("Tu attends un humain.")).toBeTruthy();
  });

  it.each([
    [{ position: 2, wait_s: 300 }, "Tu attends un humain. Tu es n°\u00a02 dans la file. Environ 5\u00a0min."],
    [{ position: 2, wait_s: null }, "Tu attends un humain. Tu es n°\u00a02 dans la file. On ne sait pas encore quand."],
    [{ position: 1, wait_s: 30 }, "Tu attends un humain. C'est bientôt à toi. Environ 1\u00a0min."],
    [{ position: 1, wait_s: null }, "Tu attends un humain. Tu es n°\u00a01 dans la file. On ne sait pas encore quand."],
  ])("is told the place in the queue, and “soon” only where somebody is there to come: %j", async (queue, told) => {
    await open();
    service.append("state", "system", { state: "waiting", reason: "asked" });
    const waiting = await screen.findByText("Tu attends un humain.");
    service.passes("queue", queue);
    await waitFor(() => expect(waiting.closest("p")?.textContent).toBe(told));
  });

  it("sees the place change while others are helped", async () => {
    await open();
    service.append("state", "system", { state: "waiting", reason: "asked" });
    const line = (await screen.findByText("Tu attends un humain.")).closest("p");
    service.passes("queue", { position: 2, wait_s: 300 });
    await waitFor(() => expect(line?.textContent).toContain("n°\u00a02 dans la file"));
    service.passes("queue", { position: 1, wait_s: 120 });
    await waitFor(() => expect(line?.textContent).toBe("Tu attends un humain. C'est bientôt à toi. Environ 2\u00a0min."));
  });

  it("stops waiting with one tap; until then the bot says that it goes on", async () => {
    await open();
    service.append("state", "system", { state: "waiting", reason: "asked" });
    expect(await screen.findByText("En attendant, le robot continue avec toi.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Ne plus attendre" }));
    await waitFor(() => expect(service.called("/human").map(({ method }) => method)).toEqual(["DELETE"]));
    service.append("state", "system", { state: "bot", reason: "not_wanted_any_more" });
    expect(await screen.findByRole("button", { name: "Parler à un humain" })).toBeTruthy();
    expect(screen.queryByText("Tu attends un humain.")).toBeNull();
  });

  it("who said not now is told so, and may ask again", async () => {
    await open();
    service.append("state", "system", { state: "waiting", reason: "danger" });
    await screen.findByText("Tu attends un humain.");
    service.append("state", "system", { state: "waiting", reason: "talk_declined" });
    expect(await screen.findByText("Tu as dit : pas maintenant.")).toBeTruthy();
    expect(screen.queryByText("Tu attends un humain.")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Parler à un humain" }));
    service.append("state", "system", { state: "waiting", reason: "asked" });
    expect(await screen.findByText("Tu attends un humain.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Un humain est prévenu" })).toBeTruthy();
  });

  it("is told whom to call while no chat can be opened, and comes in once one can", async () => {
    service.offline = true;
    conversation = new Conversation("fr");
    render(<App conversation={conversation} />);
    conversation.begin();
    expect(await screen.findByText(/Le chat ne répond pas/)).toBeTruthy();
    expect(screen.getByRole("link", { name: /116\u00a0000/ }).getAttribute("href")).toBe("tel:116000");
    expect(screen.getByRole("button", { name: "Quitter" })).toBeTruthy();
    service.offline = false;
    fireEvent.click(screen.getByRole("button", { name: "Réessayer" }));
    await screen.findByRole("log");
    expect(service.calls.filter(({ method, path }) => method === "POST" && path === "/api/chats")).toHaveLength(1);
  });

  it("proves some work under heavy load, without a word about it", async () => {
    service.ticket = { ticket: "abc", bits: 6 };
    await open();
    const opened = service.called("/api/chats");
    expect(opened).toHaveLength(2);
    expect(opened[1]?.body).toMatchObject({ language: "fr", ticket: "abc", nonce: expect.any(String) as string });
  });

  it("sees the next step of the plan first, and the rest folded away", async () => {
    const plan = ["Ne plus répondre", "Garder les preuves", "Signaler"].map((label, index) => ({
      id: `s${index}`,
      label,
      advice: [],
      done: index === 0,
    }));
    service.append("plan", "bot", { plan });
    await open();
    fireEvent.click(screen.getByRole("button", { name: /Plan/ }));
    const sheet = screen.getByRole("dialog", { name: "Mon plan" });
    expect(sheet.querySelector(".plan-next")?.textContent).toContain("Garder les preuves");
    expect(sheet.querySelector("details")?.open).toBe(false);
    expect(screen.getByRole("button", { name: "Quitter" })).toBeTruthy();
    fireEvent.keyDown(window, { key: "Escape" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("sees a code once: closed, it is gone from the page", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Menu" }));
    fireEvent.click(screen.getByRole("button", { name: "Revenir plus tard" }));
    fireEvent.click(screen.getByRole("button", { name: "Montrer mon code" }));
    await screen.findByText("ABCDE-FGHJK");
    fireEvent.click(screen.getByRole("button", { name: "Je l'ai noté" }));
    expect(document.body.textContent).not.toContain("ABCDE-FGHJK");
    expect(JSON.stringify({ ...sessionStorage })).not.toContain("ABCDE");
  });

  it("erases the conversation after a question, and the tab keeps nothing", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Menu" }));
    fireEvent.click(screen.getByRole("button", { name: "Effacer ma conversation" }));
    expect(service.calls.some((call) => call.method === "DELETE")).toBe(false);
    fireEvent.click(screen.getByRole("button", { name: "Oui, tout effacer" }));
    await screen.findByText("Cette conversation n'est plus là");
    expect(sessionStorage.length).toBe(0);
  });

  it("changes the language of everything around the conversation at once", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Verder in het Nederlands" }));
    service.append("language", "system", { language: "nl" });
    expect(await screen.findByRole("button", { name: "Met een mens praten" })).toBeTruthy();
    await waitFor(() => expect(document.documentElement.lang).toBe("nl"));
    expect(service.called("/language")[0]?.body).toMatchObject({ language: "nl" });
  });
});
