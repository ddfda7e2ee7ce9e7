"""What axe-core finds against the rules for accessible pages (WCAG 2.2, A and AA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from tests.support.stack import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A colour half faded in would be judged, and not the one that stays.
_SETTLED = """
async () => {
    const lasting = (each) => each.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(lasting).map((each) => each.finished));
}
"""
_RUN = """
async (values) => {
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values } });
    return violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
    }));
}
"""


class _Violation(TypedDict):
    id: str
    nodes: list[str]


def findings(page: Page) -> list[str]:
    """Name each rule that the page breaks as it stands, and where."""
    if not page.evaluate("'axe' in window"):
        # The pages' content policy lets no script tag in; an evaluation is the browser's own.
        page.evaluate(_AXE.read_text("utf-8"))
    page.evaluate(_SETTLED)
    violations: list[_Violation] = page.evaluate(_RUN, _TAGS)
    return [f"{each['id']}: {node}" for each in violations for node in each["nodes"]]
