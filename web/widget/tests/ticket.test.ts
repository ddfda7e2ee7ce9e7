import { Refused } from "@chat/common";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";

import { sha256 } from "../src/chat/sha256";
import { beginsWithZeros, findNonce, readTicket } from "../src/chat/ticket";

function hex(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

describe("the small work that opens a chat", () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 500])("hashes %i characters as everybody does", (length) => {
    const text = "é".repeat(length);
    expect(hex(sha256(text))).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it("finds a nonce whose hash begins with that many zero bits", async () => {
    const nonce = await findNonce({ ticket: "abc", bits: 10 });
    const digest = createHash("sha256").update(`abc${nonce}`).digest();
    expect(digest.readUInt16BE(0) >> 6).toBe(0);
  });

  it("counts zero bits over the words", () => {
    expect(beginsWithZeros(Uint32Array.of(0, 1), 63)).toBe(true);
    expect(beginsWithZeros(Uint32Array.of(0, 1), 64)).toBe(false);
    expect(beginsWithZeros(Uint32Array.of(0x80000000), 0)).toBe(true);
    expect(beginsWithZeros(Uint32Array.of(0x7fffffff), 2)).toBe(false);
  });

  it("reads the ticket beside or inside the error", () => {
    const ticket = { ticket: "t", bits: 8 };
    for (const body of [ticket, { error: { code: "ticket_needed", ...ticket } }]) {
      expect(readTicket(new Refused(428, "ticket_needed", null, body))).toEqual(ticket);
    }
    expect(readTicket(new Refused(428, "ticket_needed", null, {}))).toBeNull();
  });
});
