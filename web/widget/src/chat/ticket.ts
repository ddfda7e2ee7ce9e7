/** The small work that opens a chat under heavy load (contract §2, 428), without a word to the visitor. */

import { isFields, type Refused } from "@chat/common";

import { sha256 } from "./sha256";

export interface Ticket {
  readonly ticket: string;
  readonly bits: number;
}

export function readTicket({ body }: Refused): Ticket | null {
  const fields = [body, isFields(body) ? body.error : null].find((each) => isFields(each) && "ticket" in each);
  if (!isFields(fields) || typeof fields.ticket !== "string" || typeof fields.bits !== "number") return null;
  return { ticket: fields.ticket, bits: fields.bits };
}

/** Whether the digest begins with that many zero bits. */
export function beginsWithZeros(digest: Uint32Array, bits: number): boolean {
  let left = bits;
  for (const word of digest) {
    if (left <= 0) return true;
    if (Math.clz32(word) < Math.min(left, 32)) return false;
    left -= 32;
  }
  return left <= 0;
}

/** Longer stretches would make a cheap phone stutter. */
const STRETCH_MS = 12;

/** Find a nonce, in stretches, so that the page stays alive meanwhile. */
export async function findNonce({ ticket, bits }: Ticket): Promise<string> {
  for (let nonce = 0; ; ) {
    for (const end = performance.now() + STRETCH_MS; performance.now() < end; nonce += 1) {
      if (beginsWithZeros(sha256(ticket + String(nonce)), bits)) return String(nonce);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}
