/** All that the page draws, at one moment. */

import { type ChatView, EMPTY, type Language, NOTHING_PASSES, type Passage } from "@chat/common";

import { rememberedDraft } from "../session";
import type { Link } from "./follower";
import type { Outgoing, Returned } from "./outbox";

/** `opening`: nothing is there yet; `gone`: erased or expired, here or elsewhere. */
export type Phase = "opening" | "open" | "gone";

export interface Snapshot {
  readonly phase: Phase;
  readonly view: ChatView;
  readonly passage: Passage;
  readonly outgoing: readonly Outgoing[];
  readonly link: Link;
  /** Since when nothing comes through, in ms of the clock; null while something does. */
  readonly lostSince: number | null;
  readonly draft: string;
  /** Why the last message came back into the box. */
  readonly returned: Returned | null;
  /** The language tapped or given by the host, before the service knows one. */
  readonly chosen: Language | null;
}

/** Before anything is known of a chat. */
export function start(chosen: Language | null): Snapshot {
  return {
    phase: "opening",
    view: EMPTY,
    passage: NOTHING_PASSES,
    outgoing: [],
    link: "connecting",
    lostSince: Date.now(),
    draft: rememberedDraft(),
    returned: null,
    chosen,
  };
}
