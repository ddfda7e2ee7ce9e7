import "@chat/common/tokens.css";

import { readLanguage } from "@chat/common";
import { render } from "preact";

import { App } from "./App";
import { Conversation } from "./chat/conversation";
import { guardAgainstBack } from "./exit/exit";
import { languageOfHost } from "./host";

/** A file dropped on the page would be opened in its place; there is no way to send one. */
function refuseFiles(): void {
  for (const name of ["dragover", "drop"] as const) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
}

function start(): void {
  const place = document.getElementById("chat");
  if (!place) return;
  guardAgainstBack();
  refuseFiles();
  const conversation = new Conversation(readLanguage(languageOfHost));
  render(<App conversation={conversation} />, place);
  conversation.begin();
}

start();
