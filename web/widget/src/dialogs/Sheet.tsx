import { BackIcon, Button, texts, useTexts } from "@chat/common";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import "./sheet.css";

const TEXTS = texts({ fr: { back: "Retour au chat" }, nl: { back: "Terug naar de chat" } });

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Wherever the focus went: a button that was pressed may be gone by now. */
function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listen = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") onEscape();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [onEscape]);
}

/** Remember who had the focus, and give it back at the end. */
function useFocusKept(heading: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}

/** Lies over the conversation, never over the header: the quick exit stays in reach. */
export function Sheet({ title, onClose, children }: Props) {
  const t = useTexts(TEXTS);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusKept(heading);
  useEscape(onClose);
  return (
    <section class="sheet" role="dialog" aria-labelledby="sheet-title">
      <div class="sheet-inside">
        <div class="sheet-head">
          <Button look="plain" iconOnly icon={<BackIcon size={24} />} onClick={onClose}>
            {t.back}
          </Button>
          <h2 id="sheet-title" ref={heading} tabIndex={-1}>
            {title}
          </h2>
        </div>
        {children}
      </div>
    </section>
  );
}
