import type { ComponentChildren } from "preact";

import type { Sender } from "../events";
import "./bubble.css";

interface Props {
  readonly from: Sender;
  /** Who speaks, as the server said; drawn outside the text, so that no text can claim it. */
  readonly sender: string;
  /** False where the bubble before is of the same sender: the name is then for readers only. */
  readonly showSender?: boolean;
  /** The language of the text, where it may be another than the page's. */
  readonly lang?: string | undefined;
  readonly mark?: ComponentChildren;
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One message. Side, colour, mark and name tell visitor, robot and human apart, not colour alone. */
export function Bubble({ from, sender, showSender = true, lang, mark, foot, children }: Props) {
  return (
    <div class={`bubble-row bubble-from-${from}`}>
      <div class={showSender ? "bubble-sender" : "for-readers-only"}>
        {showSender && mark}
        {sender}
      </div>
      <div class="bubble" dir="auto" lang={lang}>
        {children}
      </div>
      {foot && <div class="bubble-foot">{foot}</div>}
    </div>
  );
}
