import type { Ref } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import { helplineChoices, replyChoices } from "../canned/choices";
import { firstGap, helplineFor, opensList, put, putHelpline, wordsFor, type Edited } from "../canned/fill";
import { Picker } from "../canned/Picker";
import { useCanned, useHelplines } from "../canned/useCanned";
import { useSpeech } from "../i18n/texts";
import { label, LANGUAGES } from "../labels";
import { LONGEST } from "./send";
import "./composer.css";

interface Props {
  readonly api: DeskApi;
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

/** Which list is open, where in the text its choice goes, and whether a slash stands there. */
interface Picking {
  readonly list: "replies" | "helplines";
  readonly at: number;
  readonly slash: boolean;
}

export function Composer({ api, draft, onDraft, onSend, onTyping, box, language: chatLanguage, joined, asked, problem }: Props) {
  const { language, t } = useSpeech();
  const own = useRef<HTMLTextAreaElement>(null);
  const told = useRef(0);
  const canned = useCanned(api);
  const helplines = useHelplines(api);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [gap, setGap] = useState("");
  const [said, setSaid] = useState("");
  /** What was put into the box and stands there as it was; the notice about it comes once. */
  const asItCame = useRef<string | null>(null);
  const noticed = useRef(false);
  /** Where the caret goes once the text that was put in is drawn. */
  const select = useRef<Edited | null>(null);
  const over = draft.length - LONGEST;
  const ready = draft.trim() !== "" && over <= 0;

  useLayoutEffect(() => {
    const element = own.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
    const edited = select.current;
    if (edited?.text !== draft) return;
    select.current = null;
    element.focus();
    element.setSelectionRange(edited.start, edited.end);
  }, [draft]);
  // With the drawing itself: whoever focuses the box may be drawn again before the effects of this one run.
  useLayoutEffect(() => {
    if (typeof box === "object" && box) box.current = own.current;
  }, [box]);

  const submit = (): void => {
    if (!ready) return;
    const text = draft.trim();
    const left = firstGap(draft);
    setGap(left?.name ?? "");
    if (left) {
      setSaid("");
      own.current?.focus();
      own.current?.setSelectionRange(left.start, left.end);
      return;
    }
    const unchanged = asItCame.current === text && !noticed.current;
    noticed.current ||= unchanged;
    asItCame.current = null;
    setSaid(unchanged ? t.talking.asItWas : "");
    onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an accent or a suggestion is being composed, Enter belongs to the keyboard.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  const tellTyping = (text: string): void => {
    if (!joined || text === "" || Date.now() - told.current < TYPING_EVERY_MS) return;
    told.current = Date.now();
    onTyping();
  };
  const onInput = (element: HTMLTextAreaElement): void => {
    const text = element.value;
    const caret = element.selectionEnd;
    setGap("");
    setSaid("");
    onDraft(text);
    if (opensList(draft, text, caret)) pick({ list: "replies", at: caret - 1, slash: true });
    else tellTyping(text);
  };

  const pick = (opened: Picking): void => {
    setPicking(opened);
    (opened.list === "replies" ? canned : helplines).ask();
  };
  const openList = (list: Picking["list"]): void => pick({ list, at: own.current?.selectionStart ?? draft.length, slash: false });
  const edit = (edited: Edited): void => {
    select.current = edited;
    setPicking(null);
    setGap("");
    setSaid(t.talking.inserted);
    onDraft(edited.text);
    tellTyping(edited.text);
  };
  const onPick = (id: string): void => {
    if (!picking) return;
    if (picking.list === "helplines") {
      edit(putHelpline(draft, helplineFor(id, chatLanguage, helplines.value ?? []), picking.at));
      return;
    }
    const reply = canned.value?.replies.find((each) => each.id === id);
    if (!reply || !canned.value) return;
    const edited = put(draft, wordsFor(reply, chatLanguage, canned.value.values), picking.at, picking.at + (picking.slash ? 1 : 0));
    asItCame.current = edited.text.trim();
    edit(edited);
  };
  // What was typed after the slash was meant for the message after all: it stays in the box.
  const onCloseList = (typed: string, back: boolean): void => {
    if (!picking) return;
    const words = picking.slash ? `/${typed}` : "";
    const end = picking.at + words.length;
    const text = picking.slash ? draft.slice(0, picking.at) + words + draft.slice(picking.at + 1) : draft;
    setPicking(null);
    if (text !== draft) onDraft(text);
    if (!back) return;
    if (text === draft) {
      own.current?.focus();
      own.current?.setSelectionRange(end, end);
    } else select.current = { text, start: end, end };
  };

  const source = picking?.list === "replies" ? canned : helplines;
  const choices =
    picking?.list === "replies"
      ? canned.value && replyChoices(canned.value, chatLanguage, t)
      : helplines.value && helplineChoices(helplines.value, chatLanguage, t, language);
  const oneLanguage = chatLanguage === "fr" || chatLanguage === "nl";
  const shownProblem = gap ? t.talking.unfilled(gap) : problem;
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), submit())}>
      {shownProblem && <p class="composer__problem" role="alert">{shownProblem}</p>}
      <div class="composer__area">
        {picking && (
          <Picker
            key={picking.list}
            title={picking.list === "replies" ? t.talking.replies : t.talking.helplines}
            searchLabel={picking.list === "replies" ? t.talking.search : t.talking.searchHelplines}
            choices={choices}
            problem={choices === null && source.failed ? t.talking.unloaded : ""}
            note={oneLanguage ? "" : t.talking.bothLanguages}
            lang={oneLanguage ? (chatLanguage ?? "") : "fr"}
            onPick={onPick}
            onClose={onCloseList}
          />
        )}
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
            onInput={(event) => onInput(event.currentTarget)}
            onKeyDown={onKeyDown}
          />
          <button class="button button--primary" type="submit" disabled={!ready}>{t.composer.send}</button>
        </div>
      </div>
      <div class="composer__foot">
        <button type="button" class="button button--quiet composer__tool" aria-haspopup="listbox" aria-expanded={picking?.list === "replies"} aria-label={t.talking.replies} title={t.talking.repliesKey} onClick={() => openList("replies")}>
          <span aria-hidden="true">/</span> {t.talking.page}
        </button>
        <button type="button" class="button button--quiet composer__tool" aria-haspopup="listbox" aria-expanded={picking?.list === "helplines"} onClick={() => openList("helplines")}>
          {t.talking.helplines}
        </button>
        <p class="composer__hint" id="composer-hint">
          {joined ? t.composer.hint : asked ? t.company.writeLater : t.composer.joinFirst}
          {draft.length > WARN_AT && (
            <span class={over > 0 ? "composer__count composer__count--over" : "composer__count"}>
              {over > 0 ? t.composer.tooLong(over) : t.composer.left(-over)}
            </span>
          )}
        </p>
      </div>
      <p class={said ? "composer__said" : "for-readers-only"} role="status">{said}</p>
    </form>
  );
}
