import { expect, it } from "vitest";

import { glued } from "../src/log/glued";

it.each([
  ["appelle le 116 000 ou le 0800 32 123", "appelle le 116_000 ou le 0800_32_123"],
  ["ça va ? oui !", "ça va_? oui_!"],
  ["choisis « chantage »", "choisis «_chantage_»"],
  ["112 ou 101", "112 ou 101"],
])("keeps together what a line must not part: %s", (text, expected) => {
  expect(glued(text).replaceAll("\u00a0", "_")).toBe(expected);
});
