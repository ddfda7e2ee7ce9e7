import { PhoneIcon, texts, useTexts } from "@chat/common";

import "./banner.css";

/** Child Focus, facts.md §1.1: free, day and night, in both languages. */
const PHONE = "116 000";
const MAIL = "116000@childfocus.be";

const TEXTS = texts({
  fr: { free: "Child Focus, gratuit, jour et nuit", mail: "Tu préfères écrire ?" },
  nl: { free: "Child Focus, gratis, dag en nacht", mail: "Schrijf je liever?" },
});

/** Whom to reach when this page cannot help: a number, and beside it a way to write. */
export function HelpLine() {
  const t = useTexts(TEXTS);
  return (
    <p class="help-line">
      <a class="help-phone" href={`tel:${PHONE.replace(" ", "")}`}>
        <PhoneIcon size={18} /> {PHONE}
      </a>{" "}
      <span>{t.free}</span>
      <br />
      <span>{t.mail}</span> <a href={`mailto:${MAIL}`}>{MAIL}</a>
    </p>
  );
}
