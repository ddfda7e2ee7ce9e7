import type { ChatView } from "@chat/common";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Within this many pixels of the end the reader is taken to follow the conversation. */
const NEAR_PX = 80;
/** Room above the first new line, so that it is not cut by the edge. */
const ROOM_PX = 12;
/** Browsers round what they are told; this is still the place where we put the reader. */
const ROUNDING_PX = 3;

/** The number of the line that a reader starts at: the first of the bot's last answer, or the last line. */
export function startOfNews({ lines }: ChatView): number | null {
  const last = lines[lines.length - 1];
  if (!last || (last.kind === "message" && last.from === "visitor")) return null;
  if (last.kind === "notice" || last.from !== "bot" || last.answers === null) return last.seq;
  const { answers } = last;
  const first = lines.find((line) => line.kind === "message" && line.from === "bot" && line.answers === answers);
  return first?.seq ?? last.seq;
}

interface News {
  /** Changes with everything that is added below. */
  readonly mark: number;
  /** The line to start reading at; null for the end. */
  readonly from: number | null;
  /** How much the visitor has written: their own words are always shown. */
  readonly own: number;
}

/**
 * Keep what is new in view while the reader follows, and leave the page alone while they read above.
 * What is longer than the screen is shown from its beginning.
 */
export function useScroll({ mark, from, own }: News) {
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const placedAt = useRef(0);
  const ownBefore = useRef(own);
  const [behind, setBehind] = useState(false);

  const place = (): void => {
    const box = scroller.current;
    // The bot's first lines are read from the top.
    if (!box || own === 0) return;
    const end = box.scrollHeight - box.clientHeight;
    const first = from === null ? null : box.querySelector<HTMLElement>(`[data-seq="${from}"]`);
    box.scrollTop = first ? Math.min(end, first.offsetTop - ROOM_PX) : end;
    placedAt.current = box.scrollTop;
    following.current = true;
    setBehind(false);
  };
  const latest = useRef(place);
  latest.current = place;

  const onScroll = (): void => {
    const box = scroller.current;
    if (!box) return;
    const nearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    following.current = nearEnd || Math.abs(box.scrollTop - placedAt.current) < ROUNDING_PX;
    if (nearEnd) setBehind(false);
  };

  useLayoutEffect(() => {
    const wrote = own > ownBefore.current;
    ownBefore.current = own;
    if (following.current || wrote) place();
    else setBehind(true);
  }, [mark]);

  // A phone's keyboard, a banner or a line that grows must not push the news out of view.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => {
      if (following.current) latest.current();
    });
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);

  return { scroller, onScroll, behind, toEnd: place };
}
