import { render } from "preact";

import "@chat/common/tokens.css";
import "../ui/theme.css";
import "../ui/base.css";
import { StaffPage } from "../session/StaffPage";
import { Desk } from "./Desk";

const root = document.getElementById("app");
if (root) {
  render(
    <StaffPage page="desk" roles={["counsellor", "lead"]}>
      {(api, session) => <Desk api={api} me={session.name} lead={session.role === "lead"} />}
    </StaffPage>,
    root,
  );
}
