import { readdirSync, readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { ACTIONS } from "./actions";

const USECASES = `${import.meta.dirname}/../../../../service/usecases/`;

/** Every action that a use case records: the string beside `record(`, wherever it stands. */
function recorded(): string[] {
  const files = readdirSync(USECASES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".py"));
  const sources = files.map((name) => readFileSync(USECASES + name, "utf8")).filter((text) => /\brecord\(/.test(text));
  const found = sources.flatMap((text) => [...text.matchAll(/"((?:[a-z]+)\.[a-z_]+)"/g)].map((match) => match[1] ?? ""));
  return [...new Set(found)].sort();
}

it("has words for each action that the service records, and no other", () => {
  expect(recorded().length).toBeGreaterThan(20);
  expect(Object.keys(ACTIONS).sort()).toEqual(recorded());
});

it("has them in three languages, no two alike", () => {
  for (const language of ["fr", "nl", "en"] as const) {
    const words = Object.values(ACTIONS).map((each) => each[language].trim());
    expect(words.filter((each) => each === "")).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  }
});
