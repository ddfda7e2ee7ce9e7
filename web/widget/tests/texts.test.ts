import { declaredTexts, textsIn } from "@chat/common";
import { describe, expect, it } from "vitest";

import { words } from "../loader/words";
import "../src/App";

const PLACE = /\{\w+\}/g;

describe("the widget's texts", () => {
  const all = declaredTexts();

  it("are there", () => {
    expect(all.length).toBeGreaterThan(10);
    expect(Object.keys(words)).toEqual(["fr", "nl"]);
  });

  it.each(all.map((texts) => [Object.keys(texts.fr).join(" "), texts] as const))("have both languages: %s", (_, { fr, nl }) => {
    expect(Object.keys(nl)).toEqual(Object.keys(fr));
    for (const [name, text] of Object.entries(fr)) {
      expect(text.trim()).not.toBe("");
      expect(nl[name]?.trim()).not.toBe("");
      expect(nl[name]?.match(PLACE) ?? []).toEqual(text.match(PLACE) ?? []);
    }
  });

  it("are shown in both while no language is known", () => {
    const both = { fr: { exit: "Quitter", same: "Chat" }, nl: { exit: "Weg", same: "Chat" } };
    expect(textsIn(both, null)).toEqual({ exit: "Quitter · Weg", same: "Chat" });
    expect(textsIn(both, "nl").exit).toBe("Weg");
  });
});
