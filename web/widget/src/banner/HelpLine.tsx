import { MailIcon, PhoneIcon, texts, useTexts } from "@chat/common";

import "./banner.css";

/** Child Focus, facts.md §1.1: free, day and night, in both languages. */
const PHONE = "116 000";
const MAIL = "116000@childfocus.be";

const TEXTS = texts({
  fr: { call: "Appeler Child Focus :", free: "gratuit, jour et nuit", write: "Écrire à Child Focus :" },
  nl: { call: "Child Focus bellen:", free: "gratis, dag en nacht", write: "Child Focus schrijven:" },
});

/** Whom to reach when this page cannot help: a number, and beside it a way to write. */
export function HelpLine() {
  const t = useTexts(TEXTS);
  return (
    <ul class="help-line">
      <li>
        <a href={`tel:${PHONE.replace(" ", "")}`}>
          <PhoneIcon size={18} />
          <span class="for-readers-only">{t.call}</span> {PHONE.replace(" ", "\u00a0")}
        </a>
        <span>{t.free}</span>
      </li>
      <li>
        <a href={`mailto:${MAIL}`}>
          <MailIcon size={18} />
          <span class="for-readers-only">{t.write}</span> {MAIL}
        </a>
      </li>
    </ul>
  );
}
