import { createContext } from "preact";

/** True while the page asks to log in again, with the work behind it. */
export const LockedContext = createContext(false);
