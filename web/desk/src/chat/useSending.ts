import { newId, Refused } from "@chat/common";
import { useEffect, useRef } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { byOf, isLoss } from "../api/refusals";
import { useSpeech } from "../i18n/texts";
import type { Chat, ChatAction } from "./chat";
import type { Kept, Unsent } from "./drafts";
import { problemOf, send } from "./send";
import type { ChangeKept } from "./useDrafts";

interface Props {
  readonly api: DeskApi;
  readonly id: string;
  readonly chat: Chat | null;
  readonly dispatch: (action: ChatAction) => void;
  readonly kept: Kept;
  readonly onKeep: ChangeKept;
  readonly onLost: (by: string | null) => void;
  readonly onProblem: (problem: string) => void;
}

/** A text that could not be sent returns to the box, before what was typed meanwhile. */
const before = (text: string, typed: string): string => (typed.trim() === "" ? text : `${text}\n${typed}`);

const without = (unsent: readonly Unsent[], ids: ReadonlySet<string>): readonly Unsent[] =>
  unsent.filter(({ clientId }) => !ids.has(clientId));

/**
 * Sends, sends again, takes back. No text is lost: one that failed stays in the conversation under its
 * client id, also over a reload or a visit to another chat, so that sending it again counts once; one
 * that was refused is in the box again.
 */
export function useSending({ api, id, chat, dispatch, kept, onKeep, onLost, onProblem }: Props) {
  const { t } = useSpeech();
  const latest = useRef(kept);
  latest.current = kept;

  const forget = (...ids: readonly string[]): void =>
    onKeep(({ text, unsent }) => ({ text, unsent: without(unsent, new Set(ids)) }));
  const backIntoBox = (clientId: string, text: string): void =>
    onKeep((now) => ({ text: before(text, now.text), unsent: without(now.unsent, new Set([clientId])) }));

  // What is in the log was sent, whatever became of the answer.
  useEffect(() => {
    const said = new Set(chat?.events.map((event) => (event.kind === "message" ? event.client_id : null)));
    const arrived = latest.current.unsent.filter(({ clientId }) => said.has(clientId)).map(({ clientId }) => clientId);
    if (arrived.length > 0) forget(...arrived);
  }, [chat?.events]);

  const say = async (text: string, clientId: string): Promise<void> => {
    onProblem("");
    const sent = await send({ api, chat: id, clientId, text, t, dispatch });
    if (sent.ok) return forget(clientId);
    if (isLoss(sent.error)) onLost(byOf(sent.error));
    if (!(sent.error instanceof Refused) || sent.error.status >= 500) return;
    backIntoBox(clientId, text);
    onProblem(problemOf(sent.error, t));
  };
  const textOf = (clientId: string): string =>
    latest.current.unsent.find((each) => each.clientId === clientId)?.text ?? "";
  return {
    onSend: (text: string): void => {
      const clientId = newId();
      onKeep(({ unsent }) => ({ text: "", unsent: [...unsent, { clientId, text }] }));
      void say(text, clientId);
    },
    onResend: (clientId: string): void => void say(textOf(clientId), clientId),
    onTakeBack: (clientId: string): void => {
      backIntoBox(clientId, textOf(clientId));
      dispatch({ type: "withdrawn", clientId });
    },
  };
}
