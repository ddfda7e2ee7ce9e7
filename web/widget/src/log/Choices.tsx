import { Button, type Choice, PersonIcon, RightIcon, texts, useTexts } from "@chat/common";

import { useConversation } from "../chat/hooks";
import "./choices.css";

const TEXTS = texts({
  fr: { group: "Réponses à choisir", free: "ou écris avec tes mots" },
  nl: { group: "Antwoorden om te kiezen", free: "of schrijf met je eigen woorden" },
});

interface Props {
  readonly choices: readonly Choice[];
  /** Whether the words "or write" stand below; the box is always open. */
  readonly showFree?: boolean;
  readonly onChosen?: () => void;
}

/** Large buttons; they go once one is taken, which then stands as the visitor's bubble. */
export function Choices({ choices, showFree, onChosen }: Props) {
  const t = useTexts(TEXTS);
  const conversation = useConversation();
  if (choices.length === 0) return null;
  return (
    <div class="choices" role="group" aria-label={t.group}>
      {choices.map(({ id, label, act }) => (
        <Button
          key={id}
          look={act === "done" ? "main" : "soft"}
          class={act === "pick" ? "choice choice-row" : "choice"}
          icon={act === "human" ? <PersonIcon /> : undefined}
          onClick={() => {
            conversation.choose(id, label);
            onChosen?.();
          }}
        >
          <bdi>{label}</bdi>
          {act === "pick" && <RightIcon size={18} />}
        </Button>
      ))}
      {showFree && <p class="choices-free">{t.free}</p>}
    </div>
  );
}
