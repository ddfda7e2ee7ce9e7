import { expect, it } from "vitest";

import { commandOf } from "./shortcuts";

const key = { plain: true, typing: false, inList: false, inDialog: false, letters: true };

it.each([
  ["j", {}, "next"],
  ["k", {}, "previous"],
  ["t", {}, "take"],
  ["w", {}, "write"],
  ["?", {}, "help"],
  ["Escape", { typing: true }, "list"],
  ["ArrowDown", { inList: true }, "next"],
  ["ArrowDown", {}, null],
  ["j", { typing: true }, null],
  ["j", { letters: false }, null],
  ["j", { plain: false }, null],
  ["j", { inDialog: true }, null],
  ["ArrowUp", { inList: true, letters: false }, "previous"],
] as const)("%s with %j asks for %s", (pressed, change, command) => {
  expect(commandOf({ ...key, ...change, key: pressed })).toBe(command);
});
