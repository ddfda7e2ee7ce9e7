import { CheckIcon, type ChatView, DownIcon, fill, type PlanStep, texts, useTexts } from "@chat/common";

import { Sheet } from "../dialogs/Sheet";
import type { SheetProps } from "../dialogs/sheets";
import { offering, stepNow } from "../log/choices";
import { Choices } from "../log/Choices";
import "./plan.css";

const TEXTS = texts({
  fr: {
    title: "Mon plan",
    progress: "{done} sur {all}",
    now: "Maintenant",
    done: "C'est fait",
    later: "Plus tard : {n} étapes",
    later1: "Plus tard : 1 étape",
    calm: "Une chose à la fois. Rien n'oblige à tout faire.",
    all: "Tout est fait. Cela demandait du courage.",
    none: "Le plan vient après le récit de ce qui se passe.",
  },
  nl: {
    title: "Mijn plan",
    progress: "{done} van {all}",
    now: "Nu",
    done: "Gedaan",
    later: "Later: {n} stappen",
    later1: "Later: 1 stap",
    calm: "Eén ding tegelijk. Niet alles hoeft.",
    all: "Alles is gedaan. Dat vroeg moed.",
    none: "Het plan komt na het verhaal van wat er gebeurt.",
  },
});

/** The choices that the bot offers for this step at the moment. */
function choicesFor(view: ChatView, step: PlanStep) {
  return offering(view)
    .filter((line) => line.step === step.id)
    .flatMap((line) => line.choices);
}

function Steps({ steps, done }: { readonly steps: readonly PlanStep[]; readonly done: boolean }) {
  return (
    <ol class="plan-steps">
      {steps.map((step) => (
        <li key={step.id} class={done ? "plan-step plan-step-done" : "plan-step"}>
          <span class="plan-tick">{done && <CheckIcon size={16} />}</span>
          <bdi>{step.label}</bdi>
        </li>
      ))}
    </ol>
  );
}

/** The next step first and large; what is done with a tick; the rest folded away, never nine at once. */
export function PlanSheet({ snapshot: { view, outgoing }, onClose }: SheetProps) {
  const t = useTexts(TEXTS);
  const done = view.plan.filter((step) => step.done);
  const open = view.plan.filter((step) => !step.done);
  const next = stepNow(view);
  const later = open.filter((step) => step !== next);
  const choices = next && outgoing.length === 0 ? choicesFor(view, next) : [];
  return (
    <Sheet title={t.title} onClose={onClose}>
      {view.plan.length === 0 && <p>{t.none}</p>}
      {view.plan.length > 0 && (
        <div class="plan-progress">
          <progress max={view.plan.length} value={done.length} aria-hidden="true" />
          <span>{fill(t.progress, { done: done.length, all: view.plan.length })}</span>
        </div>
      )}
      {next ? (
        <div class="plan-next">
          <h3>{t.now}</h3>
          <p dir="auto">{next.label}</p>
          <Choices choices={choices} onChosen={onClose} />
        </div>
      ) : (
        view.plan.length > 0 && <p>{t.all}</p>
      )}
      {later.length > 0 && (
        <details class="plan-later">
          <summary>
            {later.length === 1 ? t.later1 : fill(t.later, { n: later.length })} <DownIcon />
          </summary>
          <Steps steps={later} done={false} />
        </details>
      )}
      {done.length > 0 && (
        <>
          <h3>{t.done}</h3>
          <Steps steps={done} done />
        </>
      )}
      {next && <p class="sheet-soft">{t.calm}</p>}
    </Sheet>
  );
}
