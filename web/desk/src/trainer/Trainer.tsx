import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { useLoaded } from "../live/useLoaded";
import { ChatDetail } from "./ChatDetail";
import { ChatList } from "./ChatList";
import { NO_FILTER, type ClosedChat, type ClosedChatDetail } from "./chats";
import "./trainer.css";

export function Trainer({ api }: { readonly api: DeskApi }) {
  const { t } = useSpeech();
  const [list, again] = useLoaded<{ chats: readonly ClosedChat[] }>(api, "/api/trainer/chats");
  const [openId, setOpenId] = useState<string | null>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [detail, detailAgain] = useLoaded<ClosedChatDetail>(
    api,
    openId === null ? null : `/api/trainer/chats/${encodeURIComponent(openId)}`,
  );
  const pane = useRef<HTMLElement>(null);

  useEffect(() => {
    document.title = t.page.trainer;
  }, [t]);
  useEffect(() => {
    if (detail) pane.current?.querySelector<HTMLElement>("h2")?.focus();
  }, [detail]);

  const failed = (problem: unknown, retry: () => void) => (
    <div class="empty">
      <p class="empty__title" role="alert">{problemOf(problem, t)}</p>
      <button type="button" class="button" onClick={retry}>{t.chat.retry}</button>
    </div>
  );
  const loading = <p class="empty" role="status">{t.page.loading}</p>;
  return (
    <div class={openId === null ? "trainer" : "trainer trainer--open"}>
      <nav class="trainer__list" aria-label={t.trainer.title}>
        {list === null && loading}
        {list && "problem" in list && failed(list.problem, again)}
        {list && "value" in list && (
          <ChatList chats={list.value.chats} filter={filter} onFilter={setFilter} openId={openId} onOpen={setOpenId} />
        )}
      </nav>
      <main class="trainer__pane" ref={pane}>
        {openId === null && (
          <div class="empty">
            <p class="empty__title">{t.trainer.none}</p>
            <p class="empty__hint">{t.trainer.intro}</p>
          </div>
        )}
        {openId !== null && detail === null && loading}
        {detail && "problem" in detail && failed(detail.problem, detailAgain)}
        {detail && "value" in detail && <ChatDetail chat={detail.value} onBack={() => setOpenId(null)} />}
      </main>
    </div>
  );
}
