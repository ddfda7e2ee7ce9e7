import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Each page lies in dist where it lies here: dist/widget/index.html, … */
const PAGES = ["demo", "demo/nl", "widget", "desk", "trainer"].map((name) => `${root}${name}/index.html`).filter(existsSync);

const SERVICE = process.env.SERVICE_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  root,
  // The loader's file name is part of what partners write on their pages; it is built by loader.config.ts.
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2020",
    // The content policy allows neither data: scripts nor inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: PAGES },
  },
  server: { proxy: { "/api": SERVICE } },
  test: {
    environment: "happy-dom",
    include: ["{common,widget,demo,desk}/**/*.test.{ts,tsx}"],
    // The loader's frame is looked at, never loaded, which is what this says.
    onConsoleLog: (text) => !text.includes("Iframe page loading is disabled"),
    restoreMocks: true,
    unstubGlobals: true,
  },
});
