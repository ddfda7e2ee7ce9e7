"""What the bench of the desk notes in the page: when a key, and when words in a row, came on screen."""

from __future__ import annotations

from dataclasses import dataclass

BOX = "textarea.composer__text"


@dataclass(frozen=True)
class Seen:
    """What the page noted. Keys in ms of the page's clock (`at`: of the wall clock), rows in ms of the wall clock."""

    keys: list[dict[str, float]]
    rows: dict[str, float]


def words(number: int) -> str:
    """Give the words that the row of the sender shows for a message."""
    return f"encore-{number}-"


# A frame is on screen once the browser, after its callbacks, comes back to the next task.
PROBE = """() => {
  const seen = { keys: [], rows: {} };
  window.benchSeen = seen;
  const onScreen = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
  let pressed = 0;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  document.querySelector(".composer__text").addEventListener("input", () => {
    const key = { pressed, at: Date.now() };
    onScreen(() => seen.keys.push({ ...key, shown: performance.now() }));
  });
  const told = new Set();
  new MutationObserver((changes) => {
    const fresh = [];
    for (const { target, addedNodes } of changes) {
      for (const node of [target, ...addedNodes]) {
        if (node.nodeType !== Node.TEXT_NODE && node === target) continue;
        for (const [, number] of node.textContent.matchAll(/encore-([0-9]+)-/g)) {
          if (!told.has(number)) fresh.push(number);
          told.add(number);
        }
      }
    }
    if (fresh.length > 0) onScreen(() => fresh.forEach((number) => { seen.rows[number] = Date.now(); }));
  }).observe(document.querySelector(".queue"), { subtree: true, childList: true, characterData: true });
}"""
SEEN = "() => window.benchSeen"
