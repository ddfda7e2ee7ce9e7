/** One conversation as this tab knows it: the log's view, what is on its way, and the line to the service. */

import {
  type ChatEvent,
  type ChatView,
  type Language,
  newId,
  type Page,
  type Passing,
  withEvent,
  withPage,
  withPassing,
} from "@chat/common";

import {
  forgetEverything,
  rememberDraft,
  rememberedSession,
  rememberedUnsent,
  rememberSession,
  rememberUnsent,
} from "../session";
import { ChatApi, comeBack, type Opened, type Session } from "./api";
import { Door } from "./door";
import { Follower, type Link } from "./follower";
import { Outbox, type Outgoing, type Returned } from "./outbox";
import { Presence } from "./presence";
import { type Snapshot, start } from "./snapshot";

export class Conversation {
  #snapshot: Snapshot;
  readonly #listeners = new Set<() => void>();
  #api: ChatApi | null = null;
  #follower: Follower | null = null;
  #outbox: Outbox | null = null;
  #presence: Presence | null = null;
  #door: Door | null = null;
  #humanId = newId();
  #stopped = false;

  constructor(chosen: Language | null) {
    this.#snapshot = start(chosen);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Go on with this tab's chat, or open a new one. */
  begin(): void {
    const session = rememberedSession();
    if (session) this.#enter({ session, page: null, unsent: rememberedUnsent() });
    else this.#knock();
  }

  /** End everything that runs here; the chat itself goes on. */
  stop(): void {
    this.#stopped = true;
    this.#leave();
  }

  /** Forget this chat in this tab and open a new one. */
  startAnew(): void {
    const { chosen, view } = this.#snapshot;
    this.#leave();
    forgetEverything();
    this.#snapshot = start(view.language ?? chosen);
    this.#tell();
    this.#knock();
  }

  /** The phone says that it has lost the network, or has slept: the stream may be dead without knowing. */
  doubt(): void {
    this.#follower?.reconnect();
  }

  /** Online again, or in the hand again: try everything now. */
  hurry(): void {
    this.#follower?.hurry();
    this.#outbox?.retry();
    this.#door?.knock();
  }

  setDraft(draft: string): void {
    rememberDraft(draft);
    this.#set({ draft, returned: null });
    if (draft) this.#presence?.sayTyping(this.#snapshot.view);
  }

  /** Send what is in the box. */
  sendDraft(): void {
    const text = this.#snapshot.draft.trim();
    if (!text || !this.#outbox) return;
    this.#outbox.add(text);
    rememberDraft("");
    this.#set({ draft: "", returned: null });
  }

  choose(id: string, label: string): void {
    this.#outbox?.add(label, id);
  }

  retry(clientId: string): void {
    this.#outbox?.retry(clientId);
  }

  /** Put a text that was not sent back into the box, in front of what is there. */
  takeBack(clientId: string): void {
    const item = this.#outbox?.takeOut(clientId);
    if (item && item.choice === null) this.#backIntoBox(item.text);
  }

  async changeLanguage(language: Language): Promise<void> {
    this.#set({ chosen: language });
    await this.#api?.changeLanguage(newId(), language);
    this.#follower?.hurry();
  }

  async askForHuman(): Promise<void> {
    const queue = await this.#calls().askForHuman(this.#humanId);
    // The next wish is another one; a repeated try of this one was not.
    this.#humanId = newId();
    this.#set({ passage: { ...this.#snapshot.passage, queue } });
  }

  async noLongerWantHuman(): Promise<void> {
    await this.#calls().noLongerWantHuman();
  }

  makeCode(): Promise<string> {
    return this.#calls().makeCode();
  }

  async comeBack(code: string): Promise<void> {
    const opened = await comeBack(code);
    this.#leave();
    forgetEverything();
    this.#snapshot = start(opened.page.language ?? this.#snapshot.chosen);
    this.#enter({ ...opened, unsent: [] });
  }

  async erase(): Promise<void> {
    await this.#calls().erase();
    this.#gone();
  }

  giveFeedback(helped: boolean, text: string): Promise<void> {
    return this.#calls().giveFeedback(helped, text);
  }

  /** The visitor has the newest line before their eyes. */
  saySeen(): void {
    this.#presence?.saySeen(this.#snapshot.view);
  }

  #knock(): void {
    this.#door = new Door({
      language: () => this.#snapshot.chosen,
      onOpened: (opened, asked) => this.#enterNew(opened, asked),
      onFailed: () => this.#set({ link: "lost" }),
    });
    this.#door.knock();
  }

  #enterNew(opened: Opened, asked: Language | null): void {
    this.#enter({ ...opened, unsent: [] });
    const { chosen } = this.#snapshot;
    // Another language was tapped while the chat was being opened.
    if (chosen && chosen !== asked) void this.changeLanguage(chosen).catch(() => undefined);
  }

  #enter({ session, page, unsent }: Entering): void {
    // After an exit nothing may be written into this tab any more.
    if (this.#stopped) return;
    this.#door?.leave();
    this.#door = null;
    const api = new ChatApi(session);
    rememberSession(session);
    this.#api = api;
    this.#presence = new Presence(
      api,
      () => this.#stop("typing"),
      () => this.#stop("reading"),
    );
    this.#outbox = new Outbox({
      send: (sending) => api.send(sending),
      onChange: (outgoing) => (rememberUnsent(outgoing), this.#set({ outgoing })),
      onReturned: (item, why) => this.#takeReturned(item, why),
      onGone: () => this.#gone(),
      items: unsent,
    });
    this.#set({ outgoing: unsent });
    // POST /return may tell less than the whole log; only a page from 0 is the whole.
    if (page && page.events[0]?.seq === 1) this.#takePage(page);
    this.#follower = new Follower({
      page: (after) => api.page(after),
      stream: (after, signal) => api.stream(after, signal),
      next: () => this.#snapshot.view.next,
      onPage: (fetched) => this.#takePage(fetched),
      onEvent: (event) => this.#takeEvent(event),
      onPassing: (passing) => this.#takePassing(passing),
      onLink: (link) => this.#takeLink(link),
      onGone: () => this.#gone(),
    });
    void this.#follower.run();
    if (!page || this.#snapshot.view.next === 0) void this.#fetchFirst(api);
  }

  /** The first page carries queue, plan and state, also before the stream has told them. */
  async #fetchFirst(api: ChatApi): Promise<void> {
    try {
      const page = await api.page(0);
      if (this.#api !== api) return;
      this.#takePage(page);
      this.#outbox?.retry();
    } catch {
      // The follower meets the same trouble, and tells it.
    }
  }

  #takePage(page: Page): void {
    this.#show(withPage(this.#snapshot.view, page));
    this.#set({ passage: { ...this.#snapshot.passage, queue: page.queue } });
  }

  #takeEvent(event: ChatEvent): boolean {
    const view = withEvent(this.#snapshot.view, event);
    if (view) this.#show(view);
    if (event.kind === "message" && event.from === "counsellor") {
      this.#stop("typing");
      this.#stop("reading");
    }
    return view !== null;
  }

  #show(view: ChatView): void {
    if (view.erased) return this.#gone();
    const before = this.#snapshot.view.lines.length;
    this.#set({ view, phase: "open" });
    const ids = view.lines.slice(before).flatMap((line) => (line.kind === "message" ? (line.client_id ?? []) : []));
    if (ids.length > 0) this.#outbox?.seenInLog(new Set(ids));
    if (view.lines.length > before) this.#presence?.sayReceived(view);
  }

  #takePassing(passing: Passing): void {
    this.#set({ passage: withPassing(this.#snapshot.passage, passing) });
    if (passing.kind === "typing") this.#presence?.othersType();
    if (passing.kind === "reading") this.#presence?.othersRead();
  }

  #stop(sign: "typing" | "reading"): void {
    const { passage } = this.#snapshot;
    if (passage[sign]) this.#set({ passage: { ...passage, [sign]: false } });
  }

  #takeLink(link: Link): void {
    const works = link === "live" || link === "polling";
    const lostSince = works ? null : (this.#snapshot.lostSince ?? Date.now());
    if (link === "live" && this.#snapshot.link === "lost") this.#outbox?.retry();
    this.#set({ link, lostSince });
  }

  #takeReturned(item: Outgoing, why: Returned): void {
    if (item.choice === null) this.#backIntoBox(item.text);
    this.#set({ returned: why });
    this.#follower?.hurry();
  }

  #backIntoBox(text: string): void {
    const { draft } = this.#snapshot;
    this.setDraft(draft ? `${text}\n${draft}` : text);
  }

  #gone(): void {
    this.#leave();
    forgetEverything();
    this.#snapshot = { ...start(this.#snapshot.view.language ?? this.#snapshot.chosen), phase: "gone" };
    this.#tell();
  }

  #leave(): void {
    this.#door?.leave();
    this.#follower?.stop();
    this.#outbox?.close();
    this.#presence?.stop();
    this.#door = null;
    this.#follower = null;
    this.#outbox = null;
    this.#presence = null;
    this.#api = null;
  }

  #calls(): ChatApi {
    if (!this.#api) throw new Error("no chat is open");
    return this.#api;
  }

  #set(change: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#tell();
  }

  #tell(): void {
    if (!this.#stopped) for (const listener of this.#listeners) listener();
  }
}

interface Entering {
  readonly session: Session;
  readonly page: Page | null;
  readonly unsent: readonly Outgoing[];
}
