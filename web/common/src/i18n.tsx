/** Texts of the pages: one object per component, with one entry per language. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";

import { LANGUAGES, type Language } from "./events";

export type Texts = Readonly<Record<string, string>>;
export type Translated<T extends Texts> = Readonly<Record<Language, T>>;

const all: Translated<Texts>[] = [];

/** Every set of texts that was declared, for the test of parity. */
export function declaredTexts(): readonly Translated<Texts>[] {
  return all;
}

/** Declare the texts of a component; the compiler asks both languages for the same names. */
export function texts<const K extends string>(byLanguage: Readonly<Record<Language, Readonly<Record<K, string>>>>) {
  all.push(byLanguage);
  return byLanguage;
}

/** Null while nobody knows the visitor's language: then both are shown. */
export const LanguageContext = createContext<Language | null>(null);

/** The texts in one language, or in both where the language is not known yet. */
export function textsIn<K extends string>(
  byLanguage: Readonly<Record<Language, Readonly<Record<K, string>>>>,
  language: Language | null,
): Readonly<Record<K, string>> {
  if (language) return byLanguage[language];
  const names = Object.keys(byLanguage.fr) as K[];
  const both = (name: K): string => [...new Set(LANGUAGES.map((each) => byLanguage[each][name]))].join(" · ");
  return Object.fromEntries(names.map((name) => [name, both(name)])) as Record<K, string>;
}

export function useTexts<K extends string>(
  byLanguage: Readonly<Record<Language, Readonly<Record<K, string>>>>,
): Readonly<Record<K, string>> {
  return textsIn(byLanguage, useContext(LanguageContext));
}

/** Put values in the places of a text: `fill("{n} min", { n: 5 })`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
