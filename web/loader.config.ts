import { fileURLToPath } from "node:url";

import { defineConfig, type LibraryOptions } from "vite";

const loader = fileURLToPath(new URL("widget/loader", import.meta.url));

/** A classic script, which partners name on their pages, and the module that it imports when it is pressed. */
const FILES: Readonly<Record<string, LibraryOptions>> = {
  loader: { entry: `${loader}/loader.ts`, formats: ["iife"], name: "chat", fileName: () => "loader.js" },
  panel: { entry: `${loader}/panel.ts`, formats: ["es"], fileName: () => "panel.js" },
};

/** Builds one of the two (`--mode loader`, `--mode panel`) into what vite.config.ts has built. */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL(".", import.meta.url)),
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2020",
    lib: FILES[mode] ?? false,
    // "use strict" would be 13 bytes on every partner's page; what it forbids, TypeScript forbids.
    rollupOptions: { output: { strict: false } },
  },
}));
