import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Within this many pixels of the end the reader is taken to follow the conversation. */
const NEAR_PX = 80;
/** Room above the first new line, so that it is not cut by the edge. */
const ROOM_PX = 12;

/**
 * Keep the newest line in view while the reader follows; leave the page alone while they read above.
 * What is longer than the screen is shown from its beginning. `news` changes with every new line;
 * `begun` is true once the visitor has written.
 */
export function useScroll(news: number, begun: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const started = useRef(begun);
  started.current = begun;
  const [behind, setBehind] = useState(false);

  const toEnd = (): void => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  };
  const onScroll = (): void => {
    const box = scroller.current;
    if (!box) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following.current) setBehind(false);
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // The bot's first lines are read from the top; nothing has been said below them.
    if (!begun) return;
    if (!following.current) return setBehind(true);
    const first = box.querySelector<HTMLElement>("[data-new]");
    const end = box.scrollHeight - box.clientHeight;
    box.scrollTop = first ? Math.min(end, first.offsetTop - ROOM_PX) : end;
  }, [news]);

  // The keyboard of a phone, a banner or a line that grows must not push the end out of view.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => {
      if (started.current && following.current && !box.querySelector("[data-new]")) toEnd();
    });
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);

  return { scroller, onScroll, behind, toEnd };
}
