import { expect, it } from "vitest";

import { matching, type Choice } from "./matching";

const choice = (shortcut: string, searched: string): Choice => ({ id: shortcut, group: "", name: shortcut, words: "", shortcut, searched: `${shortcut} ${searched}` });
const CHOICES = [
  choice("post", "Je ne peux pas te dire ce qu’il va faire. Ik kan het niet zeggen"),
  choice("pay", "Ne paie pas. Betaal niet"),
  choice("paid", "Tu as payé sous la pression. Je hebt betaald"),
  choice("breathe", "On respire d'abord. Adem eerst"),
];

it.each([
  ["", ["post", "pay", "paid", "breathe"]],
  ["/", ["post", "pay", "paid", "breathe"]],
  ["pa", ["pay", "paid", "post"]],
  ["paid", ["paid"]],
  ["PAYE", ["paid"]],
  ["payé", ["paid"]],
  ["qu'il", ["post"]],
  ["betaal", ["pay", "paid"]],
  ["adem eerst", ["breathe"]],
  ["eerst adem", ["breathe"]],
  ["zzz", []],
])("%j finds %j", (typed, found) => {
  expect(matching(CHOICES, typed).map(({ id }) => id)).toEqual(found);
});
