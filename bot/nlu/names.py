"""Finds first and family names where somebody is named: "je m'appelle lena", "mijn ex Kevin"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.component import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.fold import Folded

# After these a name follows whatever its case.
_SURE = re.compile(
    r"\b(?:je m ?'?\s?appell?e?s?|j'?m'?appell?e?|(?:il|elle|ki|qui|qu'il|qu'elle) s ?'?\s?appell?e|"
    r"m(?:on|es?) (?:pre)?noms? (?:c ?'?est|est|:)|(?:pre)?nom ?:|"
    r"ik heet|(?:hij|zij|ze|die|dat) heet|k heet|kheet|"
    r"(?:mijn|mn|m'n|zijn|haar) (?:voor)?naam is|naam ?:|genaamd)\W{1,3}"
    r"([a-z][a-z'-]{1,20})",
)
# After these a word is a name only when it is written with a capital letter.
_LIKELY = re.compile(
    r"\b(?:moi c ?'?est|ici c ?'?est|ik ben|met|tegen|via|avec|chez|par|de|van|"
    r"(?:mon|ma|son|sa|notre|un|une) (?:meilleure? )?(?:pote|amie?|copain|copine|ex|frere|soeur|cousine?|prof|"
    r"coach|oncle|tante|tonton|voisine?|beau-pere|belle-mere|fils|fille|mec|meuf|entraineur)|"
    r"(?:mijn|mn|m'n|men|zijn|haar|ons|onze) (?:beste )?(?:vriend|vriendin|ex|broer|zus|zusje|broertje|neef|nicht|"
    r"leerkracht|trainer|coach|nonkel|tante|buurman|lief|maat|zoon|dochter|stiefvader|stiefpa)|"
    r"meester|juf|meneer|mevrouw|monsieur|madame|nonkel|tonton|coach)\s"
    r"([a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20})?)",
)
_NOT_NAMES = frozenset(
    word
    for line in (HERE / "not_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def find_names(folded: Folded) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, "name") in the folded text."""
    for match in _SURE.finditer(folded.text):
        if match[1] not in _NOT_NAMES:
            yield match.start(1), _with_family_name(folded, match.end(1)), "name"
    for match in _LIKELY.finditer(folded.text):
        end = match.start(1)
        for word in match[1].split(" "):
            if not _is_capital(folded, end) or word in _NOT_NAMES:
                break
            end += len(word) + 1
        if end > match.start(1):
            yield match.start(1), end - 1, "name"


def _with_family_name(folded: Folded, end: int) -> int:
    """Take in a capitalised word after the first name."""
    family = re.compile(r" ([a-z][a-z'-]{1,20})").match(folded.text, end)
    if family and _is_capital(folded, family.start(1)) and family[1] not in _NOT_NAMES:
        return family.end()
    return end


def _is_capital(folded: Folded, index: int) -> bool:
    character = folded.original[folded.offsets[index]]
    return character.isupper()
