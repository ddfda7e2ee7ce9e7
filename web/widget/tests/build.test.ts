// @vitest-environment node
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build, type Rollup } from "vite";
import { describe, expect, it } from "vitest";

const web = fileURLToPath(new URL("../..", import.meta.url));

/** Build as `npm run build` does, but into memory: dist may be older than the source. */
async function built(mode: "loader" | "panel"): Promise<Rollup.OutputChunk[]> {
  const outputs = await build({ configFile: `${web}/loader.config.ts`, mode, logLevel: "warn", build: { write: false } });
  return (outputs as Rollup.RollupOutput[]).flatMap(({ output }) => output as Rollup.OutputChunk[]);
}

describe("what partners' pages load", () => {
  it("is one file of at most 900 bytes until the chat is opened", async () => {
    const files = await built("loader");
    expect(files.map(({ fileName }) => fileName)).toEqual(["loader.js"]);
    expect(Buffer.byteLength(files[0]!.code)).toBeLessThanOrEqual(900);
  });

  it("is one more file then", async () => {
    const files = await built("panel");
    expect(files.map(({ fileName }) => fileName)).toEqual(["panel.js"]);
    expect(files[0]).toMatchObject({ exports: ["open"], imports: [], dynamicImports: [] });
  });
});

describe("our pages", () => {
  it.each(["demo", "demo/nl", "widget", "desk", "trainer"])("have no icon, and browsers do not ask for one: %s", (page) => {
    expect(readFileSync(`${web}/${page}/index.html`, "utf8")).toContain('<link rel="icon" href="data:," />');
  });
});
