import { Button, DownIcon, ExitIcon, fill, LanguageContext, ListIcon, MenuIcon, RobotIcon, PersonIcon, texts, useTexts } from "@chat/common";
import { useContext } from "preact/hooks";

import type { Snapshot } from "../chat/snapshot";
import { useConversation } from "../chat/hooks";
import type { SheetName } from "../dialogs/sheets";
import { inFrame, tellClosed } from "../host";
import { HumanButton } from "./HumanButton";
import "./header.css";

const TEXTS = texts({
  fr: {
    bot: "Robot",
    human: "{name}, humain",
    someone: "Un humain",
    closed: "Chat fermé",
    minimise: "Réduire le chat",
    menu: "Menu",
    exit: "Quitter",
    exitHint: "Quitter vite : la page disparaît. Tu peux aussi appuyer trois fois sur Maj.",
    plan: "Plan",
    planDone: "{done} sur {all}",
    switch: "Continuer en français",
  },
  nl: {
    bot: "Robot",
    human: "{name}, mens",
    someone: "Een mens",
    closed: "Chat gesloten",
    minimise: "Chat kleiner maken",
    menu: "Menu",
    exit: "Weg",
    exitHint: "Snel weg: de pagina verdwijnt. Je kan ook drie keer op Shift drukken.",
    plan: "Plan",
    planDone: "{done} van {all}",
    switch: "Verder in het Nederlands",
  },
});

interface Props {
  readonly snapshot: Snapshot;
  readonly sheet: SheetName | null;
  readonly onSheet: (sheet: SheetName | null) => void;
  readonly onExit: () => void;
}

function Speaker({ snapshot: { view } }: Pick<Props, "snapshot">) {
  const t = useTexts(TEXTS);
  const human = view.state === "human";
  const name = view.name ? fill(t.human, { name: view.name }) : t.someone;
  const who = human ? name : view.state === "closed" ? t.closed : t.bot;
  return (
    <div class="head-title">
      <span class={human ? "head-mark head-mark-person" : "head-mark"}>
        {human ? <PersonIcon size={22} /> : <RobotIcon size={22} />}
      </span>
      <div class="head-words">
        <h1>Chat</h1>
        <p dir="auto">{who}</p>
      </div>
    </div>
  );
}

/** The other language, in its own words; while none is known the opening asks for it. */
function OtherLanguage() {
  const conversation = useConversation();
  const language = useContext(LanguageContext);
  if (!language) return null;
  const other = language === "fr" ? "nl" : "fr";
  const change = (): void => void conversation.changeLanguage(other).catch(() => undefined);
  return (
    <button type="button" class="button button-plain head-language" lang={other} onClick={change}>
      <span aria-hidden="true">{other.toUpperCase()}</span>
      <span class="for-readers-only">{TEXTS[other].switch}</span>
    </button>
  );
}

function PlanButton({ snapshot, sheet, onSheet }: Omit<Props, "onExit">) {
  const t = useTexts(TEXTS);
  const { plan } = snapshot.view;
  if (plan.length === 0) return null;
  const done = plan.filter((step) => step.done).length;
  return (
    <Button
      class="head-plan"
      icon={<ListIcon />}
      aria-expanded={sheet === "plan"}
      onClick={() => onSheet(sheet === "plan" ? null : "plan")}
    >
      {t.plan}{" "}
      <span class="head-count" aria-hidden="true">
        {done}/{plan.length}
      </span>
      <span class="for-readers-only">{fill(t.planDone, { done, all: plan.length })}</span>
    </Button>
  );
}

/** Quick exit and "talk to a human" stand here, and nothing ever covers this. */
export function Header({ snapshot, sheet, onSheet, onExit }: Props) {
  const t = useTexts(TEXTS);
  const toggle = (name: SheetName): void => onSheet(sheet === name ? null : name);
  return (
    <header class="head">
      <div class="head-row">
        {inFrame && (
          <Button look="plain" iconOnly icon={<DownIcon size={24} />} onClick={tellClosed}>
            {t.minimise}
          </Button>
        )}
        <Speaker snapshot={snapshot} />
        <OtherLanguage />
        <Button
          look="plain"
          iconOnly
          icon={<MenuIcon size={24} />}
          aria-expanded={sheet === "menu"}
          onClick={() => toggle("menu")}
        >
          {t.menu}
        </Button>
        <Button look="strong" icon={<ExitIcon size={18} />} title={t.exitHint} onClick={onExit}>
          {t.exit}
        </Button>
      </div>
      <div class="head-row head-second">
        <HumanButton snapshot={snapshot} onAsked={() => onSheet(null)} />
        <PlanButton snapshot={snapshot} sheet={sheet} onSheet={onSheet} />
      </div>
    </header>
  );
}
