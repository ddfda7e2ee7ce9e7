"""French and Dutch say the same: same buttons, tags, placeholders, links, "more"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.content_check import is_single
from bot.dialogue.content_responses import placeholders_in

if TYPE_CHECKING:
    from bot.dialogue.content import Content

Variations = dict[str, list[dict[str, Any]]]


def _shape(variation: dict[str, Any], part: str) -> object:
    metadata = variation.get("metadata", {})
    return {
        "payloads": [button["payload"] for button in variation.get("buttons", [])],
        "advice": metadata.get("advice", []),
        "links": len(metadata.get("links", [])),
        "more": "more" in metadata,
        "keys": sorted(metadata),
    }[part]


@pytest.mark.parametrize("part", ["payloads", "advice", "links", "more", "keys"])
def test_the_languages_agree_on(part: str, variations: Variations) -> None:
    for name, (french, *others) in variations.items():
        for other in others:
            assert _shape(other, part) == _shape(french, part), name


def test_the_languages_name_the_same_facts(variations: Variations, content: Content) -> None:
    """But for a line that speaks one language: the other cannot name it."""
    own = {f"{line.id}_" for line in content.helplines.values() if len(line.speaks) == 1}
    for name, (french, *others) in variations.items():
        for other in others:
            left, right = (
                [fact for fact in placeholders_in(each["text"]) if not fact.startswith(tuple(own))]
                for each in (french, other)
            )
            assert sorted(left) == sorted(right), name


def test_each_response_stands_in_french_then_dutch(variations: Variations) -> None:
    for name, both in variations.items():
        languages = [each["condition"][0]["value"] for each in both if "condition" in each]
        expected = [] if is_single(name) else ["fr", "nl"]
        assert languages == expected, name


def test_every_word_on_the_screen_is_written(variations: Variations) -> None:
    for name, both in variations.items():
        for each in both:
            shown = [each["text"], *(button["title"] for button in each.get("buttons", []))]
            shown += [link["label"] for link in each.get("metadata", {}).get("links", [])]
            assert all(text.strip() for text in shown), name


def test_a_variant_for_a_role_gives_the_answers_of_the_response_it_stands_for(
    content: Content,
) -> None:
    for name in content.responses:
        for ending in ("_in_danger_adult", "_in_danger", "_friend", "_adult"):
            base = name.removesuffix(ending)
            if base != name and base in content.responses:
                own, shared = content.buttons(name, "fr"), content.buttons(base, "fr")
                assert [button.payload for button in own] == [
                    button.payload for button in shared
                ], name
