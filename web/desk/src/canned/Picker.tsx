import type { ComponentChild } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { useSpeech } from "../i18n/texts";
import { matching, type Choice } from "./matching";
import "./picker.css";

interface Props {
  readonly title: string;
  readonly searchLabel: string;
  /** Null while they are on their way. */
  readonly choices: readonly Choice[] | null;
  readonly problem: string;
  readonly note: string;
  /** The language of the words, for screen readers. */
  readonly lang: string;
  readonly onPick: (id: string) => void;
  /** Closed without a choice; `typed` is what was looked for, `back` whether the focus is to go back. */
  readonly onClose: (typed: string, back: boolean) => void;
}

interface OptionProps {
  readonly choice: Choice;
  readonly id: string;
  readonly active: boolean;
  readonly folder: boolean;
  readonly lang: string;
  readonly onPick: () => void;
}

function Option({ choice, id, active, folder, lang, onPick }: OptionProps) {
  return (
    <div
      id={id}
      class={active ? "picker__option picker__option--active" : "picker__option"}
      role="option"
      aria-selected={active}
      // The focus stays in the search field, as the pattern of a combobox has it.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span class="picker__head">
        <span class="picker__name">{choice.name}</span>
        {choice.mark && <span class={choice.warns ? "picker__mark picker__mark--warns" : "picker__mark"}>{choice.mark}</span>}
        {folder && <span class="picker__folder">{choice.group}</span>}
      </span>
      <span class="picker__words" lang={lang}>{choice.words}</span>
    </div>
  );
}

interface Group {
  readonly group: string;
  readonly members: readonly Choice[];
}

/** Choices by folder, in their order; what was searched for stands in one list, the best first. */
function grouped(choices: readonly Choice[], searching: boolean): readonly Group[] {
  if (searching) return [{ group: "", members: choices }];
  const names = [...new Set(choices.map(({ group }) => group))];
  return names.map((group) => ({ group, members: choices.filter((choice) => choice.group === group) }));
}

/** A list to search and choose from by keyboard: an editable combobox with a list (ARIA APG). */
export function Picker({ title, searchLabel, choices, problem, note, lang, onPick, onClose }: Props) {
  const { t } = useSpeech();
  const base = useId();
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = matching(choices ?? [], typed);
  const active = Math.min(at, found.length - 1);
  /** A field that is taken away loses the focus, too: that is no second decision. */
  const over = useRef(false);
  const pick = (id: string): void => {
    over.current = true;
    onPick(id);
  };
  const close = (back: boolean): void => {
    if (over.current) return;
    over.current = true;
    onClose(typed, back);
  };
  const idOf = (index: number): string => `${base}-${index}`;

  // At once: what is typed next belongs into the search already.
  useLayoutEffect(() => input.current?.focus(), []);
  useLayoutEffect(() => {
    if (active >= 0) document.getElementById(idOf(active))?.scrollIntoView({ block: "nearest" });
  }, [active, typed]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const move = (by: number): void => setAt(found.length === 0 ? 0 : (active + by + found.length) % found.length);
    const run: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        const chosen = found[active];
        if (chosen) pick(chosen.id);
      },
      // Prevented: the desk would take the same key for leaving the chat.
      Escape: () => close(true),
    };
    const act = run[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onFocusOut = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Node && root.current?.contains(to)) return;
    // A window that loses the focus (another program) is no decision to close.
    if (document.hasFocus()) close(false);
  };
  const searching = typed.trim() !== "";
  const option = (choice: Choice): ComponentChild => {
    const index = found.indexOf(choice);
    return (
      <Option
        key={choice.id}
        choice={choice}
        id={idOf(index)}
        active={index === active}
        folder={searching}
        lang={lang}
        onPick={() => pick(choice.id)}
      />
    );
  };
  return (
    <div class="picker" ref={root} onFocusOut={onFocusOut}>
      <div class="picker__top">
        <input
          ref={input}
          class="picker__search"
          type="text"
          role="combobox"
          aria-label={searchLabel}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${base}-list`}
          aria-activedescendant={active >= 0 ? idOf(active) : undefined}
          aria-describedby={`${base}-hint`}
          placeholder={searchLabel}
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="button button--quiet picker__close" aria-label={t.page.close} title={t.page.close} onClick={() => close(true)}>×</button>
      </div>
      {note && <p class="picker__note">{note}</p>}
      <p class="picker__status" role="status">
        {problem || (choices === null ? t.page.loading : found.length === 0 ? t.talking.none : <span class="for-readers-only">{t.talking.found(found.length)}</span>)}
      </p>
      <div class="picker__list" id={`${base}-list`} role="listbox" aria-label={title}>
        {grouped(found, searching).map(({ group, members }, index) =>
          group === "" ? (
            members.map(option)
          ) : (
            <div key={group} role="group" aria-labelledby={`${base}-group-${index}`}>
              <div class="picker__group" id={`${base}-group-${index}`} role="presentation">{group}</div>
              {members.map(option)}
            </div>
          ),
        )}
      </div>
      <p class="picker__hint" id={`${base}-hint`}>{t.talking.listHint}</p>
    </div>
  );
}
