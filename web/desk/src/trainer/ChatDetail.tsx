import { useSpeech } from "../i18n/texts";
import { ADVICE, label, LANGUAGES, TOPICS } from "../labels";
import { Marked } from "../chat/Marked";
import { LevelBadge } from "../ui/LevelBadge";
import type { ClosedChatDetail, ClosedLine } from "./chats";
import { Corrections } from "./Corrections";
import { ReadingCard } from "./ReadingCard";

interface Props {
  readonly chat: ClosedChatDetail;
  readonly onBack: () => void;
}

function Visitor({ line }: { readonly line: ClosedLine }) {
  const { t } = useSpeech();
  const reading = line.reading;
  return (
    <li class="said said--visitor">
      <div class="said__words">
        <p class="said__who">{t.chat.visitor}</p>
        {line.text === null ? (
          <p class="said__hidden">{t.trainer.hidden}</p>
        ) : (
          <bdi class="said-in said-in--visitor said-in__text said__bubble">
            <Marked text={line.text} words={Object.values(reading?.why ?? {})} />
          </bdi>
        )}
      </div>
      <div>
        {reading && !reading.choice && reading.topic ? (
          <ReadingCard reading={reading} />
        ) : (
          <p class="said__none">{reading?.choice ? t.trainer.choice : t.trainer.noReading}</p>
        )}
        <Corrections corrections={line.corrections ?? []} title={t.trainer.corrections} />
      </div>
    </li>
  );
}

function Answer({ line }: { readonly line: ClosedLine }) {
  const { language, t } = useSpeech();
  return (
    <li class={`said said--${line.from}`}>
      <div class="said__words">
        <p class="said__who">{line.from === "bot" ? t.chat.bot : t.trainer.counsellor}</p>
        {line.text === null ? (
          <p class="said__hidden">{line.from === "bot" ? t.trainer.hidden : t.trainer.counsellorHidden}</p>
        ) : (
          <bdi class={`said-in said-in--${line.from} said-in__text said__bubble`}>{line.text}</bdi>
        )}
      </div>
      {line.from === "bot" && (
        <div class="answer">
          {line.response && (
            <p class="answer__name"><span class="answer__label">{t.trainer.response}</span> <code>{line.response}</code></p>
          )}
          {line.advice && line.advice.length > 0 && (
            <ul class="tags" aria-label={t.trainer.advice}>
              {line.advice.map((tag) => <li key={tag} class="tag">{label(ADVICE, tag, language)}</li>)}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

export function ChatDetail({ chat, onBack }: Props) {
  const { language, t } = useSpeech();
  return (
    <article class="detail">
      <header class="detail__head">
        <button type="button" class="button button--quiet detail__back" onClick={onBack}>← {t.chat.back}</button>
        <h2 class="detail__topic" tabIndex={-1}>{chat.topic ? label(TOPICS, chat.topic, language) : t.trainer.noTopic}</h2>
        <p class="detail__facts">
          <LevelBadge level={chat.level} />
          {chat.language && <span>{label(LANGUAGES, chat.language, language)}</span>}
          <span>{t.trainer.messageCount(chat.messages)}</span>
        </p>
      </header>
      <Corrections corrections={chat.corrected} title={t.trainer.aboutAll} />
      <ol class="detail__lines">
        {chat.events.map((line, index) =>
          line.from === "visitor" ? <Visitor key={index} line={line} /> : <Answer key={index} line={line} />,
        )}
      </ol>
    </article>
  );
}
