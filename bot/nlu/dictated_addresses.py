"""Finds addresses and accounts that are dictated, or spelled to get past a filter: "lea point dubois arobase gmail point com"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_DOT = r"(?:un (?:autre )?|een )?(?:po+i?nt|pt|dot|stip|puntje|punt)"
_BAR = (
    r"tiret(?: du)?(?: bas)?|barre(?: du)? bas|trait d'union|(?:lig(?:gend|\.)? ?|laag |lage )?streep(?:je)?|"
    r"under?s[ck]+ore?s?|underscor|onderstreepje|koppelteken|min"
)
_SLASH = r"slash|schuine streep|barre oblique"


def _apart(words: str) -> str:
    """Let words stand between blanks, or in brackets."""
    return rf"(?:[ ,-]{{0,3}} | {{0,3}}[(\[{{<]\s?)(?:{words})(?:\s?[)\]}}>] {{0,3}}|[,-]? [ -]{{0,3}})"


_IN_BRACKETS = r" {0,3}[(\[{<]\s?[._-]\s?[)\]}>] {0,3}"
_JOINT = rf"(?:{_apart(f'{_DOT}|{_BAR}|{_SLASH}')}|{_IN_BRACKETS})"
_NUMBER = (
    r"(?:zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    r"nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien)"
)
# One part: letters and digits, perhaps with a blank after each, perhaps with numbers in words behind.
_PART = (
    r"(?:'?[a-z0-9](?:[ ,]{1,2}[a-z0-9]){1,80}(?![\w'])|'?\w[\w.+-]{0,39}'?)"
    rf"(?: {_NUMBER}(?!\w)){{0,4}}(?:\s?[)\]])?"
)
_SIGN_WORDS = r"ar+o ?bas+e?|arobaze|ap(?:en|e)?staart(?:je)?|aapestaart(?:je)?|aapje|aapke|a commercial|at-teken"
_SIGN = re.compile(
    rf"(?:(?<!\w) {{0,3}}[(\[{{<]\s?|(?<!\w))(?:(?P<sure>{_SIGN_WORDS})|(?P<maybe>at|a|chez|bij|@))(?:\s?[)\]}}>] {{0,3}}|,? {{1,3}})"
)
_LEFT = re.compile(rf"(?<![\w'@.-]){_PART}(?:{_JOINT}{_PART}){{0,8}},? {{0,3}}$")
_RIGHT = re.compile(rf"(?P<first>{_PART})(?P<more>(?:{_JOINT}{_PART}){{0,8}})")
_MORE = re.compile(rf"(?:{_JOINT}{_PART}){{1,8}}")
_BEFORE = re.compile(rf"(?<![\w'@.-])(?:{_PART}{_JOINT}){{1,8}}$")
_STEP = re.compile(
    rf"(?:(?P<dot>{_apart(_DOT)}|{_IN_BRACKETS}| ?\. ?)|(?P<bar>{_apart(_BAR)})|(?P<blank> ))(?P<part>{_PART})"
)
# "arobase balance ton looser point waremme": blanks between the words of an account.
_WIDE = re.compile(rf"{_PART}(?: {_PART}){{1,2}}?(?:{_JOINT}{_PART}){{1,8}}")
# What says that the blanks of an address are none.
_GLUED = re.compile(
    r"tout attache|(?:en|in) (?:un|1|een) (?:seul )?(?:mot|woord)|sans espaces?|aan ?een|aan elkaar|zonder spaties"
)
_WORDS_LEFT = re.compile(r"(?:[\w'-]{1,30} {1,2}){1,2}$")
_LETTERED = re.compile(r"[a-z0-9](?:[ ,]{1,2}[a-z0-9]){4,80}(?![\w'])")
_ENDS_IN_JOINT = re.compile(rf"{_JOINT}$")
_WEB = re.compile(rf"(?<![\w/])www{_MORE.pattern}")
_SIGNS = _WORDS["at_words"]
_PROVIDERS = _WORDS["providers"]
_TOPS = _WORDS["mail_tops"]
# "apenstaartje en drie streepjes", "un @ avec un point": said of the sign, not of an account.
_NO_PART = frozenset(
    {"avec", "met", "en", "et", "ou", "of", "is", "est", "un", "une", "een", "and"}
)
_REACH = 160  # no address is longer
_LONGEST_JOINT = 30
_MOST_SIGNS = 200  # a message of 2,000 letters has no more


def find_dictated(pieces: Pieces) -> Iterator[Find]:
    """Yield the address or account around each sign that is said in words, or has blanks around it."""
    text = pieces.folded.text
    if "@" not in text and _SIGNS.isdisjoint(pieces.words):
        return
    at = 0
    for _ in range(_MOST_SIGNS):
        sign = _SIGN.search(text, at)
        if not sign:
            return
        at = sign.end()
        right = _RIGHT.match(text, at, at + _REACH)
        # "youtube punt com slash apenstaartje wolfje" is a link.
        if (
            not right
            or right["first"].split()[0] in _NO_PART
            or _ENDS_IN_JOINT.search(text, max(0, sign.start() - _LONGEST_JOINT), sign.start())
        ):
            continue
        end = _end_of_email(right, needs_top=sign["maybe"] in {"chez", "bij", "a"})
        if end and (left := _LEFT.search(text, max(0, sign.start() - _REACH), sign.start())):
            yield _with_words(text, left.start()), end, "email"
            at = end
        elif end := _end_of_account(sign, right):
            yield sign.start(), end, "handle"
            at = end


def _with_words(text: str, start: int) -> int:
    """Take in two words more where somebody says that the blanks are none."""
    words = _WORDS_LEFT.search(text, max(0, start - _REACH), start)
    return words.start() if words and _GLUED.search(text) else start


def _end_of_account(sign: re.Match[str], right: re.Match[str]) -> int:
    """Give where the account behind a sign ends, 0 where the sign is a word of a sentence."""
    text, at = right.string, right.start()
    if sign["sure"]:
        wide = None if right["more"] else _WIDE.match(text, at, at + _REACH)
        return (wide or right).end()
    if sign["maybe"] not in {"at", "@"}:
        return 0
    is_account = (
        right["more"]
        or _LETTERED.match(text, at)
        or (sign["maybe"] == "@" and "." in right["first"].strip("."))
    )
    return right.end() if is_account else 0


def find_dictated_links(pieces: Pieces) -> Iterator[Find]:
    """Yield what begins with www and goes on in words: "www punt site punt be"."""
    if "www" in pieces.words:
        for match in _WEB.finditer(pieces.folded.text):
            yield match.start(), match.end(), "link"


def _end_of_email(right: re.Match[str], *, needs_top: bool) -> int:
    """Give where the address ends: behind its top level domain, or its provider; 0 if it is none."""
    text, at = right.string, right.end("first")
    provider = _bare(right["first"]) in _PROVIDERS
    end = 0 if needs_top or not provider else at
    # A blank alone ("gmail com") is a dot only behind a provider.
    while (step := _STEP.match(text, at)) and (not step["blank"] or provider):
        is_top = not step["bar"] and _bare(step["part"]) in _TOPS
        at, provider = step.end(), False
        # "at vince punt de punt prins" is no address in Germany.
        if is_top and not _MORE.match(text, at):
            end = at
    return end


def _bare(part: str) -> str:
    return re.sub(r"[^a-z0-9]", "", part)


def extended(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what joints tie to an address or account that was found: "[lola] punt bxl"."""
    more = _MORE.match(text, end, end + _REACH)
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    return before.start() if before else start, more.end() if more else end
