import { fill, SendIcon, texts, useTexts } from "@chat/common";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Snapshot } from "../chat/snapshot";
import { useConversation } from "../chat/hooks";
import type { Returned } from "../chat/outbox";
import "./composer.css";

const TEXTS = texts({
  fr: {
    label: "Ton message",
    placeholder: "Écris ici…",
    send: "Envoyer",
    left: "Encore {n} caractères",
    over: "{n} caractères de trop. Envoie-le en deux fois.",
    too_long: "C'est trop long pour un seul message. Envoie-le en deux fois.",
    choice_gone: "Cette réponse n'est plus proposée. Regarde les derniers messages, ou écris.",
    not_possible: "Ça ne peut pas être envoyé ici. Écris-le autrement.",
    no_files: "Pas de photo ni de fichier ici. Écris avec des mots.",
  },
  nl: {
    label: "Je bericht",
    placeholder: "Schrijf hier…",
    send: "Versturen",
    left: "Nog {n} tekens",
    over: "{n} tekens te veel. Stuur het in twee keer.",
    too_long: "Dat is te lang voor één bericht. Stuur het in twee keer.",
    choice_gone: "Dit antwoord kan niet meer. Kijk naar de laatste berichten, of schrijf.",
    not_possible: "Dat kan hier niet verstuurd worden. Schrijf het anders.",
    no_files: "Hier kan je geen foto of bestand sturen. Schrijf met woorden.",
  },
});

/** Contract §2; counted as the service does, in characters of the composed form. */
export const LONGEST = 2_000;
const SAY_LEFT_AT = 200;

export function lengthOf(text: string): number {
  return Array.from(text.trim().normalize("NFC")).length;
}

/** As high as the text, up to what the style allows. */
function useGrowing(text: string) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 3}px`;
  }, [text]);
  return box;
}

type Problem = Returned | "no_files" | null;

function Hint({ left, problem }: { readonly left: number; readonly problem: Problem }) {
  const t = useTexts(TEXTS);
  const words = problem ? t[problem] : left < 0 ? fill(t.over, { n: -left }) : left <= SAY_LEFT_AT ? fill(t.left, { n: left }) : "";
  return (
    <p class={left < 0 || problem ? "composer-hint composer-over" : "composer-hint"} id="composer-hint" role="status">
      {words}
    </p>
  );
}

/** Free text is always possible, beside every choice. */
export function Composer({ snapshot: { draft, returned } }: { readonly snapshot: Snapshot }) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  const box = useGrowing(draft);
  const [refused, setRefused] = useState(false);
  const left = LONGEST - lengthOf(draft);
  const ready = draft.trim() !== "" && left >= 0;

  const send = (event: Event): void => {
    event.preventDefault();
    if (!ready) return box.current?.focus();
    conversation.sendDraft();
    // The keyboard of a phone stays open for the next message.
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  const onPaste = ({ clipboardData }: ClipboardEvent): void => {
    setRefused((clipboardData?.files.length ?? 0) > 0);
  };

  return (
    <form class="composer" onSubmit={send}>
      <Hint left={left} problem={refused ? "no_files" : returned} />
      <div class="composer-row">
        <label class="for-readers-only" for="message">
          {t.label}
        </label>
        <textarea
          id="message"
          ref={box}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={t.placeholder}
          aria-describedby="composer-hint"
          autocomplete="off"
          enterkeyhint="send"
          onInput={(event) => (setRefused(false), conversation.setDraft(event.currentTarget.value))}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" class="button button-main button-icon composer-send" aria-disabled={!ready}>
          <SendIcon size={24} />
          <span class="for-readers-only">{t.send}</span>
        </button>
      </div>
    </form>
  );
}
