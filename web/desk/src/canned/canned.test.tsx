import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeService, refusal } from "../testing/fakeService";
import { joined, said, view } from "../testing/samples";
import { helpline, reply, VALUES } from "./samples";

let service: FakeService;

const REPLIES = [
  reply(),
  reply({ id: "r2", shortcut: "pay", folder: "4 Chantage / Afpersing", fr: "Ne paie pas.", nl: "Betaal niet." }),
  reply({ id: "r3", shortcut: "again", folder: "7 Fin / Einde", fr: "On en reparle vers {time} ?", nl: "Praten we rond {time} verder?" }),
  reply({ id: "r4", shortcut: "help", folder: "6 Aide / Hulp", fr: "Ici aussi : {helpline}", nl: "Ook hier: {helpline}" }),
  reply({ id: "r5", shared: false, shortcut: "mine", folder: "1 Début / Begin", fr: "Coucou", nl: "Hoi", changed_by: "sam" }),
];
const LINES = [
  helpline({ state: "closed", until: null, opens_at: "2026-11-30T10:00:00+01:00" }),
  helpline({ id: "child_focus", name: "Child Focus", number: "116 000", state: "always", until: null, text: "Child Focus : 116 000." }),
  helpline({ language: "nl", name: "Awel", number: "102", text: "Awel: 102." }),
];

const box = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: "Your message" });
const search = (): HTMLInputElement => screen.getByRole("combobox", { name: /Search/ });
const type = (text: string): void => {
  box().focus();
  fireEvent.input(box(), { target: { value: text } });
};
const press = (key: string): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key });
const listed = (): HTMLElement[] => within(screen.getByRole("listbox")).queryAllByRole("option");
const options = (): string[] => listed().map((each) => each.querySelector(".picker__name")?.textContent ?? "");
const chosen = (): string | null | undefined => {
  const id = search().getAttribute("aria-activedescendant");
  return id === null ? null : document.getElementById(id)?.querySelector(".picker__name")?.textContent;
};

async function talk(language: string | null = "fr"): Promise<void> {
  const now = view([said(1, "visitor", "slm"), joined(2)], { state: "human", language });
  service.on("GET", "?after=0", [200, now]);
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  fireEvent.click(await screen.findByRole("button", { name: /Grooming/ }));
  fireEvent.click(await screen.findByRole("button", { name: "Take over" }));
  await screen.findByRole("log", { name: "Conversation" });
}

async function openReplies(): Promise<void> {
  type("/");
  await screen.findByRole("listbox", { name: "Prepared replies" });
  await waitFor(() => expect(options()).not.toEqual([]));
}

