import { useEffect, useRef, useState } from "preact/hooks";

import type { DeskApi } from "../api/client";
import type { StaffRole } from "../api/types";
import { problemOf } from "../chat/send";
import { useSpeech } from "../i18n/texts";
import { CHOICES, useDuty, type Presence } from "./duty";
import { useBack } from "./useBack";
import "./duty.css";

interface Props {
  readonly api: DeskApi;
  readonly role: StaffRole;
}

/** Told apart by shape as well as by colour: full, half, two bars, a ring. */
function Dot({ presence }: { readonly presence: Presence }) {
  return (
    <svg class={`dot dot--${presence}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {presence === "break" ? <path d="M3 2h2v8H3zM7 2h2v8H7z" /> : <circle cx="6" cy="6" r="4" class="dot__ring" />}
      {presence === "online" && <circle cx="6" cy="6" r="4" />}
      {presence === "away" && <path d="M6 2a4 4 0 0 1 0 8z" />}
    </svg>
  );
}

function DoorIcon({ closed }: { readonly closed: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" aria-hidden="true">
      <path d="M2 14h12M4 14V2h8v12" />
      {closed ? <path d="M9.5 8.5v.01" stroke-width="2" stroke-linecap="round" /> : <path d="M4 2l3.5 2v10H4z" fill="currentColor" stroke="none" />}
    </svg>
  );
}

/** Where I am and whether my door is open: seen at all times, changed from the top bar. */
export function DutyMenu({ api, role }: Props) {
  const { t } = useSpeech();
  const { heard, hear } = useDuty();
  const [problem, setProblem] = useState("");
  const menu = useRef<HTMLDetailsElement>(null);
  useBack(api, heard?.duty.presence ?? null, hear);

  useEffect(() => {
    const onOutside = (event: Event): void => {
      if (menu.current?.open && event.target instanceof Node && !menu.current.contains(event.target)) menu.current.open = false;
    };
    document.addEventListener("pointerdown", onOutside);
    document.addEventListener("focusin", onOutside);
    return () => {
      document.removeEventListener("pointerdown", onOutside);
      document.removeEventListener("focusin", onOutside);
    };
  }, []);

  if (!heard) return null;
  const { duty } = heard;
  const words = t.duty;
  const run = async (change: Promise<unknown>): Promise<void> => {
    setProblem("");
    await change.then(hear, (error: unknown) => setProblem(problemOf(error, t)));
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    event.stopPropagation();
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  };
  const where = words.presences[duty.presence];
  return (
    <div class="duty">
      <button
        type="button"
        class={duty.door_closed ? "button duty__door duty__door--closed" : "button button--quiet duty__door"}
        aria-label={duty.door_closed ? `${words.doorClosed}. ${words.openDoor}` : words.closeDoor}
        title={duty.door_closed ? words.openDoor : words.closeDoor}
        onClick={() => void run(api.setDoor(!duty.door_closed))}
      >
        <DoorIcon closed={duty.door_closed} />
        <span class="duty__word">{duty.door_closed ? words.doorClosed : words.closeDoor}</span>
      </button>
      <details class="duty__menu" ref={menu} onKeyDown={onEscape}>
        <summary class="button button--quiet duty__now" aria-label={words.now(where)} title={words.now(where)}>
          <Dot presence={duty.presence} />
          <span class="duty__word">{where}</span>
        </summary>
        <div class="duty__panel">
          <fieldset class="duty__choices">
            <legend class="duty__legend">{words.presence}</legend>
            {CHOICES.map((each) => (
              <label key={each} class="duty__choice">
                <input
                  type="radio"
                  name="presence"
                  checked={duty.presence === each || (each === "online" && duty.presence === "away")}
                  onChange={() => void run(api.setPresence(each))}
                />
                <Dot presence={each} />
                {words.presences[each]}
              </label>
            ))}
          </fieldset>
          {duty.presence === "away" && <p class="duty__hint">{words.awayHint}</p>}
          <p class="duty__chats">{words.chats(duty.chats, duty.limit)}</p>
          {(duty.chats >= duty.limit || duty.one_more) && (
            <button type="button" class="button duty__wide" aria-pressed={duty.one_more} onClick={() => void run(api.askOneMore(!duty.one_more))}>
              {duty.one_more ? words.oneMoreAsked : words.oneMore}
            </button>
          )}
          {role === "lead" && (
            <>
              <button type="button" class="button duty__wide" onClick={() => void run(api.setLine(!duty.line.closed))}>
                {duty.line.closed ? words.openLine : words.closeLine}
              </button>
              <p class="duty__hint">{words.lineHint}</p>
            </>
          )}
        </div>
      </details>
      <p class={problem ? "notice duty__problem" : "for-readers-only"} role="alert">{problem}</p>
    </div>
  );
}
