/** The languages in which staff can work. */
export const STAFF_LANGUAGES = ["fr", "nl", "en"] as const;

export type Language = (typeof STAFF_LANGUAGES)[number];

const KEY = "desk.language";

function isLanguage(value: unknown): value is Language {
  return STAFF_LANGUAGES.some((language) => language === value);
}

/** The language chosen in this tab, else the browser's, else French. */
export function initialLanguage(storage: Storage, preferred: readonly string[]): Language {
  const remembered = storage.getItem(KEY);
  if (isLanguage(remembered)) return remembered;
  return preferred.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "fr";
}

export function rememberLanguage(storage: Storage, language: Language): void {
  storage.setItem(KEY, language);
}
