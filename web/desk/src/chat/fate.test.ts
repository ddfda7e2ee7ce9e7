import { expect, it } from "vitest";

import { said, view } from "../testing/samples";
import { open, reduceChat } from "./chat";
import { fates } from "./fate";

const events = [
  said(1, "visitor", "slm"),
  said(2, "counsellor", "Bonjour"),
  said(3, "counsellor", "Je lis"),
  said(4, "bot", "…"),
  said(5, "counsellor", "Voilà"),
  said(6, "counsellor", "Ça va ?"),
];

it.each([
  [0, 0, [[6, "sent"]]],
  [0, 5, [[5, "delivered"], [6, "sent"]]],
  [3, 5, [[3, "seen"], [5, "delivered"], [6, "sent"]]],
  [4, 4, [[3, "seen"], [6, "sent"]]],
  [6, 6, [[6, "seen"]]],
  // Seen is more than delivered, also where only the one was told.
  [6, 0, [[6, "seen"]]],
] as const)("seen up to %d and received up to %d", (seenUpTo, receivedUpTo, expected) => {
  expect([...fates({ events, seenUpTo, receivedUpTo })]).toEqual(expected);
});

it("is known from the first look, grows with each receipt, and never goes back", () => {
  let chat = open(view(events, { received: 3 }));
  expect(chat.receivedUpTo).toBe(3);
  chat = reduceChat(chat, { type: "received", seq: 6 });
  chat = reduceChat(chat, { type: "received", seq: 5 });
  expect(chat.receivedUpTo).toBe(6);
  chat = reduceChat(chat, { type: "fetched", view: view([], { next: 6, received: 5 }) });
  expect(chat.receivedUpTo).toBe(6);
});

it("takes up what an earlier look could not send, and not what arrived after all", () => {
  const unsent = [
    { clientId: "m1", text: "Bonjour" },
    { clientId: "m2", text: "Encore là ?" },
  ];
  const chat = open(view([said(2, "counsellor", "Bonjour", { client_id: "m1" })]), unsent);
  expect(chat.outbox).toMatchObject([{ clientId: "m2", text: "Encore là ?", status: "failed" }]);
});
