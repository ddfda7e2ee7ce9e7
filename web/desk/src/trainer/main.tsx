import { render } from "preact";

import "@chat/common/tokens.css";
import "../ui/theme.css";
import "../ui/base.css";
import "../queue/queue.css";
import "../chat/conversation.css";
import { StaffPage } from "../session/StaffPage";
import { Trainer } from "./Trainer";

const root = document.getElementById("app");
if (root) {
  render(
    <StaffPage page="trainer" roles={["trainer"]}>
      {(api) => <Trainer api={api} />}
    </StaffPage>,
    root,
  );
}
