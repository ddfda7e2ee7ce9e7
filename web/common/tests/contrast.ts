/** Contrast of colours as WCAG defines it, for the tests of each page's colours. */

/** The colours of one part of a style sheet, by the names of their custom properties. */
export function colours(part: string): Map<string, string> {
  return new Map(Array.from(part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name, value]) => [name!, value!]));
}

/** The colours of style sheets laid over each other, as they are in light and in dark. */
export function themesOf(...sheets: readonly string[]): { light: Map<string, string>; dark: Map<string, string> } {
  const parts = sheets.map((css) => css.split("prefers-color-scheme: dark"));
  const light = new Map(parts.flatMap(([part = ""]) => [...colours(part)]));
  const dark = parts.flatMap(([, part = ""]) => [...colours(part.split("prefers-reduced-motion")[0]!)]);
  return { light, dark: new Map([...light, ...dark]) };
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}
