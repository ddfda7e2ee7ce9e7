import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { contrast, themesOf } from "../../../common/tests/contrast";

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), "utf8");
const THEMES = themesOf(read("../../../common/src/tokens.css"), read("theme.css"));

/** Each text colour with every ground of the staff pages that it stands on. */
const TEXT: Readonly<Record<string, readonly string[]>> = {
  text: ["urgent-soft", "selected", "hover", "life-soft", "highlight"],
  muted: ["selected", "hover", "chip", "robot", "life-soft"],
  "text-soft": ["ground", "surface", "selected", "hover", "chip", "robot", "life-soft"],
  "accent-text": ["selected", "hover", "life-soft"],
  "on-life": ["life"],
  "life-text": ["ground", "surface", "life-soft"],
  "urgent-text": ["ground", "surface", "urgent-soft", "selected", "hover"],
};

describe.each(Object.entries(THEMES))("the %s colours of the staff pages", (_, theme) => {
  const pairs = Object.entries(TEXT).flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const));

  it.each(pairs)("let %s be read on %s (WCAG 1.4.3)", (text, ground) => {
    expect(contrast(theme.get(text) ?? "", theme.get(ground) ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it.each([["life", "life-soft"], ["urgent", "urgent-soft"], ["done", "surface"]])("let %s be seen on %s (WCAG 1.4.11)", (a, b) => {
    expect(contrast(theme.get(a) ?? "", theme.get(b) ?? "")).toBeGreaterThanOrEqual(3);
  });
});
