/** What this tab keeps over a reload, in sessionStorage only: other tabs and later visits see nothing. */

import { isFields } from "@chat/common";

import type { Session } from "./chat/api";
import type { Outgoing } from "./chat/outbox";

const SESSION = "session";
const UNSENT = "unsent";
const DRAFT = "draft";

/** Some browsers forbid storage in a frame of another site; the chat then lives until a reload. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function read(key: string): unknown {
  try {
    return JSON.parse(storage()?.getItem(key) ?? "null") as unknown;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) storage()?.removeItem(key);
    else storage()?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: what is on the screen stays there.
  }
}

export function rememberSession(session: Session): void {
  write(SESSION, { chat: session.chat, token: session.token });
}

export function rememberedSession(): Session | null {
  const found = read(SESSION);
  if (!isFields(found) || typeof found.chat !== "string" || typeof found.token !== "string") return null;
  return { chat: found.chat, token: found.token };
}

export function rememberUnsent(items: readonly Outgoing[]): void {
  const unsent = items.filter(({ status }) => status !== "sent");
  write(UNSENT, unsent.length > 0 ? unsent : null);
}

function isOutgoing(item: unknown): item is Outgoing {
  return isFields(item) && typeof item.clientId === "string" && typeof item.text === "string";
}

/** What was not sent before the reload, under its old client ids. */
export function rememberedUnsent(): readonly Outgoing[] {
  const found = read(UNSENT);
  const items = Array.isArray(found) ? found.filter(isOutgoing) : [];
  return items.map((item) => ({ ...item, choice: item.choice ?? null, status: "failed", why: "unreachable" }));
}

export function rememberDraft(text: string): void {
  write(DRAFT, text || null);
}

export function rememberedDraft(): string {
  const found = read(DRAFT);
  return typeof found === "string" ? found : "";
}

/** Leave no trace of the chat in this tab. */
export function forgetEverything(): void {
  try {
    storage()?.clear();
  } catch {
    // Nothing could be written then, either.
  }
}
