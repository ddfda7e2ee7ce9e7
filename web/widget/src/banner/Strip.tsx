import type { ComponentChildren } from "preact";

import "./banner.css";

interface Props {
  readonly look: string;
  readonly icon: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One line of news above the conversation. */
export function Strip({ look, icon, children }: Props) {
  return (
    <div class={`banner banner-${look}`}>
      <div class="banner-inner">
        {icon}
        <div class="banner-words">{children}</div>
      </div>
    </div>
  );
}
