/** The button's name for screen readers; what is drawn is "Chat" in both languages. */
export const words: Readonly<Record<string, string>> = { fr: "Ouvrir le chat", nl: "Chat openen" };
