import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { CONTACT_KINDS, MISUSE_REASONS, NOTICE_KINDS, REPORT } from "./labels";

const root = `${import.meta.dirname}/../../../../`;
const values = (file: string, name: string): string[] => {
  const block = new RegExp(`class ${name}\\(.*?(?=\\n\\n\\n|$(?![\\s\\S]))`, "s").exec(readFileSync(root + file, "utf8"))?.[0] ?? "";
  return [...block.matchAll(/ = "([a-z_]+)"/g)].map((found) => found[1] ?? "");
};

it.each([
  [CONTACT_KINDS, "service/domain/private_contact/__init__.py", "ContactKind"],
  [MISUSE_REASONS, "service/domain/misuse.py", "MisuseReason"],
  [NOTICE_KINDS, "service/domain/notices.py", "NoticeKind"],
])("names what the service knows, and no other", (table, file, name) => {
  const known = values(file, name);
  expect(known.length).toBeGreaterThan(2);
  expect(Object.keys(table)).toEqual(known);
});

it("has every word in three languages", () => {
  for (const table of [CONTACT_KINDS, MISUSE_REASONS, NOTICE_KINDS]) {
    for (const words of Object.values(table)) {
      expect(Object.keys(words)).toEqual(["fr", "nl", "en"]);
      for (const word of Object.values(words)) expect(word.trim()).not.toBe("");
    }
  }
});

it("says where to report as content/helplines.yml does", () => {
  const lines = readFileSync(`${root}content/helplines.yml`, "utf8");
  const of = (id: string): string => new RegExp(`^${id}:\\n(?:  .*\\n)+`, "m").exec(lines)?.[0] ?? "";
  expect(of("abuse_images")).toContain(`fr: ${REPORT.site.fr}, nl: ${REPORT.site.nl}`);
  expect(of("child_focus")).toContain(`phone: "${REPORT.childFocus}"`);
  expect(of("police_urgent")).toContain(`value: "${REPORT.police}"`);
  expect(of("emergency")).toContain(`value: "${REPORT.emergency}"`);
});
