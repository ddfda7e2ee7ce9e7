import { beforeEach, describe, expect, it } from "vitest";

import { forgetDrafts, KEPT_MS, readDrafts, withDraft, writeDrafts, type Drafts } from "./drafts";

const NOW = 1_000_000;
const everywhere = (): boolean => true;
const drafts: Drafts = new Map([
  ["c1", { text: "je suis là", unsent: [], at: NOW }],
  ["c2", { text: "", unsent: [{ clientId: "m1", text: "Bonjour" }], at: NOW }],
]);

beforeEach(() => sessionStorage.clear());

describe("what was typed and not sent", () => {
  it("is there again for the same account", () => {
    writeDrafts(sessionStorage, "sam", drafts, everywhere);
    expect(readDrafts(sessionStorage, "sam", NOW)).toEqual(drafts);
  });

  it("is never there for another account, and gone for the first one, too", () => {
    writeDrafts(sessionStorage, "sam", drafts, everywhere);
    expect(readDrafts(sessionStorage, "lina", NOW).size).toBe(0);
    expect(sessionStorage).toHaveLength(0);
    expect(readDrafts(sessionStorage, "sam", NOW).size).toBe(0);
  });

  it("leaves nothing in the storage after the log-out, and where nothing is typed", () => {
    writeDrafts(sessionStorage, "sam", drafts, everywhere);
    forgetDrafts(sessionStorage);
    expect(sessionStorage).toHaveLength(0);
    writeDrafts(sessionStorage, "sam", new Map([["c1", { text: "", unsent: [], at: NOW }]]), everywhere);
    expect(sessionStorage).toHaveLength(0);
  });

  it("is kept only of chats that are still to be seen", () => {
    writeDrafts(sessionStorage, "sam", drafts, (chat) => chat === "c2");
    expect(JSON.stringify(sessionStorage.getItem("desk.drafts"))).not.toContain("je suis là");
    expect([...readDrafts(sessionStorage, "sam", NOW).keys()]).toEqual(["c2"]);
  });

  it("ends with the longest login", () => {
    writeDrafts(sessionStorage, "sam", drafts, everywhere);
    expect(readDrafts(sessionStorage, "sam", NOW + KEPT_MS - 1).size).toBe(2);
    expect(readDrafts(sessionStorage, "sam", NOW + KEPT_MS).size).toBe(0);
  });

  it.each(["", "{", "[]", '{"account":"sam"}', '{"account":"sam","chats":{"c1":{"text":1}}}'])("is nothing in %j", (stored) => {
    sessionStorage.setItem("desk.drafts", stored);
    expect(readDrafts(sessionStorage, "sam", NOW).size).toBe(0);
  });

  it("changes one chat and no other", () => {
    const changed = withDraft(drafts, "c1", ({ unsent }) => ({ text: "oui", unsent }), NOW + 5);
    expect(changed.get("c1")).toEqual({ text: "oui", unsent: [], at: NOW + 5 });
    expect(changed.get("c2")).toBe(drafts.get("c2"));
  });
});
