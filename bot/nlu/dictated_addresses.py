"""Finds addresses and accounts that are dictated, or spelled to get past a filter: "lea point dubois arobase gmail point com"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.function_words import languages_of_word
from bot.nlu.gazetteers import read_words
from bot.nlu.spelled_accounts import NUMBER, is_odd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_DOT = r"(?:un (?:autre )?|een )?(?:po+i?nt|pt|dot|stip|puntje|punt)"
_BAR = (
    r"tiret(?: du)?(?: bas)?|barre(?: du)? bas|trait d'union|(?:lig(?:gend|\.)? ?|laag |lage )?streep(?:je)?|"
    r"under?s[ck]+ore?s?|underscor|onderstreepje|koppelteken"
)
_SLASH = r"slash|schuine streep|barre oblique"


def _apart(words: str) -> str:
    """Let words stand between blanks, or in brackets."""
    return rf"(?:[ ,-]{{0,3}} | {{0,3}}[(\[{{<]\s?)(?:{words})(?:\s?[)\]}}>] {{0,3}}|[,-]? [ -]{{0,3}})"


_IN_BRACKETS = r" {0,3}[(\[{<]\s?[._-]\s?[)\]}>] {0,3}"
_JOINT = rf"(?:{_apart(f'{_DOT}|{_BAR}|{_SLASH}')}|{_IN_BRACKETS})"
# One part: letters and digits, perhaps with a blank after each, perhaps with numbers in words behind.
_PART = (
    r"(?:'?[a-z0-9](?:[ ,]{1,2}[a-z0-9]){1,80}(?![\w'])|'?\w[\w.+-]{0,39}'?)"
    rf"(?: {NUMBER}(?!\w)){{0,4}}(?:\s?[)\]])?"
)
_SIGN_WORDS = r"ar+o ?bas+e?|arobaze|ap(?:en|e)?staart(?:je)?|aapestaart(?:je)?|aapje|aapke|a commercial|at-teken"
_SIGN = re.compile(
    rf"(?:(?<!\w) {{0,3}}[(\[{{<]\s?|(?<!\w))(?:(?P<sure>{_SIGN_WORDS})|(?P<maybe>at|a|chez|bij|@))(?:\s?[)\]}}>] {{0,3}}|,? {{1,3}})"
)
_LEFT = re.compile(rf"(?<![\w'@.-]){_PART}(?:{_JOINT}{_PART}){{0,8}},? {{0,3}}$")
_RIGHT = re.compile(rf"(?P<first>{_PART})(?P<more>(?:{_JOINT}{_PART}){{0,8}})")
_MORE = re.compile(rf"(?:{_JOINT}{_PART}){{1,8}}")
_JOINTS = re.compile(_JOINT)
_NEXT = re.compile(rf"(?P<joint>{_JOINT})(?P<part>{_PART})")
_LAST = re.compile(rf"(?<![\w'@.-])(?P<part>{_PART})(?P<joint>{_JOINT})$")
# These tie whatever stands beside them; "point", "streepje" may be a word of a sentence.
_SURE_JOINT = re.compile(
    r"under|bas|laag|lage|lig|slash|schuine|oblique|koppel|onder|union|[(\[{<]"
)
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
_SURE_TOPS = frozenset({"com", "be", "fr", "nl", "net", "org"})
# Words of many sentences: an address only with a provider, or a domain and joints on both sides.
_PREPOSITIONS = frozenset({"chez", "bij", "a"})
# "apenstaartje en drie streepjes", "un @ avec un point": said of the sign, not of an account.
_NO_PART = frozenset(
    {"avec", "met", "en", "et", "ou", "of", "is", "est", "un", "une", "een", "and"}
)
# Behind the English "at", and behind words that mean much else.
_AT_WHAT = frozenset(
    [
        "home",
        "school",
        "work",
        "least",
        "all",
        "night",
        "point",
        "times",
        "last",
        "first",
        "max",
        "any",
        "some",
        "this",
        "that",
        "the",
        "what",
        "which",
    ]
)
_TAME = frozenset({"aapje", "aapke"})
_REACH = 160  # no address is longer
_LONGEST_JOINT = 30
_MOST_JOINTS = 8
_MOST_SIGNS = 1_000  # a message of 2,000 letters has no more


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
        end = _end_of_email(right)
        left = _LEFT.search(text, max(0, sign.start() - _REACH), sign.start()) if end else None
        if left and (sign["maybe"] not in _PREPOSITIONS or _is_address(left[0], text[at:end])):
            yield _with_words(text, left.start()), end, "email"
            at = end
        elif end := _end_of_account(sign, right):
            yield sign.start(), end, "handle"
            at = end


def _is_address(left: str, right: str) -> bool:
    """Whether what stands around "chez", "bij", "a" is no sentence: "lea tiret dubois", "milan09", behind it a provider."""
    if _MORE.search(left):
        is_provider = _bare(right.split(maxsplit=1)[0]) in _PROVIDERS
        return is_provider or _bare(right.rsplit(maxsplit=1)[-1]) in _SURE_TOPS
    return _is_odd(left) and _bare(right.split(maxsplit=1)[0]) in _PROVIDERS and " " in right


def _is_odd(written: str) -> bool:
    """Whether a part is no word of a sentence."""
    return any(map(is_odd, re.findall(r"[\w-]+", re.sub(_JOINT, " ", written))))


def _with_words(text: str, start: int) -> int:
    """Take in two words more where somebody says that the blanks are none."""
    words = _WORDS_LEFT.search(text, max(0, start - _REACH), start)
    return words.start() if words and _GLUED.search(text) else start


def _end_of_account(sign: re.Match[str], right: re.Match[str]) -> int:
    """Give where the account behind a sign ends, 0 where the sign is a word of a sentence."""
    text, at, first, more = right.string, right.start(), right["first"], right["more"]
    if sign["sure"]:
        if sign["sure"] in _TAME and not (more or (_is_odd(first) and "," not in sign[0])):
            return 0  # "hij noemt me zijn aapje, …"
        wide = None if more else _WIDE.match(text, at, at + _REACH)
        return (wide or right).end()
    if sign["maybe"] in _PREPOSITIONS or first[:1].isdigit():
        return 0
    # No sentence has two spelled dots with single words between: "at la point vérité point sur".
    tied = bool(more) and (
        _is_odd(right[0]) or bool(_SURE_JOINT.search(more)) or len(_JOINTS.findall(more)) > 1
    )
    lettered = bool(_LETTERED.match(text, at)) or (bool(more) and len(first.split()) > 2)
    if sign["maybe"] == "at":
        is_word = "en" in languages_of_word().get(first, ()) or first in _AT_WHAT
        return right.end() if lettered or (tied and not is_word) else 0
    return right.end() if tied or lettered or _is_dotted(first) else 0


def _is_dotted(part: str) -> bool:
    """Whether dots tie the words of an account, and end no sentence: "tonton.gamer", not "school.hij"."""
    *before, last = part.strip(".").split(".")
    ends = last in languages_of_word() or len(last) < 4
    return bool(before) and all((*before, last)) and (_is_odd(part) or not ends)


def find_dictated_links(pieces: Pieces) -> Iterator[Find]:
    """Yield what begins with www and goes on in words: "www punt site punt be"."""
    if "www" in pieces.words:
        for match in _WEB.finditer(pieces.folded.text):
            yield match.start(), match.end(), "link"


def _end_of_email(right: re.Match[str]) -> int:
    """Give where the address ends: behind its top level domain, or its provider; 0 if it is none."""
    text, at = right.string, right.end("first")
    provider = _bare(right["first"]) in _PROVIDERS
    end = at if provider else 0
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
    for _ in range(_MOST_JOINTS):
        following = _NEXT.match(text, end, end + _REACH)
        # Behind a slash all is the path of a link.
        if not following or not (_is_tied(following) or " slash " in text[start:end]):
            break
        end = following.end()
    for _ in range(_MOST_JOINTS):
        leading = _LAST.search(text, max(0, start - _REACH), start)
        if not leading or not _is_tied(leading):
            break
        start = leading.start()
    return start, end


def _is_tied(match: re.Match[str]) -> bool:
    """Whether the part belongs to what the joint ties it to, and begins no sentence: "@kevin08 point il me menace"."""
    return bool(_SURE_JOINT.search(match["joint"])) or _is_odd(match["part"])
