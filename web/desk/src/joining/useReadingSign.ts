import { useEffect } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Chat } from "../chat/chat";

/** The visitor's page shows the sign for nine seconds. */
const SIGN_EVERY_MS = 4000;

/** Whether the visitor waits for a word of mine: they wrote last, or nobody of us has spoken yet. */
export function awaitsAnswer(chat: Chat): boolean {
  if (chat.outbox.some(({ status }) => status === "sending")) return false;
  const said = chat.events.filter(({ kind, from }) => kind === "message" && (from === "visitor" || from === "counsellor"));
  return said.at(-1)?.from === "visitor";
}

/** Says "… is reading what you wrote" while I have the chat before my eyes and owe an answer. */
export function useReadingSign(api: DeskApi, id: string, chat: Chat | null): void {
  const owes = chat !== null && awaitsAnswer(chat);
  useEffect(() => {
    if (!owes) return undefined;
    const say = (): void => {
      if (document.visibilityState === "visible") void api.reading(id).catch(() => undefined);
    };
    say();
    const timer = setInterval(say, SIGN_EVERY_MS);
    return () => clearInterval(timer);
  }, [api, id, owes]);
}
