import type { QueueChat } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { label, LANGUAGES, LEVELS } from "../labels";
import { isFiltering, languagesOf, NO_FILTER, type QueueFilter } from "./filter";

interface Props {
  readonly chats: readonly QueueChat[];
  readonly filter: QueueFilter;
  readonly hiddenLife: number;
  readonly onFilter: (filter: QueueFilter) => void;
}

/** Narrows the list. What it hides of the gravest kind is said at once, and shown with one click. */
export function Filters({ chats, filter, hiddenLife, onFilter }: Props) {
  const { language, t } = useSpeech();
  const clear = (): void => onFilter(NO_FILTER);
  return (
    <>
      <div class="narrow" role="group" aria-label={t.queue.filter}>
        <select
          class="narrow__select"
          aria-label={t.queue.filterLanguage}
          value={filter.language}
          onChange={(event) => onFilter({ ...filter, language: event.currentTarget.value })}
        >
          <option value="">{t.queue.filterLanguage}</option>
          {languagesOf(chats, filter.language).map((each) => (
            <option key={each} value={each}>{label(LANGUAGES, each, language)}</option>
          ))}
        </select>
        <select
          class="narrow__select"
          aria-label={t.queue.filterLevel}
          value={filter.level}
          onChange={(event) => onFilter({ ...filter, level: event.currentTarget.value })}
        >
          <option value="">{t.queue.filterLevel}</option>
          {Object.keys(LEVELS).map((each) => (
            <option key={each} value={each}>{label(LEVELS, each, language)}</option>
          ))}
        </select>
        <label class="narrow__mine">
          <input
            type="checkbox"
            checked={filter.mine}
            onChange={(event) => onFilter({ ...filter, mine: event.currentTarget.checked })}
          />
          {t.queue.filterMine}
        </label>
        {isFiltering(filter) && (
          <button type="button" class="button button--quiet narrow__clear" aria-label={t.queue.clearFilter} title={t.queue.clearFilter} onClick={clear}>×</button>
        )}
      </div>
      <div class={hiddenLife > 0 ? "hidden-life" : "for-readers-only"} role="status">
        {hiddenLife > 0 && (
          <>
            <span>{t.queue.hiddenLife(hiddenLife)}</span>
            <button type="button" class="button hidden-life__show" onClick={clear}>{t.queue.showHidden}</button>
          </>
        )}
      </div>
    </>
  );
}
