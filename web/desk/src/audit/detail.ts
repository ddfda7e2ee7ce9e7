import type { Deed } from "../api/types";
import type { Texts } from "../i18n/en";
import type { Language } from "../i18n/languages";
import { ALONG_REASONS, label, LEVELS, LOWERING_REASONS, SIGNALS, STAFF_ROLES, TOPICS, type Words } from "../labels";
import { CONTACT_KINDS, MISUSE_REASONS, NOTICE_KINDS } from "../safety/labels";

/** Which list the reason of a record is from; lowering where nothing is said. */
const REASONS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  "chat.along_began": ALONG_REASONS,
  "chat.ended_for_misuse": MISUSE_REASONS,
};

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

/** From which level or situation to which. */
function change({ detail }: Deed, language: Language): string | undefined {
  const [from, to] = [detail.from, detail.to].map((code) =>
    typeof code === "string" ? label(code in LEVELS ? LEVELS : TOPICS, code, language) : undefined,
  );
  if (to === undefined || to === from) return undefined;
  return from === undefined ? to : `${from} → ${to}`;
}

/** The role of the account, or from which to which. */
function newRole({ detail }: Deed, language: Language): string | undefined {
  const roles = [detail.was, detail.role].filter((role) => typeof role === "string");
  return roles.length > 0 ? roles.map((role) => label(STAFF_ROLES, role, language)).join(" → ") : undefined;
}

/** What a record says beyond its action: whom it was done to, how often, how. */
export function detailOf(deed: Deed, t: Texts, language: Language): readonly string[] {
  const { detail } = deed;
  const named = (table: Readonly<Record<string, Words>>, code: Value): string | undefined =>
    typeof code === "string" ? label(table, code, language) : undefined;
  return [
    deed.about ?? undefined,
    newRole(deed, language),
    named(SIGNALS, detail.signal),
    change(deed, language),
    named(REASONS[deed.action] ?? LOWERING_REASONS, detail.reason),
    named({ ...CONTACT_KINDS, ...NOTICE_KINDS }, detail.kind),
    messages(deed, t),
    among(t.audit.by, detail.by),
    among(t.audit.cause, detail.cause),
    among(t.action.outcomes, detail.result),
    counted(t.audit.limit, detail.limit),
    detail.one_more === true ? t.audit.oneMore : undefined,
    counted(t.audit.sessions, detail.sessions),
    counted(t.audit.chats, detail.chats),
    typeof detail.shared === "boolean" ? (detail.shared ? t.talking.shared : t.talking.private) : undefined,
  ].filter((part) => part !== undefined);
}
