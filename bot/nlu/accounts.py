"""Finds e-mail addresses, links and accounts, also where they are spelled to get past a filter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.apps import APPS
from bot.nlu.gazetteers import (
    AMBIGUOUS_FIRST_NAMES,
    COMMON_WORDS,
    FIRST_NAMES,
    NOT_NAMES,
    ONE_WORD_TOWNS,
    ORDINARY_WORDS,
    TOP_DOMAINS,
    read_words,
)
from bot.nlu.named_accounts import find_named_accounts
from bot.nlu.odd_accounts import find_odd_accounts
from bot.nlu.spelled_accounts import find_dotted_accounts, find_spelled_accounts, is_odd
from bot.nlu.told_accounts import find_told_accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_AT = (
    r"(?:\s?@\s?|\s?[(\[{<]\s?(?:at|a|arobase?|@)\s?[)\]}>]\s?"
    r"|\s(?:at|arobase?|arobaze|arrobas?e?|apenstaart(?:je)?|aapje|at-teken)\s)"
)
_DOT = r"(?:\s?\.\s?|\s?[(\[{<]\s?(?:dot|point|punt|\.)\s?[)\]}>]\s?|\s(?:dot|point|punt|pt)\s)"
_BAR = (
    r"(?:\s?[(\[]\s?(?:underscores?|tiret(?: du)? bas|tiret|streepje|_|-)\s?[)\]]\s?|\s?_\s|\s_\s?"
    r"|\s(?:(?:laag |liggend |lage )?streepje|onderstreepje|underscores?|underscor|tiret(?: du)? bas|"
    r"tiret|barre(?: du)? bas|koppelteken|plus)\s)"
)
_LOCAL = rf"(?<![\w.+-])[\w+-]{{1,64}}(?:(?:{_DOT}|{_BAR})[\w+-]{{1,63}}){{0,6}}"
_EMAIL = re.compile(
    rf"{_LOCAL}{_AT}([\w-]{{1,63}}(?:(?:{_DOT}|\s?-\s?|{_BAR})[\w-]{{1,63}}){{0,5}})"
)
_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|live|yahoo|icloud|telenet|skynet|proximus|protonmail|proton|gmx|"
    "msn|scarlet|voo|ymail|laposte|orange|free|belgacom|student|me|yandex|mail"
)
_PROVIDER = re.compile(rf"(?:{_PROVIDERS})\b")
_BARE_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w+-](?:[\w.+-]{{0,63}})\s(?:{_PROVIDERS})\s?(?:\.|\s(?:dot|point|punt)\s)\s?(?:com|be|fr|nl)\b",
)
_AT_WORDS = _WORDS["at_words"]
_DOT_WORDS = frozenset({"dot", "point", "punt", "pt"})
_SLASH = r"(?:/|\s?/\s?|\s(?:slash|schuine streep|barre oblique)\s)"
_SCHEME = re.compile(
    r"\b(?:h(?:tt|xx)ps?)\s?(?::|\[:\])\s?/\s?/\s?[^\s]{1,2000}(?:\s?\.\s?[\w-]{2,63}/\S{0,2000})?|\bwww\s?\.\s?\S{1,2000}"
    r"|\bhttps?(?: (?:colon|dubbelpunt|(?:deux|2|twee) ?(?:points?|punten)))? ?(?: ?(?:slash|/)){1,2} \S{1,200}"
    r"(?: (?:punt|point|dot|slash) \S{1,200}){1,6}"
    r"|\bwww (?:punt|point|dot) \S{1,200}(?: (?:punt|point|dot) \S{1,200}){1,4}",
)
_DOMAIN = re.compile(
    rf"(?<![\w.@-])([\w-]{{1,63}})((?:{_DOT}[\w-]{{2,63}}){{1,4}})({_SLASH}\S{{1,2000}}(?:\s(?:slash|schuine streep)\s\S{{1,200}}){{0,4}}|/)?"
)
_LAST = re.compile(r"[\w-]+$")
# Top level domains that are words of a sentence where somebody forgot the blank after the full stop.
_WEAK_TOPS = (COMMON_WORDS & TOP_DOMAINS) | _WORDS["weak_tops"]
_FAR = 60  # signs, in which the word before an address stands whole
_SHORTENERS = _WORDS["shorteners"]
# Where the dot is spelled these end a link nearly always, although some are words, too.
_SURE_TOPS = _WORDS["sure_tops"]
_LIKELY_TOPS = _WORDS["likely_tops"]
_LINK_WORDS = _WORDS["link_words"]
# "snap nudes point net": the word before the spelled address may be the first half of it.
_FIRST_HALF = re.compile(r"(?<![\w.@'-])([\w-]{3,30}) $")
_HANDLE = re.compile(r"(?<![\w@.])@[\w](?:[\w.-]{0,38}\w|[_])|(?<![\w@.])@[\w.]{2,40}")
# "@ mehdi.dz7": a blank behind the sign, but not "@ 20h" or "@ lui".
_BLANK_HANDLE = re.compile(r"(?<![\w@.])@ ((?!\d)[\w.-]{2,39}\w)")
_TAGGED = re.compile(r"(?<![\w#])[\w.]{2,32}\s?#\s?\d{4}\b")
_UNDERSCORED = re.compile(
    r"(?<![\w@])(?=\w{0,40}[a-z0-9]\w{0,40})(?:\w{0,40}[a-z0-9.]_[\w.]{0,40}\w|_\w{1,40}_?)(?!\w)"
)
_SPELLED = re.compile(
    rf"(?<![\w.])[\w.]{{2,30}}(?:{_BAR}[\w.]{{1,30}}){{1,4}}",
)
_SPOKEN_AT = re.compile(
    rf"\b(?:arobas(?:e|ze)?|apenstaart(?:je)?|aapje)\s([\w.-]{{2,40}}(?:{_BAR}[\w.]{{1,30}}|{_DOT}[\w]{{2,30}}){{0,3}})",
)
_APP_WORDS = frozenset(APPS.replace("?", "").replace(" ", "|").split("|"))
_ACCOUNT_NOUNS = "pseudo|username|user|gebruikersnaam|gamertag|gamer tag|nickname|account|accountnaam|compte|profil|profiel|nick|naam|nom|id|pseudonyme"
_FILLER = (
    r"(?:\W{0,3}\b(?:c'?est|est|is|was|etait|sous|onder|op|sur|met|avec|le|la|de|van|die|heet|genaamd|"
    r"c|ca|pseudo|compte|account|profil|profiel|naam|nom|username|gamertag|als|comme|a|appelle|s|name|du|mec|gars|gast|ca|dat|da)\b){0,4}"
)
# An account named without @ is recognised by its digits, dots or underscores.
_ACCOUNT = re.compile(
    rf"\b(?:{APPS}|{_ACCOUNT_NOUNS})(?![a-z]){_FILLER}\s?[:=>(\"'-]{{0,3}}\s?"
    rf"((?!\d+(?:h|e|x|k|er|eme|de|ste|ans|min|j|u|euros?)?\b)(?:[\w.-]{{1,30}}{_BAR}|[\w-]{{1,30}}\s(?:point|punt|dot)\s)?(?=[\w.-]{{0,30}}(?:\d|_|\w[.-]\w))[\w.-]{{2,40}}(?:#\d{{4}})?)",
)
# After these the next word is an account, whatever it looks like.
_CERTAIN = re.compile(
    rf"\b(?:(?:{APPS}) ?(?:naam|name|pseudo|account|username|id|tag)?|pseudo|username|user name|gebruikersnaam|gamertag|gamer tag|nickname|"
    rf"heet op (?:{APPS})|s'appelle sur (?:{APPS}))\s?(?:c'est|is|est|:|=|->)\s{{0,2}}([\w.-]{{3,40}}(?:{_BAR}[\w.]{{1,30}}){{0,3}})"
    rf"|\b(?:heet|s'appelle|sous|onder) (?:op |sur )?(?:{APPS}) ([\w.-]{{3,40}})"
    rf"|\b(?:op|sur) (?:{APPS}),? (?:heet (?:ik|hij|ze|zij|die)|noem(?:t|de)? (?:ik|hij|ze|zij)(?: mij| zich)?|ben ik|"
    rf"(?:je|il|elle) (?:m'|s'|me |se )?ap+el+e?(?: toi)?|(?:mon|son) (?:nom|pseudo) (?:c'?est|est)) ([\w.-]{{3,40}})"
    rf"|\b(?:pseudo|username|gebruikersnaam|gamertag) ([\w.-]{{4,40}})"
    rf"|\b(?:voeg|add|ajoute|ajoutez|volg|zoek|cherche|tape) ([\w.-]{{4,40}}) (?:dan |maar |eens |toe )*(?:op|sur) (?:{APPS})\b",
)
# The group of _CERTAIN behind which a first name is a name: "sur snap il s'appelle enzo".
_CALLED_ON = 3
_BEFORE = re.compile(
    rf"(?<![\w.@])((?=[\w.-]{{0,30}}(?:\d|_|[a-z][.-][a-z]))[\w.-]{{3,40}}) (?:maar toe |toe )?(?:sur|op|on|via|dans|in) (?:son |zijn |mn |mijn )?(?:{APPS})\b",
)
_NO_ACCOUNT = re.compile(
    r"[\d.,/:-]+|\d+\w{1,5}|\w{1,2}|ps[345]|\d*(?:h|u)\d*|mp[34]|[a-z]{1,30}[.-]?"
)
_SPACED = re.compile(r"(?<!\S)(?:\S ){4,60}\S(?!\S)")


def _top(written: str) -> str:
    match = _LAST.search(written)
    return match[0] if match else ""


def find_spaced(pieces: Pieces) -> Iterator[Find]:
    """Find what was written with a blank after each sign: "l e a @ g m a i l . c o m"."""
    text = pieces.folded.text
    if len(pieces.words) < 4:
        return
    for match in _SPACED.finditer(text):
        joined = match[0].replace(" ", "")
        letters = sum(sign.isalpha() for sign in joined)
        address = _EMAIL.fullmatch(joined)
        if address and _top(joined) in TOP_DOMAINS:
            yield match.start(), match.end(), "email"
        elif letters >= 3 and ("/" in joined or _DOMAIN.fullmatch(joined)) and "." in joined:
            yield match.start(), match.end(), "link"
        elif letters >= 3 and (
            (re.search(r"\d{2}|_", joined) and not re.fullmatch(r"[a-z]{2}\d+", joined))
            or (
                re.search(rf"\b(?:{APPS})", text[max(0, match.start() - 30) : match.end() + 20])
                and joined not in ORDINARY_WORDS
            )
        ):
            yield match.start(), match.end(), "handle"


def find_emails(pieces: Pieces) -> Iterator[Find]:
    """Find addresses with a real top level domain, or at a well-known provider."""
    text = pieces.folded.text
    if "@" in text or "(a" in text or "[a" in text or not _AT_WORDS.isdisjoint(pieces.words):
        for match in _EMAIL.finditer(text):
            if text[match.start(1) - 1] == "@" and re.search(r"\s@$", text[: match.start(1)][-3:]):
                continue  # "sous @lea.be" names an account
            end = _email_end(match)
            if end:
                yield match.start(), end, "email"
    if not pieces.folded.text.isalpha() and any(word in _PROVIDER_WORDS for word in pieces.words):
        for match in _BARE_EMAIL.finditer(text):
            if match[0].split()[0] not in COMMON_WORDS:
                yield match.start(), match.end(), "email"


_PROVIDER_WORDS = frozenset(_PROVIDERS.split("|"))


def _email_end(match: re.Match[str]) -> int:
    """Give where the address ends: at the last top level domain behind a dot, or the provider."""
    domain = match[1]
    end = 0
    for part in re.finditer(rf"{_DOT}([\w-]{{2,63}})", domain):
        if part[1] in TOP_DOMAINS:
            end = part.end()
    provider = _PROVIDER.match(domain)
    if not end and provider:
        end = provider.end()
    return match.start(1) + end if end else 0


def find_links(pieces: Pieces) -> Iterator[Find]:
    """Find addresses of pages, with or without https."""
    text = pieces.folded.text
    if not (
        "." in text or "/" in text or "[" in text or "(" in text or _DOT_WORDS & {*pieces.words}
    ):
        return
    for match in _SCHEME.finditer(text):
        yield match.start(), match.end(), "link"
    for match in _DOMAIN.finditer(text):
        end = _link_end(match)
        if end:
            yield _link_start(match), end, "link"


def _link_start(match: re.Match[str]) -> int:
    """Take in the first half of a spelled address of two words, which no sentence has there."""
    half = _FIRST_HALF.search(match.string, max(0, match.start() - 32), match.start())
    if match[2].startswith(".") or not half or half[1] in COMMON_WORDS or half[1] in _LINK_WORDS:
        return match.start()
    return half.start(1)


def _link_end(match: re.Match[str]) -> int:
    """Give where a link ends, or 0 where it is two sentences without a blank between them."""
    label, path = match[1], match[3]
    if label.isdigit() and not path:
        return 0
    parts = list(re.finditer(rf"({_DOT})([\w-]{{2,63}})", match[2]))
    while parts and parts[-1][2] not in TOP_DOMAINS:
        parts.pop()
        path = None
    if not parts:
        return 0
    end = match.end() if path else match.start(2) + parts[-1].end()
    plain = all(part[1] == "." for part in parts)
    weak = parts[-1][2] in _WEAK_TOPS
    if path and (
        parts[-1][2] in _SURE_TOPS
        or plain
        or label not in ORDINARY_WORDS
        or not weak
        or label in _SHORTENERS
    ):
        return end
    is_word = label in ORDINARY_WORDS or label in NOT_NAMES
    spelled = any(part[1].strip() != "." for part in parts)
    if spelled and _may_be_label(match, parts[-1][2]):
        return end
    if weak and (is_word or not plain):
        return 0
    return end if plain or not is_word else 0


def _may_be_label(match: re.Match[str], top: str) -> bool:
    """Whether a spelled dot follows a word that is no part of "un point net" or "het punt is"."""
    label = match[1]
    if top in _SURE_TOPS:
        return label not in NOT_NAMES and not label.isdigit()
    before = match.string[max(0, match.start() - _FAR) : match.start()].split()[-1:]
    linked = label not in COMMON_WORDS or not _LINK_WORDS.isdisjoint(before)
    return top in _LIKELY_TOPS and linked and label not in NOT_NAMES


def find_handles(pieces: Pieces) -> Iterator[Find]:
    """Find accounts: behind @, with an underscore, with a number sign, or named after an app."""
    text = pieces.folded.text
    if "@" in text or "#" in text:
        yield from _signed_accounts(text)
    yield from find_spelled_accounts(pieces)
    words = {*pieces.words}
    if not _SPELLED_WORDS.isdisjoint(words) or "_" in text:
        yield from _spelled_accounts(text)
    if not _SPOKEN_ATS.isdisjoint(words):
        for match in _SPOKEN_AT.finditer(text):
            yield match.start(), match.end(), "handle"
    if not _NAMED_WORDS.isdisjoint(words):
        yield from _named_accounts(text)
    yield from find_dotted_accounts(pieces)
    yield from find_named_accounts(pieces)
    yield from find_odd_accounts(pieces)
    yield from find_told_accounts(pieces)


def _signed_accounts(text: str) -> Iterator[Find]:
    for match in _HANDLE.finditer(text):
        yield match.start(), match.end(), "handle"
    for match in _BLANK_HANDLE.finditer(text):
        if not _is_plain(match[1]) and match[1] not in ONE_WORD_TOWNS:
            yield match.start(), match.end(), "handle"
    for match in _TAGGED.finditer(text):
        yield match.start(), match.end(), "handle"


def _spelled_accounts(text: str) -> Iterator[Find]:
    for match in _SPELLED.finditer(text):
        if not {*match[0].split()[::2]} - COMMON_WORDS - NOT_NAMES:
            continue  # "he added one underscore more"
        if re.search(r"underscor|bas\b|laag|liggend|onderstreep|[(\[]|_", match[0]) or (
            re.search(r"\d", match[0]) and "plus" not in match[0]
        ):
            yield match.start(), match.end(), "handle"
    for match in _UNDERSCORED.finditer(text):
        yield match.start(), match.end(), "handle"


_SPELLED_WORDS = _WORDS["spelled_words"]
_SPOKEN_ATS = _WORDS["spoken_ats"]
_NAMED_WORDS = _APP_WORDS | frozenset({*_ACCOUNT_NOUNS.split("|"), "tik", "gamer"})


def _named_accounts(text: str) -> Iterator[Find]:
    for pattern in (_CERTAIN, _ACCOUNT, _BEFORE):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            written = match[group].rstrip(".-")
            if written.startswith("-"):
                continue
            if pattern is _CERTAIN:
                if (
                    written in ORDINARY_WORDS
                    or written in NOT_NAMES
                    or written.isdigit()
                    or (
                        group == _CALLED_ON
                        and (written in FIRST_NAMES or written in AMBIGUOUS_FIRST_NAMES)
                    )
                ):
                    continue
            elif _NO_ACCOUNT.fullmatch(written) or _is_plain(written):
                continue
            if len(written) > 1:
                yield match.start(group), match.start(group) + len(written), "handle"


def _is_plain(written: str) -> bool:
    """Whether dots or hyphens only tie ordinary words: "peut-etre sur snap", "peur.il"."""
    return written.startswith("anti-") or not any(map(is_odd, re.split(r"[.-]", written)))
