import { useEffect, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { StaffRole } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { useLoaded } from "../live/useLoaded";
import { EditDialog } from "./EditDialog";
import { matching } from "./matching";
import { RemoveDialog } from "./RemoveDialog";
import type { Canned, CannedReply } from "./types";
import "./replies.css";

interface Props {
  readonly api: DeskApi;
  readonly role: StaffRole;
}

interface RowProps {
  readonly reply: CannedReply;
  readonly mayChange: boolean;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

function Row({ reply, mayChange, onChange, onRemove }: RowProps) {
  const { language, t } = useSpeech();
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const words = t.talking;
  const who = reply.changed_by ? words.changedBy(reply.changed_by, day.format(new Date(reply.changed_at))) : words.starter;
  return (
    <li class="reply">
      <div class="reply__head">
        <h3 class="reply__shortcut">/{reply.shortcut}</h3>
        {!reply.shared && <span class="tag">{words.own}</span>}
        <span class="reply__who">{who}</span>
        {mayChange && (
          <span class="reply__actions">
            <button type="button" class="button" aria-label={words.changeNamed(reply.shortcut)} onClick={onChange}>{words.change}</button>
            <button type="button" class="button button--quiet" aria-label={words.removeNamed(reply.shortcut)} onClick={onRemove}>{words.remove}</button>
          </span>
        )}
      </div>
      <div class="reply__texts">
        <p class="reply__text" lang="fr">{reply.fr}</p>
        <p class="reply__text" lang="nl">{reply.nl}</p>
      </div>
    </li>
  );
}

type Asking = { readonly edit: CannedReply | null } | { readonly remove: CannedReply } | null;

/** The prepared answers: shared ones for leads and admins to keep, one's own for everybody who talks. */
export function RepliesPage({ api, role }: Props) {
  const { t } = useSpeech();
  const [loaded, again] = useLoaded<Canned>(api, "/api/desk/canned");
  const [known, setKnown] = useState<readonly CannedReply[] | null>(null);
  const [typed, setTyped] = useState("");
  const [asking, setAsking] = useState<Asking>(null);
  const [said, setSaid] = useState("");
  // While the list is asked for again, the old one stays.
  useEffect(() => {
    if (loaded && "value" in loaded) setKnown(loaded.value.replies);
  }, [loaded]);
  const keepsShared = role === "lead" || role === "admin";
  const found = matching(
    [...(known ?? [])]
      .sort((a, b) => a.folder.localeCompare(b.folder) || a.shortcut.localeCompare(b.shortcut))
      .map((reply) => ({
        reply,
        id: reply.id,
        group: reply.folder,
        name: reply.shortcut,
        words: reply.fr,
        shortcut: reply.shortcut,
        searched: `${reply.shortcut} ${reply.folder} ${reply.fr} ${reply.nl}`,
      })),
    typed,
  ).map(({ reply }) => reply);
  const folders = [...new Set(found.map(({ folder }) => folder))];
  const done = (words: string): void => {
    setAsking(null);
    setSaid(words);
    again();
  };
  return (
    <main class="replies">
      <div class="replies__inner">
        <p class="replies__intro">{t.talking.intro}</p>
        <div class="replies__tools">
          <label class="filter replies__search">
            <span class="filter__name">{t.talking.filter}</span>
            <input class="filter__select" type="search" value={typed} autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
          <button type="button" class="button button--primary" onClick={() => setAsking({ edit: null })}>{t.talking.add}</button>
        </div>
        <p class="replies__said" role="status">{said}</p>
        {known === null && loaded === null && <p class="empty" role="status">{t.page.loading}</p>}
        {loaded && "problem" in loaded && (
          <div class="empty">
            <p class="empty__title" role="alert">{problemOf(loaded.problem, t)}</p>
            <button type="button" class="button" onClick={again}>{t.chat.retry}</button>
          </div>
        )}
        {known && found.length === 0 && <p class="replies__none">{known.length === 0 ? t.talking.noneYet : t.talking.none}</p>}
        {folders.map((folder) => (
          <section key={folder} class="replies__folder" aria-label={folder}>
            <h2 class="replies__name">{folder}</h2>
            <ul class="replies__list">
              {found
                .filter((reply) => reply.folder === folder)
                .map((reply) => (
                  <Row
                    key={reply.id}
                    reply={reply}
                    mayChange={!reply.shared || keepsShared}
                    onChange={() => setAsking({ edit: reply })}
                    onRemove={() => setAsking({ remove: reply })}
                  />
                ))}
            </ul>
          </section>
        ))}
      </div>
      {asking && "edit" in asking && (
        <EditDialog
          api={api}
          role={role}
          reply={asking.edit}
          folders={[...new Set((known ?? []).map(({ folder }) => folder))]}
          onDone={(shortcut) => done(t.talking.saved(shortcut))}
          onClose={() => setAsking(null)}
        />
      )}
      {asking && "remove" in asking && (
        <RemoveDialog
          api={api}
          reply={asking.remove}
          onDone={() => done(t.talking.removed(asking.remove.shortcut))}
          onClose={() => setAsking(null)}
        />
      )}
    </main>
  );
}
