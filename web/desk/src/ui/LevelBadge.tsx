import { useSpeech } from "../i18n/texts";
import { label, LEVELS, type Level } from "../labels";
import "./level.css";

/** One shape per level, so that the levels are told apart without colour, too. */
const SHAPES: Readonly<Record<Level, string>> = {
  life: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
  urgent: "M8 .8 15.2 8 8 15.2.8 8z",
  normal: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z",
};

export function LevelShape({ level }: { readonly level: Level }) {
  return (
    <svg class="level-shape" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
      <path d={SHAPES[level]} />
      {level === "life" && <path class="level-shape__mark" d="M7.1 3.6h1.8v5.2H7.1zM7.1 10.3h1.8v1.9H7.1z" />}
    </svg>
  );
}

export function LevelBadge({ level }: { readonly level: Level | null }) {
  const { language } = useSpeech();
  if (level === null) return null;
  return (
    <span class={`level level--${level}`}>
      <LevelShape level={level} />
      {label(LEVELS, level, language)}
    </span>
  );
}
