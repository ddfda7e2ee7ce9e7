import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Builds dist/loader.js, the one file that partners name, into what vite.config.ts has built. */
export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: `${root}widget/loader/loader.ts`, formats: ["iife"], name: "chat", fileName: () => "loader.js" },
  },
});
