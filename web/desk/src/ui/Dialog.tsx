import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import "./dialog.css";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** False for a dialog that must be answered (log in again): Escape does nothing then. */
  readonly dismissible?: boolean;
}

/** A modal dialog; the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, onClose, children, dismissible = true }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser begins at the first radio button; a group is entered at the one that is chosen.
    if (element?.contains(document.activeElement) && document.activeElement?.matches("[type=radio]:not(:checked)")) {
      element.querySelector<HTMLElement>("[type=radio]:checked")?.focus();
    }
    return () => element?.close();
  }, []);
  const onCancel = (event: Event): void => {
    event.preventDefault();
    if (dismissible) onClose();
  };
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={heading} onCancel={onCancel}>
      <h2 id={heading} class="dialog__title">{title}</h2>
      {children}
    </dialog>
  );
}
