import { LanguageContext } from "@chat/common";
import { useCallback, useEffect, useState } from "preact/hooks";

import { Banner } from "./banner/Banner";
import type { Conversation } from "./chat/conversation";
import { ConversationContext, useSnapshot } from "./chat/hooks";
import { Composer } from "./composer/Composer";
import { CodeSheet } from "./dialogs/CodeSheet";
import { EraseSheet } from "./dialogs/EraseSheet";
import { FeedbackSheet } from "./dialogs/FeedbackSheet";
import { MenuSheet } from "./dialogs/MenuSheet";
import { ReturnSheet } from "./dialogs/ReturnSheet";
import type { SheetName } from "./dialogs/sheets";
import { leave, whenShiftThrice } from "./exit/exit";
import { Header } from "./header/Header";
import { whenClosed } from "./host";
import { Log } from "./log/Log";
import { Gone, Opening } from "./opening/Opening";
import { PlanSheet } from "./plan/PlanSheet";
import "./app.css";

const SHEETS = {
  menu: MenuSheet,
  plan: PlanSheet,
  code: CodeSheet,
  return: ReturnSheet,
  erase: EraseSheet,
  feedback: FeedbackSheet,
} as const;

/** A phone that slept for longer than this may hold a stream that died in its sleep. */
const SLEPT_MS = 30_000;

/** Follow the network and the phone: doubt the stream when it may be dead, hurry when it may work again. */
function useNetwork(conversation: Conversation): void {
  useEffect(() => {
    let hiddenAt: number | null = null;
    const onSight = (): void => {
      if (document.visibilityState === "hidden") hiddenAt = Date.now();
      else {
        if (hiddenAt !== null && Date.now() - hiddenAt > SLEPT_MS) conversation.doubt();
        conversation.hurry();
      }
    };
    const online = (): void => conversation.hurry();
    const offline = (): void => conversation.doubt();
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    document.addEventListener("visibilitychange", onSight);
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      document.removeEventListener("visibilitychange", onSight);
    };
  }, [conversation]);
}

function Body({ snapshot, onOpen }: { snapshot: Conversation["snapshot"]; onOpen: (name: SheetName) => void }) {
  if (snapshot.phase === "gone") return <Gone onReturn={() => onOpen("return")} />;
  if (snapshot.phase === "opening") return <Opening snapshot={snapshot} />;
  return (
    <>
      <Log snapshot={snapshot} onOpen={onOpen} />
      <Composer snapshot={snapshot} />
    </>
  );
}

export function App({ conversation }: { readonly conversation: Conversation }) {
  const snapshot = useSnapshot(conversation);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const language = snapshot.view.language ?? snapshot.chosen;
  const exit = useCallback(() => leave(() => conversation.stop()), [conversation]);
  const close = useCallback(() => setSheet(null), []);

  useNetwork(conversation);
  useEffect(() => whenShiftThrice(exit), [exit]);
  useEffect(() => whenClosed(close), [close]);
  useEffect(() => {
    document.documentElement.lang = language ?? "fr";
  }, [language]);

  const Sheet = sheet && SHEETS[sheet];
  return (
    <ConversationContext.Provider value={conversation}>
      <LanguageContext.Provider value={language}>
        <div class="chat">
          <Header snapshot={snapshot} sheet={sheet} onSheet={setSheet} onExit={exit} />
          <div class="chat-body">
            <div class="chat-main" inert={sheet !== null}>
              <Banner snapshot={snapshot} onOpen={setSheet} />
              <Body snapshot={snapshot} onOpen={setSheet} />
            </div>
            {Sheet && <Sheet snapshot={snapshot} onClose={close} onOpen={setSheet} />}
          </div>
        </div>
      </LanguageContext.Provider>
    </ConversationContext.Provider>
  );
}
