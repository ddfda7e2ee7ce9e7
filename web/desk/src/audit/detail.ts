import type { Deed } from "../api/types";
import type { Texts } from "../i18n/en";
import type { Language } from "../i18n/languages";
import { label, STAFF_ROLES } from "../labels";

type Value = string | number | boolean | undefined;

const among = (table: Readonly<Record<string, string>>, value: Value): string | undefined =>
  typeof value === "string" ? table[value] : undefined;

const counted = (words: (n: number) => string, value: Value): string | undefined =>
  typeof value === "number" ? words(value) : undefined;

/** Which messages a record is about. */
function messages({ action, detail }: Deed, t: Texts): string | undefined {
  const { after, until, seq } = detail;
  if (action === "chat.followed") return counted((n) => t.audit.following(n + 1), after);
  if (typeof after === "number" && typeof until === "number" && until > after) return t.audit.messages(after + 1, until);
  return counted(t.audit.message, seq);
}

/** What a record says beyond its action: whom it was done to, how often, how. */
export function detailOf(deed: Deed, t: Texts, language: Language): readonly string[] {
  const { detail } = deed;
  const role = typeof detail.role === "string" ? label(STAFF_ROLES, detail.role, language) : undefined;
  return [
    deed.about ?? undefined,
    role,
    messages(deed, t),
    among(t.audit.by, detail.by),
    among(t.audit.cause, detail.cause),
    among(t.action.outcomes, detail.result),
    counted(t.audit.sessions, detail.sessions),
    counted(t.audit.chats, detail.chats),
  ].filter((part) => part !== undefined);
}
