import { isFields } from "@chat/common";

import type { DeskApi } from "../api/client";
import type { BoardPerson, BoardShown, Waited } from "../api/types";
import { useDuty } from "../duty/duty";
import { useSpeech } from "../i18n/texts";
import { duration } from "../i18n/time";
import { label, LEVELS } from "../labels";
import { useFollowed } from "../live/useFollowed";
import { AlongPart } from "../along/AlongPart";
import { Notices } from "../safety/Notices";
import { LevelBadge } from "../ui/LevelBadge";
import { useNow } from "../ui/useNow";
import { OnCall } from "./OnCall";
import { Part } from "./Part";
import "./board.css";

const readBoard = (value: unknown): BoardShown | null =>
  isFields(value) && Array.isArray(value.levels) ? (value as unknown as BoardShown) : null;

function Person({ person }: { readonly person: BoardPerson }) {
  const { t } = useSpeech();
  const where = person.presence ?? "online";
  const here = where !== "online" ? t.duty.presences[where] : person.door_closed ? t.duty.doorClosed : person.free ? t.board.free : t.board.busy;
  const state = person.logged_in ? here : t.board.away;
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

interface Props {
  readonly api: DeskApi;
  /** Open a chat in which somebody reads along; missing where there is no chat to open. */
  readonly onOpen?: (chat: string) => void;
}

/** Who waits how long, who is there, and whether what visitors are told about the wait holds. */
export function Board({ api, onOpen }: Props) {
  const { language, t } = useSpeech();
  const { value: board, heardAt, live } = useFollowed(api, "/api/desk/board", readBoard);
  const now = useNow(1000);
  // Above the desk it is said already; an admin has no duty.
  const { heard } = useDuty();
  const words = t.board;
  const since = Math.max(0, Math.floor((now - heardAt) / 1000));
  return (
    <div class="board">
      <h2 class="board__head" tabIndex={-1}>{words.title}</h2>
      {!live && <p class="notice" role="status">{t.connection.lost}</p>}
      {board?.line?.closed && heard === null && <p class="notice" role="status">{t.duty.lineClosed(board.line.by ?? "")}</p>}
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
          {board.along && onOpen && <AlongPart along={board.along} onOpen={onOpen} />}
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
          <OnCall notifiers={board.notifiers} />
        </>
      )}
    </div>
  );
}
