import { isFields } from "@chat/common";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { BoardPerson, BoardShown, Waited } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { label, LEVELS } from "../labels";
import { useFollowed } from "../live/useFollowed";
import { Notices } from "../safety/Notices";
import { LevelBadge } from "../ui/LevelBadge";
import { useNow } from "../ui/useNow";
import "./board.css";

const readBoard = (value: unknown): BoardShown | null =>
  isFields(value) && Array.isArray(value.levels) ? (value as unknown as BoardShown) : null;

interface PartProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

function Part({ title, heads, children }: PartProps) {
  const heading = useId();
  return (
    <section class="board__part" aria-labelledby={heading}>
      <h3 class="board__title" id={heading}>{title}</h3>
      <table class="board__table" aria-labelledby={heading}>
        <thead>
          <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function Person({ person }: { readonly person: BoardPerson }) {
  const { t } = useSpeech();
  const state = person.free ? t.board.free : person.logged_in ? t.board.busy : t.board.away;
  return (
    <tr>
      <th scope="row">{person.name}</th>
      <td class={person.free ? "board__free" : undefined}>{state}</td>
      <td>{person.talking}</td>
      <td>{person.reading}</td>
    </tr>
  );
}

function Today({ waited }: { readonly waited: Waited }) {
  const { t } = useSpeech();
  const time = (seconds: number | null): string => (seconds === null ? "–" : duration(seconds, t));
  return (
    <>
      <td>{waited.joined}</td>
      <td>{time(waited.told_s)}</td>
      <td>{time(waited.waited_s)}</td>
    </>
  );
}

/** Who waits how long, who is there, and whether what visitors are told about the wait holds. */
export function Board({ api }: { readonly api: DeskApi }) {
  const { language, t } = useSpeech();
  const { value: board, heardAt, live } = useFollowed(api, "/api/desk/board", readBoard);
  const now = useNow(1000);
  const words = t.board;
  const since = Math.max(0, Math.floor((now - heardAt) / 1000));
  return (
    <div class="board">
      <h2 class="board__head" tabIndex={-1}>{words.title}</h2>
      {!live && <p class="notice" role="status">{t.connection.lost}</p>}
      {board === null ? (
        <p class="empty" role="status">{t.page.loading}</p>
      ) : (
        <>
          <Notices api={api} notices={board.notices ?? []} />
          <Part title={words.waiting} heads={[words.level, words.count, words.unclaimed, words.longest]}>
            {board.levels.map(({ level, waiting, unclaimed, longest_s }) => (
              <tr key={level}>
                <th scope="row"><LevelBadge level={level} /></th>
                <td class={waiting > 0 ? "board__some" : undefined}>{waiting}</td>
                <td class={unclaimed > 0 ? "board__some" : undefined}>{unclaimed}</td>
                <td>{longest_s === null ? "–" : duration(longest_s + since, t)}</td>
              </tr>
            ))}
          </Part>
          <Part title={words.people} heads={[words.person, words.state, words.talking, words.reading]}>
            {board.people.length === 0 && <tr><td colSpan={4}>{words.nobody}</td></tr>}
            {board.people.map((person) => <Person key={person.name} person={person} />)}
          </Part>
          <Part title={words.today} heads={[words.level, words.joined, words.told, words.waited]}>
            {board.levels.map(({ level, today }) => (
              <tr key={level}>
                <th scope="row">{label(LEVELS, level, language)}</th>
                <Today waited={today} />
              </tr>
            ))}
            <tr class="board__all">
              <th scope="row">{words.all}</th>
              <Today waited={board.today} />
            </tr>
          </Part>
          <p class="board__hint">{words.medians}</p>
        </>
      )}
    </div>
  );
}
