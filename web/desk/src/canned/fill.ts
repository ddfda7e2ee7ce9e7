/** Placeholders of canned replies: filled as a reply lands in the box, or by hand before it is sent. */

import type { CannedReply, Helpline, ReplyLanguage, Values } from "./types";

/** The closed list of `service/domain/canned.py`, which refuses a message with one of them in it. */
export const PLACEHOLDERS = [
  "counsellor",
  "child_focus",
  "emergency",
  "police",
  "poison_centre",
  "suicide_line",
  "listening_line",
  "helpline",
  "time",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const ANY = new RegExp(`\\{(?:${PLACEHOLDERS.join("|")})\\}`);

/** The place of the first placeholder that is not filled in. */
export interface Gap {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export function firstGap(text: string): Gap | null {
  const found = ANY.exec(text);
  return found && { name: found[0], start: found.index, end: found.index + found[0].length };
}

const filled = (text: string, values: Values): string =>
  text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);

/** In which languages to say it: the chat's, or both where it is neither French nor Dutch. */
export const languagesOf = (chat: string | null): readonly ReplyLanguage[] =>
  chat === "fr" || chat === "nl" ? [chat] : ["fr", "nl"];

/** The words of a reply for this chat. */
export const wordsFor = (reply: CannedReply, chat: string | null, values: Readonly<Record<ReplyLanguage, Values>>): string =>
  languagesOf(chat)
    .map((language) => filled(reply[language], values[language]))
    .join("\n\n");

/** The words of a helpline for this chat; one that speaks one language is said in that one. */
export const helplineFor = (id: string, chat: string | null, lines: readonly Helpline[]): string =>
  lines
    .filter((line) => line.id === id && languagesOf(chat).includes(line.language))
    .map(({ text }) => text)
    .join("\n\n");

export interface Edited {
  readonly text: string;
  /** What to select, or where to put the caret. */
  readonly start: number;
  readonly end: number;
}

/** Put words in place of a part of the text; what is still to be filled in is selected. */
export function put(text: string, words: string, from: number, to: number): Edited {
  const whole = text.slice(0, from) + words + text.slice(to);
  const gap = firstGap(words);
  const end = from + words.length;
  return gap ? { text: whole, start: from + gap.start, end: from + gap.end } : { text: whole, start: end, end };
}

/** Where a helpline goes: into the place that a reply keeps for it, else to the caret. */
export function putHelpline(text: string, words: string, caret: number): Edited {
  const at = text.indexOf("{helpline}");
  if (at >= 0) return put(text, words, at, at + "{helpline}".length);
  const before = text.slice(0, caret);
  const space = before === "" || /\s$/.test(before) ? "" : " ";
  return put(text, space + words, caret, caret);
}

/** Whether a slash was just typed that begins a word: dates and "and/or" do not. */
export const opensList = (before: string, after: string, caret: number): boolean =>
  after.length === before.length + 1 && after[caret - 1] === "/" && (caret === 1 || /\s/.test(after[caret - 2] ?? ""));
