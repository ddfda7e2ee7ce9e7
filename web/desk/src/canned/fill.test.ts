import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { firstGap, helplineFor, opensList, PLACEHOLDERS, put, putHelpline, wordsFor } from "./fill";
import { helpline, reply, VALUES } from "./samples";

it("has the placeholders that the service knows, and no other", () => {
  const source = readFileSync(`${import.meta.dirname}/../../../../service/domain/canned.py`, "utf8");
  const name = /^NAME = "(\w+)"$/m.exec(source)?.[1];
  const numbers = [...(/^NUMBERS = \{([^}]*)\}/m.exec(source)?.[1] ?? "").matchAll(/"(\w+)":/g)].map((match) => match[1]);
  const byHand = [...(/^BY_HAND = \(([^)]*)\)/m.exec(source)?.[1] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1]);
  expect(numbers.length).toBeGreaterThan(3);
  expect(byHand.length).toBeGreaterThan(0);
  expect(PLACEHOLDERS).toEqual([name, ...numbers, ...byHand]);
});

describe("the words of a reply", () => {
  const hello = reply({ fr: "Moi c'est {counsellor} : {suicide_line}, {time}.", nl: "Ik ben {counsellor}: {suicide_line}, {time}." });

  it.each([
    ["fr", "Moi c'est Sam : 0800 32 123, {time}."],
    ["nl", "Ik ben Sam: 1813, {time}."],
    ["de", "Moi c'est Sam : 0800 32 123, {time}.\n\nIk ben Sam: 1813, {time}."],
    [null, "Moi c'est Sam : 0800 32 123, {time}.\n\nIk ben Sam: 1813, {time}."],
  ])("in a chat in %s", (language, words) => {
    expect(wordsFor(hello, language, VALUES)).toBe(words);
  });

  it("keep a placeholder of which nobody knows the value", () => {
    expect(wordsFor(hello, "fr", { fr: {}, nl: {} })).toBe(hello.fr);
  });
});

describe("the words of a helpline", () => {
  const lines = [helpline(), helpline({ language: "nl", text: "Awel: 102." }), helpline({ id: "violence_line", language: "nl", text: "1712: 1712." })];
  it.each([
    ["listening_line", "fr", "Écoute-Enfants : 103."],
    ["listening_line", "nl", "Awel: 102."],
    ["listening_line", null, "Écoute-Enfants : 103.\n\nAwel: 102."],
    ["violence_line", null, "1712: 1712."],
    ["violence_line", "fr", ""],
  ] as const)("%s in a chat in %s", (id, language, words) => {
    expect(helplineFor(id, language, lines)).toBe(words);
  });
});

it.each([
  ["Vers {time}, {helpline}", "{time}"],
  ["{helpline}", "{helpline}"],
  ["{ :-) } {toi} {}", null],
  ["rien", null],
])("in %j the first thing to fill in is %j", (text, name) => {
  const gap = firstGap(text);
  expect(gap?.name ?? null).toBe(name);
  if (gap) expect(text.slice(gap.start, gap.end)).toBe(name);
});

describe("put into the box", () => {
  it("takes the place of the slash, and the caret stands behind it", () => {
    expect(put("Oui. / Et toi ?", "Je te crois.", 5, 6)).toEqual({ text: "Oui. Je te crois. Et toi ?", start: 17, end: 17 });
  });

  it("selects what is to be filled in", () => {
    const { text, start, end } = put("/", "Vers {time} ?", 0, 1);
    expect(text.slice(start, end)).toBe("{time}");
  });

  it.each([
    ["Écris ici : {helpline}", 0, "Écris ici : 103."],
    ["Voici", 5, "Voici 103."],
    ["", 0, "103."],
    ["Voici\n", 6, "Voici\n103."],
  ])("a helpline goes into its place in %j, else to the caret", (text, caret, expected) => {
    expect(putHelpline(text, "103.", caret).text).toBe(expected);
  });
});

it.each([
  ["", "/", 1, true],
  ["Oui ", "Oui /", 5, true],
  ["Oui\n", "Oui\n/", 5, true],
  ["12", "12/", 3, false],
  ["et", "et/", 3, false],
  ["", "/home", 5, false], // pasted
  ["/", "//", 2, false],
  ["/x", "/", 1, false], // deleted back to it
] as const)("from %j to %j with the caret at %d opens the list: %s", (before, after, caret, opens) => {
  expect(opensList(before, after, caret)).toBe(opens);
});
