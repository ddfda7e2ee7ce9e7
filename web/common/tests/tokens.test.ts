import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/tokens.css"), "utf8");

function colours(part: string): Map<string, string> {
  return new Map(Array.from(part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name, value]) => [name!, value!]));
}

const [light = "", dark = ""] = css.split("prefers-color-scheme: dark");
const THEMES = { light: colours(light), dark: new Map([...colours(light), ...colours(dark.split("prefers-reduced-motion")[0]!)]) };

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

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
