import type { Ref } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { useSpeech } from "../i18n/texts";
import { label, LANGUAGES } from "../labels";
import { LONGEST } from "./send";
import "./composer.css";

interface Props {
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onTyping: () => void;
  readonly box: Ref<HTMLTextAreaElement>;
  readonly language: string | null;
  readonly joined: boolean;
  /** The visitor was asked whether I may join, and has not answered. */
  readonly asked: boolean;
  readonly problem: string;
}

/** The counter appears when the end comes near; before that it would only be noise. */
const WARN_AT = LONGEST - 200;
const TYPING_EVERY_MS = 3000;

export function Composer({ draft, onDraft, onSend, onTyping, box, language: chatLanguage, joined, asked, problem }: Props) {
  const { language, t } = useSpeech();
  const own = useRef<HTMLTextAreaElement>(null);
  const told = useRef(0);
  const over = draft.length - LONGEST;
  const ready = draft.trim() !== "" && over <= 0;

  useLayoutEffect(() => {
    const element = own.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [draft]);
  useEffect(() => {
    if (typeof box === "object" && box) box.current = own.current;
  }, [box]);

  const submit = (): void => {
    if (ready) onSend(draft.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an accent or a suggestion is being composed, Enter belongs to the keyboard.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  const onInput = (text: string): void => {
    onDraft(text);
    if (!joined || text === "" || Date.now() - told.current < TYPING_EVERY_MS) return;
    told.current = Date.now();
    onTyping();
  };

  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), submit())}>
      {problem && <p class="composer__problem" role="alert">{problem}</p>}
      <div class="composer__box">
        <textarea
          ref={own}
          class="composer__text"
          rows={1}
          value={draft}
          lang={chatLanguage ?? undefined}
          aria-label={t.composer.label}
          aria-describedby="composer-hint"
          placeholder={t.composer.placeholder(label(LANGUAGES, chatLanguage ?? "other", language))}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button class="button button--primary" type="submit" disabled={!ready}>{t.composer.send}</button>
      </div>
      <p class="composer__hint" id="composer-hint">
        {joined ? t.composer.hint : asked ? t.company.writeLater : t.composer.joinFirst}
        {draft.length > WARN_AT && (
          <span class={over > 0 ? "composer__count composer__count--over" : "composer__count"}>
            {over > 0 ? t.composer.tooLong(over) : t.composer.left(-over)}
          </span>
        )}
      </p>
    </form>
  );
}
