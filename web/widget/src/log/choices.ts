import type { ChatView, Choice, Line, PlanStep } from "@chat/common";

function isMessage(line: ChatView["lines"][number]): line is Line {
  return line.kind === "message";
}

/** What belongs to the question whether somebody may join stands beside the talk with the bot. */
function isTalk(line: ChatView["lines"][number]): line is Line {
  return isMessage(line) && line.about === null;
}

/** The messages of the bot whose choices still count: those of its last turn that offered any. */
export function offering(view: ChatView): readonly Line[] {
  const messages = view.lines.filter(isTalk);
  const lastOwn = messages.map((line) => line.from).lastIndexOf("visitor");
  const offers = messages.slice(lastOwn + 1).filter((line) => line.from === "bot" && line.choices.length > 0);
  const last = offers[offers.length - 1];
  // A counsellor's question is answered in words; the bot's old buttons would answer another one.
  if (!last || view.state === "human" || view.state === "closed") return [];
  return offers.filter((line) => line.answers === last.answers);
}

/** The open step that the bot has in hand, else the first open one: what was put aside is not "now". */
export function stepNow(view: ChatView): PlanStep | undefined {
  const open = view.plan.filter((step) => !step.done);
  const inHand = new Set(offering(view).map((line) => line.step));
  return open.find((step) => inHand.has(step.id)) ?? open[0];
}

export function openChoices(view: ChatView): readonly Choice[] {
  return offering(view).flatMap((line) => line.choices);
}
