import type { Stub } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { dayAndTime } from "../i18n/time";
import { label, LANGUAGES, LEVELS } from "../labels";
import { LevelShape } from "../ui/LevelBadge";

/** So many stand open; they are kept for two years, and the list is for those who wait. */
const OPEN = 3;

/** Nothing can be done about it any more: a calm line, without the colours of danger. */
function StubRow({ stub }: { readonly stub: Stub }) {
  const { language, t } = useSpeech();
  return (
    <li class="stub">
      <span class="stub__level">
        <LevelShape level={stub.level} />
        {label(LEVELS, stub.level, language)}
      </span>
      {stub.language && <span>{label(LANGUAGES, stub.language, language)}</span>}
      <time dateTime={stub.erased_at}>{dayAndTime(stub.erased_at, language)}</time>
      <span>{stub.claimed_by === null ? t.queue.erasedFree : t.queue.erasedFrom(stub.claimed_by)}</span>
    </li>
  );
}

const rows = (stubs: readonly Stub[]) => stubs.map((stub, index) => <StubRow key={`${stub.erased_at} ${index}`} stub={stub} />);

/** Chats in danger that their visitors erased: what the service still knows of them. */
export function Stubs({ stubs }: { readonly stubs: readonly Stub[] }) {
  const { t } = useSpeech();
  if (stubs.length === 0) return null;
  const earlier = stubs.slice(OPEN);
  return (
    <section class="queue__group" aria-labelledby="group-stubs">
      <h3 class="queue__heading" id="group-stubs">{t.queue.erased}</h3>
      <ul class="queue__list">{rows(stubs.slice(0, OPEN))}</ul>
      {earlier.length > 0 && (
        <details class="stubs__earlier">
          <summary>{t.queue.erasedEarlier(earlier.length)}</summary>
          <ul class="queue__list">{rows(earlier)}</ul>
        </details>
      )}
    </section>
  );
}
