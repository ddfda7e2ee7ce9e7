export * from "./events";
export * from "./http";
export * from "./i18n";
export * from "./stream";
export * from "./ui/Bubble";
export * from "./ui/Button";
export * from "./ui/icons";
export * from "./view";
