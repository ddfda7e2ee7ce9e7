import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { QueueChat } from "../api/types";
import { Desk } from "../desk/Desk";
import { StaffPage } from "../session/StaffPage";
import { FakeAudio, FakeLocks, FakeNotification } from "../testing/fakeAudio";
import { FakeService, refusal } from "../testing/fakeService";
import { Trainer } from "../trainer/Trainer";
import { callingOf, lasting } from "./alarm";

let service: FakeService;
const WORDS = "samedi à la gare";
const LIFE = [880, 880, 1175, 880, 880, 1175];
const URGENT = [659, 880];
const NORMAL = [523];

const row = (id: string, change: Partial<QueueChat> = {}): QueueChat => ({ ...service.rows[0]!, chat: id, alarm: true, ...change });
const wait = (...rows: QueueChat[]): void => {
  service.rows = rows;
};
const tell = async (...rows: QueueChat[]): Promise<void> => {
  wait(...rows);
  await act(async () => {
    service.tell("/queue/stream", "queue", { chats: rows, mine: [], stubs: [] });
    await new Promise((resolve) => setTimeout(resolve));
  });
};
const passes = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

async function openDesk(): Promise<void> {
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} />}
    </StaffPage>,
  );
  await screen.findByRole("heading", { name: /waiting/ });
  await waitFor(() => expect(service.isOpen("/queue/stream")).toBe(true));
}

const rung = (): number[] => FakeAudio.rung.splice(0);
const openDialog = (): void => void fireEvent.click(screen.getByRole("button", { name: /^Alarm: / }));

