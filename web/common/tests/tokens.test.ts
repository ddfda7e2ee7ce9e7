import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { contrast, themesOf } from "./contrast";

const css = readFileSync(join(import.meta.dirname, "../src/tokens.css"), "utf8");

const THEMES = themesOf(css);

const TEXT: readonly (readonly [string, string])[] = [
  ["text", "ground"],
  ["text", "surface"],
  ["text", "sunken"],
  ["muted", "ground"],
  ["muted", "surface"],
  ["muted", "sunken"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["accent-text", "accent-soft"],
  ["accent-text", "surface"],
  ["accent-text", "ground"],
  ["accent-text", "sunken"],
  ["on-mine", "mine"],
  ["on-person", "person"],
  ["person-text", "person"],
  ["person-text", "ground"],
  ["on-alert", "alert"],
  ["alert-text", "alert-soft"],
  ["alert-text", "ground"],
  ["alert-text", "surface"],
  ["ground", "text"],
];
const EDGES: readonly (readonly [string, string])[] = [
  ["edge", "surface"],
  ["edge", "ground"],
  ["focus", "ground"],
  ["focus", "surface"],
  ["accent", "surface"],
];

describe.each(Object.entries(THEMES))("the %s colours", (_, theme) => {
  const between = (a: string, b: string): number => contrast(theme.get(a) ?? "", theme.get(b) ?? "");

  it.each(TEXT)("let %s be read on %s (WCAG 1.4.3)", (text, ground) => {
    expect(between(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(EDGES)("let %s be seen on %s (WCAG 1.4.11)", (edge, ground) => {
    expect(between(edge, ground)).toBeGreaterThanOrEqual(3);
  });
});
