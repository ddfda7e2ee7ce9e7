import { newId, Refused } from "@chat/common";
import { useEffect, useRef } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { byOf, isLoss } from "../api/refusals";
import { useSpeech } from "../i18n/texts";
import type { Chat, ChatAction } from "./chat";
import { problemOf, send } from "./send";

/** Changes the draft of a chat, also after its page part is gone. */
export type ChangeDraft = (change: (typed: string) => string) => void;

interface Props {
  readonly api: DeskApi;
  readonly id: string;
  readonly chat: Chat | null;
  readonly dispatch: (action: ChatAction) => void;
  readonly onDraft: ChangeDraft;
  readonly onLost: (by: string | null) => void;
  readonly onProblem: (problem: string) => void;
}

/** A text that could not be sent returns to the box, before what was typed meanwhile. */
const before = (text: string) => (typed: string) => (typed.trim() === "" ? text : `${text}\n${typed}`);

/**
 * Sends, sends again, takes back. No text is lost: one that failed stays in the conversation, one
 * that was refused, or that fails after the counsellor went to another chat, is in the box again.
 */
export function useSending({ api, id, chat, dispatch, onDraft, onLost, onProblem }: Props) {
  const { t } = useSpeech();
  const latest = useRef(chat);
  latest.current = chat;
  const left = useRef(false);

  useEffect(
    () => () => {
      left.current = true;
      const failed = latest.current?.outbox.filter(({ status }) => status === "failed") ?? [];
      for (const { text } of [...failed].reverse()) onDraft(before(text));
    },
    [],
  );

  const say = async (text: string, clientId: string): Promise<void> => {
    onProblem("");
    const sent = await send({ api, chat: id, clientId, text, t, dispatch });
    if (sent.ok) return;
    if (isLoss(sent.error)) onLost(byOf(sent.error));
    const refused = sent.error instanceof Refused && sent.error.status < 500;
    if (refused || left.current) onDraft(before(text));
    if (refused) onProblem(problemOf(sent.error, t));
  };
  const textOf = (clientId: string): string =>
    latest.current?.outbox.find((each) => each.clientId === clientId)?.text ?? "";
  return {
    onSend: (text: string): void => {
      onDraft(() => "");
      void say(text, newId());
    },
    onResend: (clientId: string): void => void say(textOf(clientId), clientId),
    onTakeBack: (clientId: string): void => {
      onDraft(before(textOf(clientId)));
      dispatch({ type: "withdrawn", clientId });
    },
  };
}
