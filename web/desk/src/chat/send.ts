import { Refused } from "@chat/common";

import type { DeskApi } from "../api/client";
import { byOf, contactKindOf, isLoss } from "../api/refusals";
import type { Texts } from "../i18n/en";
import type { ChatAction } from "./chat";

/** The contract's limit of one message. */
export const LONGEST = 2000;

/** A refusal in words that say what to do. */
export function problemOf(error: unknown, t: Texts): string {
  if (!(error instanceof Refused) || error.status >= 500) return t.error.network;
  const by = byOf(error);
  switch (error.code) {
    case "claimed":
      return by ? t.error.claimed(by) : t.error.claimedUnknown;
    case "not_waiting":
      return t.error.notWaiting;
    case "not_allowed":
      return t.error.notAllowed;
    case "not_now":
      return t.company.notNow;
    case "last_admin":
      return t.error.lastAdmin;
    case "unreadable":
      return t.error.unreadable;
    case "ask_first":
      return t.company.askFirst;
    case "along_reason_needed":
      return t.company.reasonNeeded;
    case "along_over":
      return t.company.alongOver;
    case "nobody_holds":
      return t.company.nobodyHolds;
    case "own_chat":
      return t.company.ownChat;
    case "safety_open":
      return t.error.safetyOpen;
    case "reason_needed":
      return t.correct.reasonNeeded;
    case "proposal_open":
      return t.correct.proposalOpen(by ?? "");
    case "proposal_gone":
      return t.correct.proposalGone;
    case "own_proposal":
      return t.correct.ownProposal;
    case "not_your_proposal":
      return t.correct.notYourProposal;
    case "too_long":
      return t.error.tooLong;
    case "closed":
      return t.error.closed;
    case "name_taken":
      return t.error.nameTaken;
    case "bad_name":
      return t.error.badName;
    case "at_limit":
      return t.duty.atLimit;
    case "door_closed":
      return t.duty.doorRefused;
    case "line_closed":
      return t.duty.lineRefused(by ?? "");
    case "offer_gone":
      return t.duty.offerGone;
    case "first_steps":
      return t.error.firstSteps;
    case "wrong_password":
      return t.account.wrongPassword;
    case "private_contact":
      return t.safety.stopped[contactKindOf(error) as keyof typeof t.safety.stopped] ?? t.safety.stopped.invitation;
    case "life_at_stake":
      return t.safety.misuse.life;
    case "no_such_notice":
      return t.safety.notices.gone;
    case "wrong_code":
      return t.account.wrongCode;
  }
  const refused: Readonly<Record<string, string>> = t.talking.refused;
  if (error.code === "changed_meanwhile") return t.talking.changedMeanwhile(by ?? "");
  if (refused[error.code]) return refused[error.code] ?? "";
  if (error.status === 401) return t.login.expired;
  if (error.status === 429) return t.error.rate(error.retryAfterS ?? 5);
  if (isLoss(error)) return by ? t.chat.takenBy(by) : t.chat.lost;
  return t.error.other(error.code);
}

/** True when sending the same text again may well work: nothing came back, or the service stumbled. */
export const worthAgain = (error: unknown): boolean => !(error instanceof Refused) || error.status >= 500;

export type Sent = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

interface Sending {
  readonly api: DeskApi;
  readonly chat: string;
  readonly clientId: string;
  readonly text: string;
  readonly t: Texts;
  readonly dispatch: (action: ChatAction) => void;
}

/**
 * Send one message and keep its fate on screen.
 *
 * With the client id of a failed message this is the resend: the service stores it once. A message
 * that the service refuses leaves the conversation again; the caller puts it back into the box.
 */
export async function send({ api, chat, clientId, text, t, dispatch }: Sending): Promise<Sent> {
  dispatch({ type: "sending", clientId, text });
  try {
    const { seq } = await api.send(chat, clientId, text);
    dispatch({ type: "sent", clientId, seq });
    return { ok: true };
  } catch (error) {
    if (worthAgain(error)) dispatch({ type: "failed", clientId, problem: problemOf(error, t) });
    else dispatch({ type: "withdrawn", clientId });
    return { ok: false, error };
  }
}
