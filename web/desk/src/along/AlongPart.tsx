import type { BoardAlong } from "../api/types";
import { Part } from "../board/Part";
import { useSpeech } from "../i18n/texts";
import { clockTime } from "../i18n/time";
import { ALONG_REASONS, label, TOPICS } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";

interface Props {
  readonly along: readonly BoardAlong[];
  readonly onOpen: (chat: string) => void;
}

/** For the team lead: who reads along in which chat, since when, and why. */
export function AlongPart({ along, onOpen }: Props) {
  const { language, t } = useSpeech();
  const words = t.company;
  return (
    <Part title={words.boardTitle} heads={[words.boardWho, words.boardChat, words.boardSince, words.boardWhy]}>
      {along.length === 0 && <tr><td colSpan={4}>{words.boardNobody}</td></tr>}
      {along.map((one) => (
        <tr key={`${one.by} ${one.chat}`}>
          <th scope="row">{one.by}</th>
          <td class="board__words">
            <LevelBadge level={one.level} />{" "}
            <button type="button" class="link" onClick={() => onOpen(one.chat)}>{one.topic ? label(TOPICS, one.topic, language) : t.card.unclear}</button>
            {one.holder && <> {words.boardWith(one.holder)}</>}
          </td>
          <td>{clockTime(one.since, language)}</td>
          <td class="board__words">
            {label(ALONG_REASONS, one.reason, language)}
            {one.words && <> <q>{one.words}</q></>}
          </td>
        </tr>
      ))}
    </Part>
  );
}
