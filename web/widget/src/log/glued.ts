/** Keep together what a line must not part: the digits of a number to call, French signs and their word. */
export function glued(text: string): string {
  return text
    .replace(/(\d) (?=\d)/g, "$1\u00a0")
    .replace(/ (?=[?!:;»])/g, "\u00a0")
    .replace(/« /g, "«\u00a0");
}
