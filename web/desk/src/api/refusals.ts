import { isFields, Refused } from "@chat/common";

/** The colleague whom a refusal names (409 `claimed`, a claim that was lost), if any. */
export function byOf(error: unknown): string | null {
  if (!(error instanceof Refused) || !isFields(error.body)) return null;
  const inner = isFields(error.body.error) ? error.body.error.by : undefined;
  const by = inner ?? error.body.by;
  return typeof by === "string" ? by : null;
}

/** Which kind of private contact a message was stopped for (422 `private_contact`). */
export function contactKindOf(error: unknown): string {
  if (!(error instanceof Refused) || !isFields(error.body) || !isFields(error.body.error)) return "";
  return typeof error.body.error.kind === "string" ? error.body.error.kind : "";
}

const LOSSES: ReadonlySet<string> = new Set(["claim_lost", "not_yours", "claimed", "along_over"]);

/** A refusal that means: this chat is somebody else's now, or nobody's. */
export function isLoss(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  return error.status === 404 || LOSSES.has(error.code);
}
