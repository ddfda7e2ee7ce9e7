"""What axe-core finds against the rules for accessible pages (WCAG 2.2, A and AA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from tests.support.stack import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What other colours can break; the rest of a page stays as it is.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# A colour half faded in would be judged, and not the one that stays.
_SETTLED = """
async () => {
    const lasting = (each) => each.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(lasting).map((each) => each.finished));
}
"""
_RUN = """
async (runOnly) => {
    const { violations } = await axe.run(document, { runOnly });
    return violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
    }));
}
"""


class _Violation(TypedDict):
    id: str
    nodes: list[str]


def findings(page: Page, *, only_colours: bool = False) -> list[str]:
    """Name each rule that the page breaks as it stands, and where."""
    if not page.evaluate("'axe' in window"):
        # The pages' content policy lets no script tag in; an evaluation is the browser's own.
        page.evaluate(_AXE.read_text("utf-8"))
    page.evaluate(_SETTLED)
    violations: list[_Violation] = page.evaluate(_RUN, _COLOURS if only_colours else _ALL)
    return [f"{each['id']}: {node}" for each in violations for node in each["nodes"]]
