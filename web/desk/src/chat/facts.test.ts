import { readdirSync, readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { APPS, ELSEWHERE, FACTS } from "./facts";

const content = `${import.meta.dirname}/../../../../content/`;
const sources = readdirSync(content).map((name) => readFileSync(content + name, "utf8"));

it("has words for each fact that content/ can set, and no other", () => {
  const lists = sources.flatMap((text) => [...text.matchAll(/facts: \[([^\]]*)\]/g)]);
  const named = lists.flatMap((found) => (found[1] ?? "").split(",").map((name) => name.trim())).filter(Boolean);
  expect(named.length).toBeGreaterThan(30);
  expect(Object.keys(FACTS).sort()).toEqual([...new Set(named)].filter((name) => !ELSEWHERE.has(name)).sort());
});

it("has them in three languages, no two alike", () => {
  for (const language of ["fr", "nl", "en"] as const) {
    const said = Object.values(FACTS).map((each) => each[language].trim());
    expect(said).not.toContain("");
    expect(new Set(said).size).toBe(said.length);
  }
});

it("names each app of content/apps.yml", () => {
  const apps = [...readFileSync(`${content}apps.yml`, "utf8").matchAll(/^([a-z_]+):$/gm)].map((found) => found[1]);
  expect(Object.keys(APPS).sort()).toEqual(apps.sort());
});
