import {
  Bubble,
  DownIcon,
  fill,
  KeyIcon,
  type Line,
  type Link,
  MailIcon,
  OpenIcon,
  PersonIcon,
  PhoneIcon,
  RobotIcon,
  texts,
  useTexts,
} from "@chat/common";
import type { ComponentChildren } from "preact";
import { memo } from "preact/compat";

import { glued } from "./glued";
import "./message.css";

const TEXTS = texts({
  fr: {
    you: "Toi",
    bot: "Robot",
    counsellor: "{name}, humain",
    someone: "Un humain",
    system: "Info",
    more: "En savoir plus",
    opens: "s'ouvre dans un nouvel onglet",
    code: "Avoir mon code",
  },
  nl: {
    you: "Jij",
    bot: "Robot",
    counsellor: "{name}, mens",
    someone: "Een mens",
    system: "Info",
    more: "Meer weten",
    opens: "opent in een nieuw tabblad",
    code: "Mijn code krijgen",
  },
});

function Linked({ link, opens }: { readonly link: Link; readonly opens: string }) {
  const outside = link.href.startsWith("https:");
  const Icon = outside ? OpenIcon : link.href.startsWith("mailto:") ? MailIcon : PhoneIcon;
  return (
    <a
      class="message-link"
      href={link.href}
      rel="noopener noreferrer nofollow"
      referrerpolicy="no-referrer"
      {...(outside ? { target: "_blank" } : {})}
    >
      <Icon size={18} />
      <bdi>{glued(link.label)}</bdi>
      {outside && <span class="for-readers-only"> ({opens})</span>}
    </a>
  );
}

interface Props {
  readonly line: Pick<Line, "from" | "name" | "text" | "more" | "links" | "advice" | "language">;
  readonly showSender: boolean;
  readonly foot?: ComponentChildren;
  readonly onCode?: (() => void) | undefined;
}

function senderOf({ from, name }: Props["line"], t: (typeof TEXTS)["fr"]): string {
  if (from === "visitor") return t.you;
  if (from === "counsellor") return name ? fill(t.counsellor, { name }) : t.someone;
  return from === "bot" ? t.bot : t.system;
}

const MARKS: Partial<Record<Line["from"], ComponentChildren>> = {
  bot: (
    <span class="message-mark">
      <RobotIcon size={18} />
    </span>
  ),
  counsellor: (
    <span class="message-mark message-mark-person">
      <PersonIcon size={18} />
    </span>
  ),
};

/** Paragraphs are set apart by less than a whole empty line. */
function Paragraphs({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index} dir="auto">
          {glued(paragraph)}
        </p>
      ))}
    </>
  );
}

/** One message. Its words become text nodes, whatever they contain. */
export const Message = memo(function Message({ line, showSender, foot, onCode }: Props) {
  const t = useTexts(TEXTS);
  return (
    <Bubble
      from={line.from}
      sender={senderOf(line, t)}
      showSender={showSender}
      lang={line.language ?? undefined}
      mark={MARKS[line.from]}
      foot={foot}
    >
      <Paragraphs text={line.text} />
      {line.more && (
        <details class="message-more">
          <summary>
            {t.more} <DownIcon size={18} />
          </summary>
          <Paragraphs text={line.more} />
        </details>
      )}
      {line.links.length > 0 && (
        <div class="message-links">
          {line.links.map((link) => (
            <Linked key={link.href} link={link} opens={t.opens} />
          ))}
        </div>
      )}
      {onCode && (
        <div class="message-links">
          <button type="button" class="message-link" onClick={onCode}>
            <KeyIcon size={18} /> {t.code}
          </button>
        </div>
      )}
    </Bubble>
  );
});
