import { useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { Notice } from "../api/types";
import { problemOf } from "../chat/send";
import type { Texts } from "../i18n/en";
import type { Language } from "../i18n/languages";
import { useSpeech } from "../i18n/texts";
import { clockTime, dayAndTime } from "../i18n/time";
import { ALONG_REASONS, label, LANGUAGES, TOPICS, type Words } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { CONTACT_KINDS, MISUSE_REASONS, NOTICE_KINDS } from "./labels";
import "./safety.css";

/** Which list the further word of a notice is from; contacts where nothing is said. */
const WHATS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  misuse: MISUSE_REASONS,
  along_began: ALONG_REASONS,
};

function whatOf({ kind, what }: Notice, language: Language): string {
  const title = label(NOTICE_KINDS, kind, language);
  if (what === null) return title;
  return `${title} · ${label(WHATS[kind] ?? CONTACT_KINDS, what, language)}`;
}

/** What a lead knows a chat by. */
function whichChat({ chat, topic, language: spoken, waiting_since: since, holder }: Notice, language: Language, t: Texts): string {
  if (chat === null) return t.safety.notices.gone;
  const facts = [
    topic ? label(TOPICS, topic, language) : t.card.unclear,
    spoken && label(LANGUAGES, spoken, language),
    since && t.safety.notices.waits(clockTime(since, language)),
    holder && t.company.boardWith(holder),
  ];
  return facts.filter(Boolean).join(" · ");
}

function One({ api, notice }: { readonly api: DeskApi; readonly notice: Notice }) {
  const { language, t } = useSpeech();
  const [words, setWords] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const texts = t.safety.notices;
  const run = async (action: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await action();
      setProblem("");
    } catch (error) {
      setProblem(problemOf(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="notices__item">
      <p class="notices__what">
        {whatOf(notice, language)}
        {notice.times > 1 && ` (${texts.times(notice.times)})`}
      </p>
      <p class="notices__who">{notice.by} · {dayAndTime(notice.at, language)}</p>
      <p class="notices__who">
        {notice.chat && <LevelBadge level={notice.level} />} {whichChat(notice, language, t)}
      </p>
      {words?.map((said) => <bdi key={said} class="notices__words">{said}</bdi>)}
      {words?.length === 0 && <p class="notices__who">{texts.noWords}</p>}
      <div class="notices__actions">
        {notice.has_words && words === null && (
          <button type="button" class="button" title={texts.readHint} disabled={busy} onClick={() => void run(async () => setWords(await api.noticeWords(notice.id)))}>{texts.read}</button>
        )}
        {notice.kind === "misuse" && (
          <button type="button" class="button" title={texts.undoHint} disabled={busy} onClick={() => void run(() => api.undoMisuse(notice.id))}>{texts.undo}</button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => void run(() => api.noticeSeen(notice.id))}>{texts.seen}</button>
      </div>
      <p class="notices__problem" role="alert">{problem}</p>
    </li>
  );
}

/** What a lead is told at once; the words only on asking, and that is recorded. */
export function Notices({ api, notices }: { readonly api: DeskApi; readonly notices: readonly Notice[] }) {
  const { t } = useSpeech();
  return (
    <section class="board__part" aria-label={t.safety.notices.title} aria-live="polite">
      {notices.length > 0 && (
        <>
          <h3 class="board__title">{t.safety.notices.title}</h3>
          <ul class="notices">{notices.map((notice) => <One key={notice.id} api={api} notice={notice} />)}</ul>
        </>
      )}
    </section>
  );
}
