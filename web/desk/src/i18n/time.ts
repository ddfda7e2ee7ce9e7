import type { Texts } from "./en";
import type { Language } from "./languages";

/** A duration as a counsellor says it: "45 s", "12 min", "1 h 5 min". */
export function duration(seconds: number, t: Texts): string {
  if (seconds < 60) return t.time.seconds(Math.floor(seconds));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t.time.minutes(minutes);
  return t.time.hours(Math.floor(minutes / 60), minutes % 60);
}

/** Belgium reads the clock to 24, in English, too. */
const localeOf = (language: Language): string => (language === "en" ? "en-GB" : language);

/** Hour and minute of an event, in the browser's time zone. */
export function clockTime(at: string, language: Language): string {
  return new Date(at).toLocaleTimeString(localeOf(language), { hour: "2-digit", minute: "2-digit" });
}

/** Day, hour and minute of something past, in the browser's time zone. */
export function dayAndTime(at: string, language: Language): string {
  return new Date(at).toLocaleString(localeOf(language), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
