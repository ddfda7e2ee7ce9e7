import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { ADVICE, AGE_BANDS, ALONG_REASONS, label, LANGUAGES, LEVELS, reasonLabel, LOWERING_REASONS, REASONS, ROLES, SIGNALS, SITUATIONS, TOPICS } from "./labels";

const TABLES = { TOPICS, SIGNALS, REASONS, LOWERING_REASONS, ALONG_REASONS, LEVELS, ROLES, AGE_BANDS, LANGUAGES, ADVICE };
const root = `${import.meta.dirname}/../../../`;
const read = (path: string): string => readFileSync(root + path, "utf8");

/** The strings of one tuple, or the values of one enumeration, in bot/labels.py. */
function idsOf(name: string): string[] {
  const source = read("bot/labels.py");
  const block = new RegExp(`^(?:${name}: tuple.*?\\n\\)|class ${name}\\(.*?(?=\\n\\n\\n))`, "ms").exec(source)?.[0] ?? "";
  return [...block.matchAll(/"([a-z_0-9]+)"/g)].map((found) => found[1] ?? "");
}

/** Every advice tag named in a folder of YAML: `advice: [a, b]`. */
function tagsIn(folder: string): string[] {
  const files = readdirSync(root + folder).filter((name) => name.endsWith(".yml"));
  const lists = files.flatMap((name) => [...read(folder + name).matchAll(/advice: \[([^\]]*)\]/g)]);
  return [...new Set(lists.flatMap((found) => (found[1] ?? "").split(",").map((tag) => tag.trim())))].filter(Boolean);
}

describe("labels", () => {
  it.each(Object.entries(TABLES))("has every word of %s in the three languages", (_name, table) => {
    for (const [id, words] of Object.entries(table)) {
      expect(Object.keys(words), id).toEqual(["fr", "nl", "en"]);
      for (const word of Object.values(words)) expect(word.trim(), id).not.toBe("");
    }
  });

  it("names each topic, signal, level and role of the bot, and no other", () => {
    const topics = [...idsOf("SITUATIONS"), ...idsOf("QUESTIONS"), ...idsOf("ACTS")];
    expect(topics).toHaveLength(49);
    expect(Object.keys(TOPICS).sort()).toEqual(topics.sort());
    expect(SITUATIONS).toEqual(idsOf("SITUATIONS"));
    expect(Object.keys(SIGNALS).sort()).toEqual(idsOf("Signal").sort());
    expect(Object.keys(LEVELS).sort()).toEqual(idsOf("Level").sort());
    expect(Object.keys(ROLES).sort()).toEqual(idsOf("Role").sort());
  });

  it("names each reason for lowering a level that the service knows, in its order", () => {
    const source = /class LoweringReason\(.*?(?=\n\n\n)/s.exec(read("service/domain/corrections.py"))?.[0] ?? "";
    const reasons = [...source.matchAll(/= "([a-z_]+)"/g)].map((found) => found[1]);
    expect(Object.keys(LOWERING_REASONS)).toEqual(reasons);
  });

  it("names each reason for reading along that the service knows, in its order", () => {
    const source = read("service/domain/reading_along.py");
    const reasons = [...source.matchAll(/= "([a-z_]+)"/g)].map((found) => found[1]);
    expect(Object.keys(ALONG_REASONS)).toEqual(reasons);
  });

  it.each(["content/", "data/responses/"])("names each advice tag that %s uses", (folder) => {
    const tags = tagsIn(folder);
    expect(tags.length).toBeGreaterThan(5);
    expect(tags.filter((tag) => !(tag in ADVICE))).toEqual([]);
  });

  it("tells two topics, signals or tags apart in every language", () => {
    for (const table of [TOPICS, SIGNALS, ADVICE, LEVELS, ROLES]) {
      for (const language of ["fr", "nl", "en"] as const) {
        const words = Object.values(table).map((each) => each[language]);
        expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
      }
    }
  });

  it("spells out an id that it does not know yet", () => {
    expect(label(TOPICS, "new_topic", "fr")).toBe("new topic");
  });

  it.each([
    ["suicide", "Suicidal, self-harm"],
    ["topic:missing", "Runaway or missing"],
    ["wants_human", "Asks for a person"],
    ["talk_to_human", "Wants to talk to a person"],
  ])("puts the reason %s into words", (reason, words) => {
    expect(reasonLabel(reason, "en")).toBe(words);
  });
});
