import { expect, it } from "vitest";

import { pieces } from "./Marked";

it.each([
  ["je veux mourir", ["mourir"], [["je veux ", false], ["mourir", true]]],
  ["Mourir. Oui", ["mourir"], [["Mourir", true], [". Oui", false]]],
  ["rien", ["mourir", ""], [["rien", false]]],
  ["j'en peux plus j'ai envie de mourir", ["en peux plus j'ai envie", "envie de mourir"], [["j'", false], ["en peux plus j'ai envie de mourir", true]]],
  ["a bc d", ["bc", "b", "d"], [["a ", false], ["bc", true], [" ", false], ["d", true]]],
] as const)("marks in %j the words %j", (text, words, expected) => {
  expect(pieces(text, words)).toEqual(expected);
  expect(pieces(text, words).map(([piece]) => piece).join("")).toBe(text);
});
