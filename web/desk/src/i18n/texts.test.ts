import { describe, expect, it } from "vitest";

import { initialLanguage, rememberLanguage } from "./languages";
import { TEXTS } from "./texts";
import { duration } from "./time";

type Leaf = string | ((...values: never[]) => string);

function leaves(texts: object, path = ""): [string, Leaf][] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? leaves(value, `${path}${name}.`) : [[`${path}${name}`, value as Leaf]],
  );
}

describe("texts of the staff pages", () => {
  const names = leaves(TEXTS.en).map(([name]) => name);

  it.each(["fr", "nl"] as const)("%s has exactly the names of English", (language) => {
    expect(leaves(TEXTS[language]).map(([name]) => name)).toEqual(names);
  });

  it.each(["fr", "nl", "en"] as const)("%s uses every value it is given, and leaves nothing empty", (language) => {
    for (const [name, text] of leaves(TEXTS[language])) {
      const said = typeof text === "string" ? text : text(...([7, 9] as never[]));
      expect(said.trim(), name).not.toBe("");
      if (typeof text === "function" && text.length === 1) expect(said, name).toContain("7");
    }
  });

  it("French never breaks a line before its punctuation", () => {
    const breaking = leaves(TEXTS.fr).filter(([, text]) => typeof text === "string" && / [?!;:]/.test(text));
    expect(breaking.map(([name]) => name)).toEqual([]);
  });

  it.each([
    [5, "5 s"],
    [59.9, "59 s"],
    [60, "1 min"],
    [3600 + 5 * 60, "1 h 5 min"],
  ])("says %d seconds as %s", (seconds, said) => {
    expect(duration(seconds, TEXTS.en)).toBe(said);
  });
});

describe("language of the page", () => {
  it("is the one chosen in this tab, else the browser's, else French", () => {
    sessionStorage.clear();
    expect(initialLanguage(sessionStorage, ["de-DE"])).toBe("fr");
    expect(initialLanguage(sessionStorage, ["de-DE", "nl-BE"])).toBe("nl");
    rememberLanguage(sessionStorage, "en");
    expect(initialLanguage(sessionStorage, ["nl-BE"])).toBe("en");
  });
});
