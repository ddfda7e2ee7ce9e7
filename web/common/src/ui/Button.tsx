import type { ComponentChildren, JSX } from "preact";

import "./button.css";

type Look = "main" | "soft" | "plain" | "strong" | "alert";

interface Props extends Omit<JSX.IntrinsicElements["button"], "class" | "type" | "icon"> {
  readonly look?: Look;
  readonly class?: string;
  readonly icon?: ComponentChildren;
  readonly type?: "button" | "submit";
  /** Only the icon is drawn; `children` stay as the name for screen readers. */
  readonly iconOnly?: boolean;
  readonly wide?: boolean;
}

/** Every thing to press. At least 44 px high; the name is text, never an icon alone for readers. */
export function Button({ look = "soft", icon, iconOnly, wide, type = "button", class: more, children, ...rest }: Props) {
  const looks = ["button", `button-${look}`, iconOnly && "button-icon", wide && "button-wide", more];
  return (
    <button type={type} class={looks.filter(Boolean).join(" ")} {...rest}>
      {icon}
      <span class={iconOnly ? "for-readers-only" : "button-name"}>{children}</span>
    </button>
  );
}
