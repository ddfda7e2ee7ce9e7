"""Hears what a page plays: what begins to sound, by its pitch; it is played all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

_EAR = """
window.rung = [];
const start = AudioScheduledSourceNode.prototype.start;
AudioScheduledSourceNode.prototype.start = function (...when) {
    window.rung.push(this.frequency.value);
    return start.apply(this, when);
};
"""
_LIFE = [880, 880, 1175, 880, 880, 1175]
# Whether the alarm for a life at risk rang, first of all.
LIFE_RANG = (
    f"() => JSON.stringify(window.rung.slice(0, {len(_LIFE)})) === '{_LIFE}'.replaceAll(' ', '')"
)


def listen(context: BrowserContext) -> None:
    """Hear every page of this browser; `window.rung` is what it heard."""
    context.add_init_script(_EAR)
