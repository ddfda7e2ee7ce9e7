import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { rowsIn } from "../queue/rows";
import { commandOf, type Command } from "./shortcuts";

interface Actions {
  readonly list: RefObject<HTMLElement>;
  readonly take: () => void;
  readonly write: () => void;
  readonly leave: () => void;
}

const KEY = "desk.letters";

/** Move the focus through the rows as they stand on screen. */
function move(list: HTMLElement | null, by: 1 | -1): void {
  const rows = rowsIn(list);
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const openAt = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const from = at >= 0 ? at : openAt;
  const to = from < 0 ? 0 : Math.min(Math.max(from + by, 0), rows.length - 1);
  rows[to]?.focus();
}

function commandIn(event: KeyboardEvent, letters: boolean): Command | null {
  const target = event.target instanceof Element ? event.target : null;
  return commandOf({
    key: event.key,
    plain: !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented,
    typing: target?.closest("input:not([type=radio], [type=checkbox]), textarea, select") != null,
    inList: target?.closest(".queue") != null,
    inDialog: document.querySelector("dialog[open]") !== null,
    letters,
  });
}

export function useShortcuts(actions: Actions) {
  const latest = useRef(actions);
  latest.current = actions;
  const [help, setHelp] = useState(false);
  const [letters, setLetters] = useState(() => sessionStorage.getItem(KEY) !== "off");
  useEffect(() => {
    const { list } = latest.current;
    const run: Readonly<Record<Command, () => void>> = {
      next: () => move(list.current, 1),
      previous: () => move(list.current, -1),
      take: () => latest.current.take(),
      write: () => latest.current.write(),
      list: () => latest.current.leave(),
      help: () => setHelp(true),
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      // While the account or the audit is shown, no key may act on a chat that nobody sees.
      if (list.current?.closest("[hidden]")) return;
      const command = commandIn(event, letters);
      if (!command) return;
      event.preventDefault();
      run[command]();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [letters]);
  return {
    help,
    showHelp: () => setHelp(true),
    hideHelp: () => setHelp(false),
    letters,
    setLetters: (on: boolean) => {
      sessionStorage.setItem(KEY, on ? "on" : "off");
      setLetters(on);
    },
  };
}
