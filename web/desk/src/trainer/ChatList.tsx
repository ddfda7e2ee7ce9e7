import { useSpeech } from "../i18n/texts";
import { label, LANGUAGES, LEVELS, TOPICS, type Words } from "../labels";
import { LevelBadge } from "../ui/LevelBadge";
import { byWeek, filtered, NONE, valuesOf, type ClosedChat, type Filter } from "./chats";

interface Props {
  readonly chats: readonly ClosedChat[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

interface SelectProps {
  readonly name: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly table: Readonly<Record<string, Words>>;
  readonly none: string;
  readonly onChoose: (value: string) => void;
}

function Select({ name, value, values, table, none, onChoose }: SelectProps) {
  const { language, t } = useSpeech();
  return (
    <label class="filter">
      <span class="filter__name">{name}</span>
      <select class="filter__select" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{t.trainer.all}</option>
        {values.map((each) => (
          <option key={each} value={each}>{each === NONE ? none : label(table, each, language)}</option>
        ))}
      </select>
    </label>
  );
}

/** "2026-W45" as "week 45, 2026"; a form that the service writes otherwise is shown as it is. */
function weekWords(week: string, word: string): string {
  const parts = /^(\d{4})-W(\d{1,2})$/.exec(week);
  return parts ? `${word} ${Number(parts[2])}, ${parts[1]}` : `${word} ${week}`;
}

export function ChatList({ chats, filter, onFilter, openId, onOpen }: Props) {
  const { language, t } = useSpeech();
  const shown = filtered(chats, filter);
  const select = (column: keyof Filter, name: string, table: Readonly<Record<string, Words>>, none: string) => (
    <Select
      name={name}
      value={filter[column]}
      values={valuesOf(chats, column)}
      table={table}
      none={none}
      onChoose={(value) => onFilter({ ...filter, [column]: value })}
    />
  );
  return (
    <>
      <div class="trainer__head">
        <h2 class="trainer__title">{t.trainer.title}</h2>
        <p class="trainer__shown" role="status">{t.trainer.shown(shown.length, chats.length)}</p>
        <div class="filters">
          {select("topic", t.trainer.filterTopic, TOPICS, t.trainer.noTopic)}
          {select("level", t.trainer.filterLevel, LEVELS, t.trainer.noLevel)}
          {select("language", t.trainer.filterLanguage, LANGUAGES, "–")}
        </div>
      </div>
      <div class="trainer__rows">
        {chats.length === 0 && (
          <div class="empty">
            <p class="empty__title">{t.trainer.empty}</p>
            <p class="empty__hint">{t.trainer.emptyHint}</p>
          </div>
        )}
        {chats.length > 0 && shown.length === 0 && <p class="empty">{t.trainer.noMatch}</p>}
        {byWeek(shown).map(([week, those]) => (
          <section key={week} aria-label={weekWords(week, t.trainer.week)}>
            <h3 class="queue__heading">{weekWords(week, t.trainer.week)}</h3>
            <ul class="queue__list">
              {those.map((chat) => (
                <li key={chat.id}>
                  <button
                    type="button"
                    class={chat.id === openId ? "row row--open" : "row"}
                    aria-current={chat.id === openId ? "true" : undefined}
                    onClick={() => onOpen(chat.id)}
                  >
                    <span class="row__topic">{chat.topic ? label(TOPICS, chat.topic, language) : t.trainer.noTopic}</span>
                    <span class="row__facts">
                      {chat.level && <LevelBadge level={chat.level} />}
                      {chat.language && <span>{label(LANGUAGES, chat.language, language)}</span>}
                      <span>{t.trainer.messageCount(chat.messages)}</span>
                      {chat.corrections > 0 && <span class="corrected">{t.trainer.correctionCount(chat.corrections)}</span>}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
