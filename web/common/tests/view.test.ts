import { describe, expect, it } from "vitest";

import { type ChatEvent, type ChatView, EMPTY, type Page, readEvent, withEvent, withPage } from "../src";

let clock = 0;

function event(seq: number, kind: string, from: string, fields: object = {}): ChatEvent {
  clock += 1;
  const read = readEvent({ seq, at: `2026-11-27T10:00:${clock}Z`, kind, from, ...fields });
  if (!read) throw new Error("no event");
  return read;
}

const STORY: readonly ChatEvent[] = [
  event(1, "message", "bot", { text: "Salut, je suis un robot.", more: "…" }),
  event(2, "message", "visitor", { text: "il veut 200€", client_id: "a" }),
  event(3, "language", "system", { language: "fr" }),
  event(4, "message", "bot", { text: "Ne paie pas.", answers: 2, choices: [{ id: "c1", label: "Fait", act: "done" }] }),
  event(5, "plan", "bot", { plan: [{ id: "proof", label: "Preuves", advice: [], done: false }] }),
  event(6, "turn_done", "system", { answers: 2 }),
  event(7, "state", "system", { state: "waiting", reason: "asked" }),
  event(8, "state", "system", { state: "human", name: "Sam" }),
  event(9, "message", "counsellor", { text: "Bonjour" }),
  event(10, "news_from_the_future", "system", {}),
  event(11, "state", "system", { state: "closed" }),
];

function pageOf(events: readonly ChatEvent[]): Page {
  const view = streamed(events);
  return {
    state: view.state,
    language: view.language,
    plan: view.plan,
    queue: null,
    events,
    next: events[events.length - 1]?.seq ?? 0,
  };
}

function streamed(events: readonly ChatEvent[], from: ChatView = EMPTY): ChatView {
  return events.reduce<ChatView>((view, each) => {
    const after = withEvent(view, each);
    if (!after) throw new Error(`a gap before ${each.seq}`);
    return after;
  }, from);
}

describe("the view of a chat", () => {
  it("is the same from old state and events as fetched anew, wherever the stream began", () => {
    const whole = withPage(EMPTY, pageOf(STORY));
    for (let cut = 0; cut <= STORY.length; cut += 1) {
      const old = withPage(EMPTY, pageOf(STORY.slice(0, cut)));
      expect(streamed(STORY.slice(cut), old)).toEqual(whole);
    }
  });

  it("does not change when an event or a page comes twice", () => {
    const whole = streamed(STORY);
    for (const each of STORY) expect(withEvent(whole, each)).toBe(whole);
    expect(withPage(whole, pageOf(STORY))).toEqual(whole);
  });

  it("tells a gap instead of showing a later event", () => {
    const [first, , third] = STORY;
    const view = streamed([first!]);
    expect(withEvent(view, third!)).toBeNull();
  });

  it("is not set back by a page that was asked for before the last events came", () => {
    const whole = streamed(STORY);
    expect(withPage(whole, pageOf(STORY.slice(0, 4)))).toEqual(whole);
  });

  it("takes a page's numbers as they are: what is missing in it is not for visitors", () => {
    const page = { ...pageOf(STORY.slice(0, 2)), next: 5 };
    expect(withPage(EMPTY, page).next).toBe(5);
  });

  it("keeps the name of the counsellor at their messages after they have left", () => {
    const line = streamed(STORY).lines.find((each) => each.kind === "message" && each.from === "counsellor");
    expect(line).toMatchObject({ name: "Sam" });
    expect(streamed(STORY).name).toBeNull();
  });

  it("announces a human who comes, and the end, as lines of the conversation", () => {
    const notices = streamed(STORY).lines.filter((line) => line.kind === "notice");
    expect(notices).toMatchObject([{ state: "human", name: "Sam" }, { state: "closed" }]);
  });

  it("says that a human is gone, with the name, but not that one waits", () => {
    const gone = [...STORY.slice(0, 9), event(10, "state", "system", { state: "waiting", reason: "counsellor_gone" })];
    const notices = streamed(gone).lines.filter((line) => line.kind === "notice");
    expect(notices).toMatchObject([{ state: "human" }, { state: "waiting", name: "Sam" }]);
    expect(streamed(gone).name).toBeNull();
  });

  it("knows up to where the visitor was answered", () => {
    expect(streamed(STORY.slice(0, 5)).answered).toBe(0);
    expect(streamed(STORY.slice(0, 6)).answered).toBe(2);
  });

  it("is erased for good", () => {
    expect(streamed([...STORY, event(12, "erased", "system")]).erased).toBe(true);
  });
});

describe("reading events", () => {
  it("lets only safe links through", () => {
    const hrefs = ["javascript:alert(1)", "data:text/html,x", "http://x.example", "https://childfocus.be", "tel:116000"];
    const links = hrefs.map((href) => ({ label: "x", href }));
    expect(event(1, "message", "bot", { text: "x", links })).toMatchObject({
      links: [{ href: "https://childfocus.be" }, { href: "tel:116000" }],
    });
  });

  it.each([null, 3, "x", [], {}, { seq: "1" }])("refuses %j", (value) => {
    expect(readEvent(value)).toBeNull();
  });

  it("keeps the number of a known kind in an unknown shape", () => {
    expect(readEvent({ seq: 4, kind: "state", from: "system", state: "dancing" })).toMatchObject({ seq: 4, kind: "unknown" });
  });
});