beforeEach(() => {
  sessionStorage.setItem("desk.language", "en");
  localStorage.clear();
  service = new FakeService();
  service.rows = [{ ...service.rows[0]!, alarm: true }];
  FakeAudio.install();
  FakeNotification.install("denied");
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("who calls", () => {
  it("is counted by level, from the chats whose alarm is on; what has no level is normal", () => {
    const off = row("d", { level: "life", alarm: false });
    const chats = [row("a", { level: "life" }), row("b", { level: null }), row("c", { level: "urgent" }), off];
    expect(callingOf(chats)).toEqual({ life: 1, urgent: 1, normal: 1 });
  });

  it.each([
    [{ life: 1, urgent: 3, normal: 0 }, "life"],
    [{ life: 0, urgent: 3, normal: 9 }, "urgent"],
    [{ life: 0, urgent: 0, normal: 9 }, null],
  ] as const)("of %j the alarm goes on for %s", (calling, level) => {
    expect(lasting(calling)).toBe(level);
  });
});

describe("the sound", () => {
  it.each([
    ["life", LIFE, 6_000],
    ["urgent", URGENT, 15_000],
  ] as const)("of %s comes again until somebody has taken the chat", async (level, tones, everyMs) => {
    wait(row("a", { level }));
    await openDesk();
    await waitFor(() => expect(FakeAudio.rung).toEqual(tones));
    rung();
    await passes(everyMs - 1);
    expect(rung()).toEqual([]);
    await passes(1);
    expect(rung()).toEqual(tones);
    await tell(row("a", { level, claimed_by: "lina", alarm: false }));
    await passes(60_000);
    expect(rung()).toEqual([]);
  });

  it("of a graver chat comes at once", async () => {
    wait(row("a", { level: "urgent" }));
    await openDesk();
    await waitFor(() => expect(rung()).toEqual(URGENT));
    await tell(row("a", { level: "urgent" }), row("b", { level: "life" }));
    expect(rung()).toEqual(LIFE);
  });

  it("of a normal chat comes once, when it comes in", async () => {
    wait(row("a", { level: "normal" }));
    await openDesk();
    await passes(60_000);
    expect(rung()).toEqual([]);
    await tell(row("a", { level: "normal" }), row("b", { level: "normal" }));
    expect(rung()).toEqual(NORMAL);
    await passes(60_000);
    expect(rung()).toEqual([]);
  });

  it("stays away while a lowering is proposed", async () => {
    wait(row("a", { level: "life", alarm: false }));
    await openDesk();
    await passes(60_000);
    expect(rung()).toEqual([]);
    expect(document.title).toBe("(1) Counsellor desk");
  });

  it("waits for a click where the browser wants one, and says so until then", async () => {
    FakeAudio.install(false);
    wait(row("a", { level: "life" }));
    await openDesk();
    await screen.findByText("The alarm is silent: the browser waits for a click.");
    screen.getByRole("button", { name: "Alarm: silent until you click once" });
    await passes(20_000);
    expect(rung()).toEqual([]);
    FakeAudio.allow();
    fireEvent.click(screen.getByRole("button", { name: "Switch sound on" }));
    await screen.findByRole("button", { name: "Alarm: on" });
    await waitFor(() => expect(rung()).toEqual(LIFE));
    expect(screen.queryByText(/The alarm is silent/)).toBeNull();
  });

  it("begins with whatever is clicked or typed first", async () => {
    FakeAudio.install(false);
    await openDesk();
    await screen.findByText(/The alarm is silent/);
    FakeAudio.allow();
    fireEvent.keyDown(document.body, { key: "j" });
    await screen.findByRole("button", { name: "Alarm: on" });
  });

  it("is said to be impossible where it is", async () => {
    vi.stubGlobal("AudioContext", undefined);
    await openDesk();
    await screen.findByText("This browser cannot play the alarm. Use another one.");
    expect(screen.queryByRole("button", { name: "Switch sound on" })).toBeNull();
  });

  it("can be heard for each level from the dialog", async () => {
    wait();
    await openDesk();
    await screen.findByRole("button", { name: "Alarm: on" });
    openDialog();
    const dialog = await screen.findByRole("dialog", { hidden: true });
    const [life, urgent, normal] = [...dialog.querySelectorAll(".alarm-list__row--try button")];
    for (const [button, tones] of [[life, LIFE], [urgent, URGENT], [normal, NORMAL]] as const) {
      fireEvent.click(button!);
      expect(rung()).toEqual(tones);
    }
  });

  it("ends with the page", async () => {
    wait(row("a", { level: "life" }));
    await openDesk();
    await waitFor(() => expect(rung()).toEqual(LIFE));
    cleanup();
    await passes(60_000);
    expect(rung()).toEqual([]);
    expect(FakeAudio.all.map(({ state }) => state)).toEqual(["closed"]);
  });
});

describe("of several tabs", () => {
  const openTwo = async (): Promise<void> => {
    vi.spyOn(navigator, "locks", "get").mockReturnValue(new FakeLocks() as unknown as LockManager);
    wait(row("a", { level: "life" }));
    await openDesk();
    await waitFor(() => expect(FakeAudio.rung).toEqual(LIFE));
    render(
      <StaffPage page="desk" roles={["counsellor"]}>
        {(api, session) => <Desk api={api} me={session.name} />}
      </StaffPage>,
    );
    await waitFor(() => expect(FakeAudio.all).toHaveLength(2));
  };

  it("one rings", async () => {
    await openTwo();
    await passes(0);
    expect(rung()).toEqual(LIFE);
    await passes(6_000);
    expect(rung()).toEqual(LIFE);
  });

  it("another goes on when that one can no longer play", async () => {
    await openTwo();
    rung();
    FakeAudio.all[0]!.state = "suspended";
    await act(async () => void FakeAudio.all[0]!.dispatchEvent(new Event("statechange")));
    await waitFor(() => expect(FakeAudio.rung).toEqual(LIFE));
  });
});

describe("quiet for normal chats", () => {
  it("is a choice of this counsellor that stays, and nothing else is quiet", async () => {
    await openDesk();
    openDialog();
    fireEvent.click(await screen.findByLabelText("No sound for normal chats"));
    cleanup();
    wait(row("a", { level: "normal" }));
    await openDesk();
    await screen.findByRole("button", { name: "Alarm: on" });
    rung();
    await tell(row("a", { level: "normal" }), row("b", { level: "normal" }));
    expect(rung()).toEqual([]);
    await tell(row("b", { level: "urgent" }));
    expect(rung()).toEqual(URGENT);
    expect(localStorage.length).toBe(1);
    expect(screen.queryAllByRole("checkbox", { name: /life|urgent/i })).toEqual([]);
  });

  it("leaves the count in the title, which has no mark for a normal chat", async () => {
    localStorage.setItem("desk.alarm.quiet.sam", "yes");
    wait(row("a", { level: "normal" }));
    await openDesk();
    await screen.findByRole("button", { name: "Alarm: on" });
    await tell(row("a", { level: "normal" }), row("b", { level: "normal" }));
    await waitFor(() => expect(document.title).toBe("(2) Counsellor desk"));
    await passes(1_000);
    expect(document.title).toBe("(2) Counsellor desk");
    await passes(60_000);
    expect(rung()).toEqual([]);
    await tell();
    await waitFor(() => expect(document.title).toBe("Counsellor desk"));
  });

  it("is another's own choice", async () => {
    localStorage.setItem("desk.alarm.quiet.lina", "yes");
    wait(row("a", { level: "normal" }));
    await openDesk();
    await screen.findByRole("button", { name: "Alarm: on" });
    await tell(row("a", { level: "normal" }), row("b", { level: "normal" }));
    expect(rung()).toEqual(NORMAL);
  });

  it("is heard of by the other tabs", async () => {
    await openDesk();
    openDialog();
    const box = await screen.findByLabelText<HTMLInputElement>("No sound for normal chats");
    await act(async () => void dispatchEvent(new StorageEvent("storage", { key: "desk.alarm.quiet.sam", newValue: "yes" })));
    expect(box.checked).toBe(true);
  });
});

describe("the title", () => {
  const titles = async (): Promise<string[]> => {
    const seen = [];
    for (let n = 0; n < 3; n += 1) {
      seen.push(document.title);
      await passes(1_000);
    }
    return seen;
  };

  it("has a mark that goes on and off, and a count, until somebody has taken the chat", async () => {
    wait(row("a", { level: "urgent" }), row("b", { level: "normal" }));
    await openDesk();
    await waitFor(() => expect(document.title).toContain("●"));
    expect(await titles()).toEqual(["● (2) Counsellor desk", "○ (2) Counsellor desk", "● (2) Counsellor desk"]);
    await tell(row("b", { level: "normal" }));
    expect(await titles()).toEqual(Array(3).fill("(1) Counsellor desk"));
  });

  it("stands still for who wants no motion", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    wait(row("a", { level: "urgent" }));
    await openDesk();
    await waitFor(() => expect(document.title).toContain("●"));
    expect(await titles()).toEqual(Array(3).fill("● (1) Counsellor desk"));
  });
});

describe("the desktop", () => {
  beforeEach(() => void vi.spyOn(document, "hasFocus").mockReturnValue(false));
  const shown = (): FakeNotification[] => FakeNotification.shown;

  it("is asked for by a click only", async () => {
    FakeNotification.install("default");
    wait(row("a", { level: "life" }));
    await openDesk();
    await passes(60_000);
    expect(shown()).toEqual([]);
    expect(FakeNotification.permission).toBe("default");
    openDialog();
    fireEvent.click(await screen.findByRole("button", { name: "Switch on", hidden: true }));
    await screen.findByText("shown while you look elsewhere");
    await waitFor(() => expect(shown()).toHaveLength(1));
  });

  it("says when the browser forbids it", async () => {
    FakeNotification.install("default", "denied");
    await openDesk();
    openDialog();
    fireEvent.click(await screen.findByRole("button", { name: "Switch on", hidden: true }));
    await screen.findByText("forbidden in the browser’s settings");
  });

  it("is told levels and numbers, never a word, again until somebody has taken the chat", async () => {
    FakeNotification.install("granted");
    wait(row("a", { level: "life" }), row("b", { level: "normal" }), row("c", { level: "life" }));
    await openDesk();
    await waitFor(() => expect(shown()).toHaveLength(1));
    expect(shown()[0]).toMatchObject({ title: "Somebody is waiting", options: { body: "Life at risk: 2 · Normal: 1", requireInteraction: true } });
    await passes(30_000);
    expect(shown()).toHaveLength(2);
    expect(JSON.stringify(shown())).not.toContain(WORDS);
    expect(JSON.stringify(shown())).not.toMatch(/Grooming|grooming/);
    await tell();
    expect(shown()[1]!.closed).toBe(true);
    await passes(120_000);
    expect(shown()).toHaveLength(2);
  });

  it.each([
    ["life", 30_000],
    ["urgent", 60_000],
  ] as const)("is told of %s again and again, neither sooner nor later than it should be", async (level, everyMs) => {
    FakeNotification.install("granted");
    wait(row("a", { level }));
    await openDesk();
    await waitFor(() => expect(shown()).toHaveLength(1));
    for (let times = 1; times <= 3; times += 1) {
      await passes(everyMs - 1);
      expect(shown()).toHaveLength(times);
      await passes(1);
      expect(shown()).toHaveLength(times + 1);
    }
    await tell(row("a", { level, claimed_by: "lina", alarm: false }));
    await passes(3 * everyMs);
    expect(shown()).toHaveLength(4);
  });

  it("is told of a normal chat once, and of none that was to be quiet", async () => {
    FakeNotification.install("granted");
    wait(row("a", { level: "normal" }));
    await openDesk();
    await tell(row("a", { level: "normal" }), row("b", { level: "normal" }));
    await waitFor(() => expect(shown()).toHaveLength(1));
    expect(shown()[0]).toMatchObject({ options: { body: "Normal: 2", requireInteraction: false } });
    await passes(120_000);
    openDialog();
    fireEvent.click(await screen.findByLabelText("No sound for normal chats"));
    await tell(row("a", { level: "normal" }), row("b", { level: "normal" }), row("c", { level: "normal" }));
    expect(shown()).toHaveLength(1);
  });

  it("is not told what the counsellor sees on the page", async () => {
    FakeNotification.install("granted");
    vi.mocked(document.hasFocus).mockReturnValue(true);
    wait(row("a", { level: "life" }));
    await openDesk();
    await passes(60_000);
    expect(shown()).toEqual([]);
  });

  it("brings the page to the front when it is clicked", async () => {
    FakeNotification.install("granted");
    const focus = vi.spyOn(window, "focus").mockImplementation(() => undefined);
    wait(row("a", { level: "life" }));
    await openDesk();
    await waitFor(() => expect(shown()).toHaveLength(1));
    shown()[0]!.onclick?.();
    expect(focus).toHaveBeenCalledOnce();
    expect(shown()[0]!.closed).toBe(true);
  });
});

describe("a page that its idle lock has closed", () => {
  const locks = async (): Promise<void> => {
    service.on("GET", "/queue", refusal(401, "not_logged_in"));
    service.tell("/queue/stream", "logged_out", {});
    await screen.findByText(/Your session is over/);
  };

  it("goes on ringing by the counts, and stops when the chat is taken elsewhere", async () => {
    service.on("GET", "/alarm", [200, { life: 0, urgent: 0, normal: 0 }]);
    wait();
    await openDesk();
    await locks();
    expect(rung()).toEqual([]);
    service.on("GET", "/alarm", [200, { life: 1, urgent: 0, normal: 0 }]);
    await passes(5_000);
    await waitFor(() => expect(rung()).toEqual(LIFE));
    service.on("GET", "/alarm", [200, { life: 0, urgent: 0, normal: 0 }]);
    await passes(5_000);
    await waitFor(() => expect(document.title).not.toMatch(/[●○]/));
    rung();
    await passes(60_000);
    expect(rung()).toEqual([]);
  });

  it("is silent once the session was ended for good", async () => {
    wait(row("a", { level: "life" }));
    service.on("GET", "/alarm", refusal(401, "not_logged_in"));
    await openDesk();
    await waitFor(() => expect(rung()).toEqual(LIFE));
    await locks();
    await waitFor(() => expect(document.title).not.toMatch(/[●○]/));
    rung();
    await passes(60_000);
    expect(rung()).toEqual([]);
  });
});

it("is never heard by a trainer, who has no queue", async () => {
  service.on("GET", "/session", [200, { name: "noor", role: "trainer", csrf: "t" }]);
  service.on("GET", "/api/trainer/chats", [200, { chats: [] }]);
  render(
    <StaffPage page="trainer" roles={["trainer"]}>
      {(api) => <Trainer api={api} />}
    </StaffPage>,
  );
  await screen.findByText("No closed chats yet.");
  await passes(60_000);
  expect(FakeAudio.all).toEqual([]);
  expect(service.made("GET", "/alarm")).toEqual([]);
  expect(service.isOpen("/queue/stream")).toBe(false);
});
