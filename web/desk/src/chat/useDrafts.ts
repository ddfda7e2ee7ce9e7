import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";

import { NOTHING_KEPT, readDrafts, withDraft, writeDrafts, type Drafts, type Kept } from "./drafts";

/** Changes what is kept of one chat, also after its page part is gone. */
export type ChangeKept = (change: (kept: Kept) => Omit<Kept, "at">) => void;

interface Kepts {
  readonly all: Drafts;
  readonly of: (chat: string) => Kept;
  readonly change: (chat: string) => ChangeKept;
  readonly drop: (chat: string) => void;
}

/**
 * What is typed and not sent, per chat.
 *
 * `listed`: the chats that this counsellor sees, null until the list was told once. Of others nothing
 * stays in the tab's storage, and on the page only of the one that is open and of those that were lost (a
 * colleague may have them now, and the text is still to be read).
 */
export function useDrafts(
  account: string,
  listed: ReadonlySet<string> | null,
  openChat: string | null,
  lost: ReadonlyMap<string, unknown>,
): Kepts {
  const [drafts, setDrafts] = useState<Drafts>(() => readDrafts(sessionStorage, account, Date.now()));
  const standing = useMemo(() => listed && [...listed].sort().join(" "), [listed]);
  useEffect(() => {
    if (listed === null) return;
    const stays = ([chat]: readonly [string, Kept]): boolean => listed.has(chat) || chat === openChat || lost.has(chat);
    setDrafts((now) => ([...now].every(stays) ? now : new Map([...now].filter(stays))));
  }, [standing, openChat]);
  // Before the next frame, so that a reload just after a key finds it.
  useLayoutEffect(
    () => writeDrafts(sessionStorage, account, drafts, (chat) => listed === null || listed.has(chat)),
    [account, drafts, standing],
  );
  return {
    all: drafts,
    of: (chat) => drafts.get(chat) ?? NOTHING_KEPT,
    change: (chat) => (change) => setDrafts((now) => withDraft(now, chat, change, Date.now())),
    drop: (chat) => setDrafts((now) => new Map([...now].filter(([each]) => each !== chat))),
  };
}
