import { createContext } from "preact";
import { useContext } from "preact/hooks";

import { en, type Texts } from "./en";
import { fr } from "./fr";
import type { Language } from "./languages";
import { nl } from "./nl";

export const TEXTS: Readonly<Record<Language, Texts>> = { fr, nl, en };

export interface Speech {
  readonly language: Language;
  readonly t: Texts;
}

export const SpeechContext = createContext<Speech>({ language: "fr", t: fr });

/** The texts in the language that this counsellor works in. */
export const useSpeech = (): Speech => useContext(SpeechContext);
