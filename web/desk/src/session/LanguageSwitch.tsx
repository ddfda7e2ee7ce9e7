import { STAFF_LANGUAGES, type Language } from "../i18n/languages";
import { useSpeech } from "../i18n/texts";

/** Each language in its own words, for those who cannot read the present one. */
const NAMES: Readonly<Record<Language, string>> = { fr: "Français", nl: "Nederlands", en: "English" };

interface Props {
  readonly language: Language;
  readonly onChoose: (language: Language) => void;
}

export function LanguageSwitch({ language, onChoose }: Props) {
  const { t } = useSpeech();
  return (
    <div class="switch" role="group" aria-label={t.page.language}>
      {STAFF_LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          class="switch__option"
          lang={each}
          aria-pressed={each === language}
          title={NAMES[each]}
          onClick={() => onChoose(each)}
        >
          {/* What is seen is in the name, for those who speak to their browser. */}
          {each.toUpperCase()}<span class="for-readers-only"> {NAMES[each]}</span>
        </button>
      ))}
    </div>
  );
}
