import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { App } from "../src/App";
import { Conversation } from "../src/chat/conversation";
import { forgetEverything } from "../src/session";
import { FakeService } from "./fakeService";

let service: FakeService;
let conversation: Conversation;

async function open(): Promise<void> {
  conversation = new Conversation("fr");
  render(<App conversation={conversation} />);
  conversation.begin();
  await screen.findByRole("log");
}

const answers = (): HTMLElement | null => screen.queryByRole("group", { name: "Ta réponse" });
const steps = (): HTMLElement | null => screen.queryByRole("group", { name: "Réponses à choisir" });
const tap = (name: string): void => void fireEvent.click(within(answers()!).getByRole("button", { name }));

beforeEach(() => {
  forgetEverything();
  service = new FakeService();
  service.says("Ne paie pas. C'est fait ?", { choices: [{ id: "step", label: "C'est fait", act: "done" }] });
});
afterEach(() => {
  conversation.stop();
  cleanup();
  vi.useRealTimers();
});

it("asks once, with a name and two choices, and leaves the bot's own choices where they are", async () => {
  service.asksToJoin("Sam");
  await open();
  expect(screen.getByText("Sam est là.")).toBeTruthy();
  expect(within(answers()!).getAllByRole("button").map((button) => button.textContent)).toEqual(["Oui, c'est ok", "Pas maintenant"]);
  expect(within(steps()!).getAllByRole("button").map((button) => button.textContent)).toEqual(["C'est fait"]);
});

it("hides the question's bubble while the strip asks it: the bot's choices below would seem to answer it", async () => {
  service.asksToJoin("Sam");
  await open();
  const bubble = (): Element | null => screen.getAllByText(/^Sam est là\./).map((text) => text.closest(".log-line")).find(Boolean) ?? null;
  expect(bubble()!.classList).toContain("for-readers-only");
  service.append("message", "visitor", { text: "Pas maintenant", about: "join" });
  service.append("state", "system", { state: "waiting", reason: "talk_declined" });
  await waitFor(() => expect(bubble()!.classList).not.toContain("for-readers-only"));
});

it("says who comes by role where there is no name", async () => {
  service.asksToJoin(null);
  await open();
  expect(screen.getByText("Quelqu'un de l'équipe est là.")).toBeTruthy();
});

it("sends the answer by its id, once", async () => {
  service.asksToJoin("Sam");
  await open();
  tap("Oui, c'est ok");
  expect(within(answers()!).getByRole<HTMLButtonElement>("button", { name: "Oui, c'est ok" }).disabled).toBe(true);
  await waitFor(() => expect(service.called("/messages").map(({ body }) => body.choice)).toEqual(["yes1"]));
});

it("stays in sight while the visitor writes on", async () => {
  service.asksToJoin("Sam");
  await open();
  fireEvent.input(screen.getByRole("textbox"), { target: { value: "et mon compte ?" } });
  fireEvent.click(screen.getByRole("button", { name: "Envoyer" }));
  await within(screen.getByRole("log")).findByText("et mon compte ?");
  service.says("Garde ton compte.");
  await within(screen.getByRole("log")).findByText("Garde ton compte.");
  expect(answers()).not.toBeNull();
});

it("lets the counsellor in after a yes: the question goes, and the name stands above", async () => {
  service.asksToJoin("Sam");
  await open();
  service.append("message", "visitor", { text: "Oui, c'est ok", about: "join" });
  service.append("state", "system", { state: "human", reason: "joined", name: "Sam" });
  await screen.findByText("Sam est là. C'est un humain.");
  expect(answers()).toBeNull();
  expect(screen.getByText("Sam, humain")).toBeTruthy();
});

it("remembers a “not now”, keeps the step, and offers the way back", async () => {
  service.asksToJoin("Sam");
  await open();
  service.append("message", "visitor", { text: "Pas maintenant", about: "join" });
  service.append("state", "system", { state: "waiting", reason: "talk_declined" });
  service.says("D'accord.", { about: "join" });
  await screen.findByText("Tu as dit : pas maintenant.");
  expect(answers()).toBeNull();
  expect(steps()).not.toBeNull();
  expect(screen.queryByText("Tu attends un humain.")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Je veux bien parler à un humain" }));
  await waitFor(() => expect(service.called("/human")).toHaveLength(1));
  service.append("state", "system", { state: "waiting", reason: "asked" });
  await screen.findByText("Tu attends un humain.");
  expect(screen.queryByText("Tu as dit : pas maintenant.")).toBeNull();
});

it("takes a withdrawn question off the screen, and asks anew in another language", async () => {
  service.asksToJoin("Sam");
  await open();
  service.append("state", "system", { state: "waiting", reason: "join_withdrawn" });
  await waitFor(() => expect(answers()).toBeNull());
  service.asksToJoin("Jo", ["yes2", "no2"]);
  await screen.findByText("Jo est là.");
  service.append("language", "visitor", { language: "nl" });
  service.says("Jo is er.", { about: "join", choices: [{ id: "yes3", label: "Ja, dat is oké", act: "yes" }] });
  const group = await screen.findByRole("group", { name: "Je antwoord" });
  fireEvent.click(within(group).getByRole("button", { name: "Ja, dat is oké" }));
  await waitFor(() => expect(service.called("/messages").map(({ body }) => body.choice)).toEqual(["yes3"]));
});

it("is the same after a reload as it was live", async () => {
  service.asksToJoin("Sam");
  service.append("state", "system", { state: "waiting", reason: "talk_declined" });
  await open();
  expect(screen.getByText("Tu as dit : pas maintenant.")).toBeTruthy();
  expect(answers()).toBeNull();
});

it("says that the counsellor reads, until they type or answer, and never “seen”", async () => {
  service.append("state", "system", { state: "human", reason: "joined", name: "Sam" });
  service.append("message", "visitor", { text: "j'ai peur", client_id: "m1" });
  service.append("turn_done", "bot", { answers: 3 });
  await open();
  await waitFor(() => expect(conversation.snapshot.link).toBe("live"));
  service.passes("seen", { from: "counsellor", seq: 3 });
  service.passes("reading", { from: "counsellor" });
  await screen.findByText(/Sam lit ce que tu as écrit/);
  expect(document.body.textContent).not.toMatch(/\bVu\b/);
  service.passes("typing", { from: "counsellor" });
  await screen.findByText("Sam écrit");
  service.passes("reading", { from: "counsellor" });
  expect(screen.queryByText(/Sam lit/)).toBeNull();
  service.append("message", "counsellor", { text: "Je suis là.", name: "Sam" });
  await screen.findByText("Je suis là.");
  expect(screen.queryByText(/Sam (lit|écrit)/)).toBeNull();
});

it("stops saying that the counsellor reads when they look elsewhere", async () => {
  service.append("state", "system", { state: "human", reason: "joined", name: "Sam" });
  await open();
  await waitFor(() => expect(conversation.snapshot.link).toBe("live"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  service.passes("reading", { from: "counsellor" });
  await vi.waitFor(() => expect(conversation.snapshot.passage.reading).toBe(true));
  await vi.advanceTimersByTimeAsync(9_100);
  expect(conversation.snapshot.passage.reading).toBe(false);
});
