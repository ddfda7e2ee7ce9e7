import type { Texts } from "../i18n/en";
import type { Language } from "../i18n/languages";
import { helplineFor, languagesOf, wordsFor } from "./fill";
import type { Choice } from "./matching";
import type { Canned, Helpline } from "./types";

/** The replies of the list, grouped by folder; one's own come first. */
export function replyChoices({ replies, values }: Canned, chat: string | null, t: Texts): readonly Choice[] {
  const group = (own: boolean, folder: string): string => (own ? `${folder} · ${t.talking.own}` : folder);
  return [...replies]
    .sort((a, b) => Number(a.shared) - Number(b.shared) || a.folder.localeCompare(b.folder))
    .map((reply) => ({
      id: reply.id,
      group: group(!reply.shared, reply.folder),
      name: `/${reply.shortcut}`,
      words: wordsFor(reply, chat, values),
      shortcut: reply.shortcut,
      searched: `${reply.shortcut} ${reply.folder} ${reply.fr} ${reply.nl}`,
    }));
}

/** When a line opens, as the counsellor reads it. */
export function opening(opensAt: string, language: Language): string {
  const time = new Intl.DateTimeFormat(language, { weekday: "long", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Europe/Brussels" });
  return time.format(new Date(opensAt));
}

export function stateOf(line: Helpline, t: Texts, language: Language): string {
  switch (line.state) {
    case "always":
      return t.talking.always;
    case "open":
      return t.talking.openUntil(line.until ?? "");
    case "closed":
      return line.opens_at ? t.talking.opens(opening(line.opens_at, language)) : t.talking.closedNow;
    case "unknown":
      return t.talking.unknown;
  }
}

export function helplineChoices(lines: readonly Helpline[], chat: string | null, t: Texts, language: Language): readonly Choice[] {
  const spoken = lines.filter((line) => languagesOf(chat).includes(line.language));
  const once = spoken.filter((line, index) => spoken.findIndex(({ id }) => id === line.id) === index);
  return once.map((line) => ({
    id: line.id,
    group: "",
    name: line.number ? `${line.name} · ${line.number}` : line.name,
    words: [line.for_whom, ...(line.when_not ? [t.talking.notFor(line.when_not)] : [])].join(" "),
    shortcut: (line.number ?? line.id).replace(/\s/g, ""),
    searched: `${line.id} ${line.name} ${line.for_whom} ${helplineFor(line.id, chat, lines)}`,
    mark: stateOf(line, t, language),
    warns: line.state === "closed",
  }));
}