beforeEach(() => {
  sessionStorage.clear();
  sessionStorage.setItem("desk.language", "en");
  service = new FakeService();
  service.on("GET", "/canned", [200, { replies: REPLIES, values: VALUES }]);
  service.on("GET", "/helplines", [200, { helplines: LINES }]);
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

describe("a slash in the box", () => {
  it("opens a combobox with its list, one's own replies first, by folder", async () => {
    await talk();
    await openReplies();
    await waitFor(() => expect(document.activeElement).toBe(search()));
    expect(search().getAttribute("aria-expanded")).toBe("true");
    expect(search().getAttribute("aria-autocomplete")).toBe("list");
    const list = document.getElementById(search().getAttribute("aria-controls") ?? "");
    expect(list?.getAttribute("role")).toBe("listbox");
    expect(options()).toEqual(["/mine", "/hello", "/pay", "/help", "/again"]);
    const folders = within(list!).getAllByRole("group").map((each) => document.getElementById(each.getAttribute("aria-labelledby") ?? "")?.textContent);
    expect(folders).toEqual(["1 Début / Begin · mine", "1 Début / Begin", "4 Chantage / Afpersing", "6 Aide / Hulp", "7 Fin / Einde"]);
    expect(chosen()).toBe("/mine");
    expect(listed().filter((each) => each.getAttribute("aria-selected") === "true")).toHaveLength(1);
  });

  it("filters as one types, and arrows and Enter put the words of the child's language into the box", async () => {
    await talk("nl");
    await openReplies();
    fireEvent.input(search(), { target: { value: "betaal" } });
    expect(options()).toEqual(["/pay"]);
    await screen.findByText("1 found");
    fireEvent.input(search(), { target: { value: "" } });
    press("ArrowDown");
    expect(chosen()).toBe("/hello");
    press("ArrowUp");
    press("ArrowUp");
    expect(chosen()).toBe("/again");
    press("ArrowDown");
    press("ArrowDown");
    press("Enter");
    await waitFor(() => expect(box().value).toBe("Hallo, ik ben Sam."));
    expect(document.activeElement).toBe(box());
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(service.made("POST", "/messages")).toEqual([]);
  });

  it("goes away with Escape, which leaves what was typed in the box and the chat open", async () => {
    await talk();
    await openReplies();
    fireEvent.input(search(), { target: { value: "ou pas" } });
    press("Escape");
    await waitFor(() => expect(box().value).toBe("/ou pas"));
    expect(document.activeElement).toBe(box());
    screen.getByRole("log", { name: "Conversation" });
  });

  it("opens nothing within a word or a date", async () => {
    await talk();
    for (const text of ["et", "et/", "et/ou", "le 12", "le 12/", "le 12/10"]) type(text);
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(service.made("GET", "/canned")).toEqual([]);
  });

  it("says so when the list cannot be loaded", async () => {
    service.on("GET", "/canned", refusal(503, "unavailable"));
    await talk();
    type("/");
    await screen.findByText("The list could not be loaded.");
  });

  it("puts both languages in while the chat has neither, and says so", async () => {
    await talk(null);
    await openReplies();
    screen.getByText(/both are put in/);
    fireEvent.input(search(), { target: { value: "pay" } });
    press("Enter");
    await waitFor(() => expect(box().value).toBe("Ne paie pas.\n\nBetaal niet."));
  });
});

describe("a reply in the box", () => {
  const putIn = async (shortcut: string): Promise<void> => {
    await openReplies();
    fireEvent.input(search(), { target: { value: shortcut } });
    press("Enter");
    await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
  };
  const sent = (): unknown[] => service.made("POST", "/messages").map(({ body }) => body.text);

  it("that is sent as it was brings a gentle word, once, and is sent", async () => {
    await talk();
    await putIn("pay");
    press("Enter");
    await screen.findByText(/Sent as it was/);
    await waitFor(() => expect(sent()).toEqual(["Ne paie pas."]));
    await putIn("pay");
    press("Enter");
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(screen.queryByText(/Sent as it was/)).toBeNull();
  });

  it("that was changed brings none", async () => {
    await talk();
    await putIn("pay");
    type(`${box().value} Je suis avec toi.`);
    press("Enter");
    await waitFor(() => expect(sent()).toEqual(["Ne paie pas. Je suis avec toi."]));
    expect(screen.queryByText(/Sent as it was/)).toBeNull();
  });

  it("is not sent before everything is filled in, and shows what is missing", async () => {
    await talk();
    await putIn("again");
    expect(box().value.slice(box().selectionStart, box().selectionEnd)).toBe("{time}");
    press("Enter");
    await screen.findByText("Fill in {time} first, or take it out.");
    expect(box().value.slice(box().selectionStart, box().selectionEnd)).toBe("{time}");
    expect(sent()).toEqual([]);
    type("On en reparle vers 18 h ?");
    expect(screen.queryByText(/Fill in/)).toBeNull();
    press("Enter");
    await waitFor(() => expect(sent()).toEqual(["On en reparle vers 18 h ?"]));
  });

  it("takes a helpline into the place that is kept for it", async () => {
    await talk();
    await putIn("help");
    fireEvent.click(screen.getByRole("button", { name: "Helplines" }));
    await screen.findByRole("listbox", { name: "Helplines" });
    await waitFor(() => expect(options()).toEqual(["Écoute-Enfants · 103", "Child Focus · 116 000"]));
    fireEvent.input(search(), { target: { value: "116" } });
    press("Enter");
    await waitFor(() => expect(box().value).toBe("Ici aussi : Child Focus : 116 000."));
  });
});

describe("the helplines", () => {
  it("mark one that is closed now, and say when it opens", async () => {
    await talk();
    fireEvent.click(screen.getByRole("button", { name: "Helplines" }));
    await screen.findByRole("listbox", { name: "Helplines" });
    await waitFor(() => expect(listed()).toHaveLength(2));
    const [first, second] = listed();
    expect(first?.textContent).toMatch(/closed now, opens Monday( at)? 10:00/);
    expect(first?.querySelector(".picker__mark--warns")).not.toBeNull();
    within(second!).getByText("day and night");
  });

  it("are asked for anew each time: the hours go on", async () => {
    await talk();
    for (const times of [1, 2]) {
      fireEvent.click(screen.getByRole("button", { name: "Helplines" }));
      await screen.findByRole("listbox", { name: "Helplines" });
      press("Escape");
      await waitFor(() => expect(service.made("GET", "/helplines")).toHaveLength(times));
    }
  });
});

describe("typing", () => {
  it("tells the visitor that somebody writes, never what", async () => {
    await talk();
    type("je n'ai pas encore envoyé ceci");
    await waitFor(() => expect(service.made("POST", "/typing")).toHaveLength(1));
    expect(service.made("POST", "/typing")[0]?.body).toEqual({});
    type("je n'ai pas encore envoyé ceci non plus");
    expect(service.made("POST", "/typing")).toHaveLength(1);
    const told = service.calls.filter(({ body }) => JSON.stringify(body).includes("envoyé ceci"));
    expect(told).toEqual([]);
  });
});

describe("the page of replies", () => {
  const page = async (role: string): Promise<void> => {
    service.on("GET", "/session", [200, { name: "sam", role, csrf: "token-1" }]);
    render(
      <StaffPage page="desk" roles={["counsellor", "lead"]}>
        {(api, session) => <Desk api={api} me={session.name} />}
      </StaffPage>,
    );
    fireEvent.click(await screen.findByRole("button", { name: "Replies" }));
    await screen.findByText(/Prepared replies in French and Dutch/);
  };
  const field = (name: string): HTMLInputElement => screen.getByLabelText(new RegExp(`^${name}`));
  const fill = (name: string, value: string): void => void fireEvent.input(field(name), { target: { value } });

  it("lets a counsellor change their own and only look at the shared ones", async () => {
    await page("counsellor");
    expect(await screen.findByRole("button", { name: "Change /mine" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Change /hello" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "New reply" }));
    expect(screen.queryByText("For whom")).toBeNull();
    fill("Shortcut", "calm");
    fill("Folder", "Début");
    fill("In French", "On souffle.");
    fill("In Dutch", "Adem even.");
    service.on("POST", "/canned/own", [201, reply({ shared: false, shortcut: "calm" })]);
    fireEvent.submit(field("Shortcut").closest("form")!);
    await screen.findByText("/calm is saved.");
    expect(service.made("POST", "/canned/own").map(({ body }) => body)).toEqual([
      { shortcut: "calm", folder: "Début", fr: "On souffle.", nl: "Adem even." },
    ]);
  });

  it("says who changed what, and lets a lead change what is shared, by the version that was read", async () => {
    service.on("GET", "/canned", [200, { replies: [reply({ changed_by: "lou", version: 4 })], values: VALUES }]);
    await page("lead");
    await screen.findByText(/^lou, .*2026/);
    fireEvent.click(screen.getByRole("button", { name: "Change /hello" }));
    fill("In French", "Salut, moi c'est {counsellor}.");
    service.on("POST", "/canned/shared/r1", refusal(409, "changed_meanwhile", { by: "alix" }));
    fireEvent.submit(field("Shortcut").closest("form")!);
    await screen.findByText("alix changed this reply meanwhile. Close, and open it again.");
    expect(field("In French").value).toBe("Salut, moi c'est {counsellor}.");
    expect(service.made("POST", "/canned/shared/r1")[0]?.body).toMatchObject({ version: 4 });
  });

  it.each([
    [refusal(422, "one_language", { language: "nl" }), "Write the reply in both languages."],
    [refusal(422, "placeholders_differ"), "Use the same words in braces in both languages."],
    [refusal(409, "shortcut_taken"), "That shortcut is taken. Choose another."],
  ])("keeps what was written when it is refused: %j", async (answer, words) => {
    await page("counsellor");
    fireEvent.click(await screen.findByRole("button", { name: "New reply" }));
    fill("Shortcut", "x");
    fill("In French", "Oui");
    service.on("POST", "/canned/own", answer);
    fireEvent.submit(field("Shortcut").closest("form")!);
    await screen.findByText(words);
    expect(field("In French").value).toBe("Oui");
  });

  it("removes only after a question", async () => {
    await page("lead");
    fireEvent.click(await screen.findByRole("button", { name: "Remove /hello" }));
    screen.getByText("It is gone for everybody.");
    expect(service.made("DELETE", "/r1")).toEqual([]);
    service.on("DELETE", "/canned/shared/r1", [204]);
    fireEvent.click(screen.getByRole("button", { name: "Remove" }));
    await screen.findByText("/hello is removed.");
    expect(service.made("DELETE", "/canned/shared/r1")).toHaveLength(1);
  });

  it("is there for an admin, beside the accounts", async () => {
    service.on("GET", "/staff", [200, { accounts: [] }]);
    service.on("GET", "/chain", [200, { records: 1, head: "", broken: null }]);
    await page("admin");
    fireEvent.click(await screen.findByRole("button", { name: "New reply" }));
    fill("Shortcut", "calm");
    service.on("POST", "/canned/shared", [201, reply({ shortcut: "calm" })]);
    fireEvent.submit(field("Shortcut").closest("form")!);
    await screen.findByText("/calm is saved.");
  });
});
