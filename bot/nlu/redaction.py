"""Takes out what points to a person, before anything is kept.

Each find is replaced by a placeholder that is the same in all languages: `[telephone]`, `[email]`,
`[iban]`, `[id]` (Belgian national number), `[card]`, `[number]` (any other run of nine digits or
more), `[link]`, `[handle]`, `[name]`. Everything after this step, also what is learnt, sees only
the text with placeholders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers
from rasa.shared.nlu.constants import TEXT
from stdnum import iban, luhn
from stdnum.be import nn

from bot.nlu.component import MessageComponent
from bot.nlu.fold import Folded, fold
from bot.nlu.names import find_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rasa.shared.nlu.training_data.message import Message

Find = tuple[int, int, str]

_TOP = r"(?:com|be|fr|nl|net|org|eu|lu|de|io|gg|tv|ly|xyz|info|app)"
_AT = r"(?:@|[(\[]\s?(?:at|a)\s?[)\]]|\b(?:at|arobas(?:e)?|apenstaart(?:je)?|aapje)\b)"
_DOT = r"(?:\.|[(\[]\s?(?:dot|point|punt)\s?[)\]]|\b(?:dot|point|punt)\b)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])(?:[\w+-]{{1,64}}\s?{_DOT}\s?){{0,4}}[\w+-]{{1,64}}\s?{_AT}\s?"
    rf"(?:[\w-]{{1,63}}\s?{_DOT}\s?){{1,4}}{_TOP}\b",
)
_LINK = re.compile(
    r"(?:\b(?:https?|hxxps?)\s?:\s?/\s?/\s?|\bwww\.)\S{1,2000}"
    rf"|(?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,4}}{_TOP}\b(?:/\S{{0,2000}})?",
)
_HANDLE = re.compile(r"(?<![\w@])@[\w.]{2,40}")
# An account named without @ is recognised by its digits, dots or underscores.
_ACCOUNT = re.compile(
    r"\b(?:snap(?:chat)?|insta(?:gram)?|tiktok|discord|telegram|pseudo|username|gebruikersnaam)"
    r"\W{0,3}(?:c'?est|est|is|=|:)\W{0,3}(?=[\w.]{0,30}[\d_.]\w)([\w.]{3,30})",
)
_IBAN = re.compile(r"\b[a-z]{2}\s?\d{2}(?:[ .-]?[a-z0-9]{1,4}){2,9}\b")
# The letter o is typed for a nought, to get past filters.
_DIGITS = re.compile(r"(?<![\d,.€])(?:\+|\(\+?)?[\do](?:[ ./()_-]{0,3}[\do]){7,22}(?![\do])")
_SPELLED = (
    "zero|nul|un|een|one|deux|twee|two|trois|drie|three|quatre|vier|four|cinq|vijf|five|six|zes|"
    "sept|zeven|seven|huit|acht|eight|neuf|negen|nine"
)
_TENS = (
    "dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|septante|"
    "quatre-vingts?|nonante|cent|honderd|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    r"zeventien|achttien|negentien|(?:\w{3,6}en)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|"
    "tachtig|negentig)"
)
_SPOKEN = re.compile(
    rf"\b(?:{_SPELLED}|{_TENS}|\d{{1,4}})(?:[ ,./-]{{1,3}}(?:et |en )?(?:{_SPELLED}|{_TENS}|\d{{1,4}})){{4,16}}\b",
)
_SINGLE = re.compile(rf"\b(?:{_SPELLED})\b")
_COUNTRIES = ("BE", "FR", "NL")


def redact(text: str) -> str:
    """Replace telephone numbers, addresses, accounts and names by placeholders."""
    folded = fold(text)
    result = text
    for start, end, kind in sorted(_finds(folded), reverse=True):
        first, last = folded.source(start, end)
        result = f"{result[:first]}[{kind}]{result[last:]}"
    return result


def _finds(folded: Folded) -> list[Find]:
    """Find everything; where two finds overlap the kind that is looked for first wins."""
    taken: list[Find] = []
    for finder in (_emails, _links, _ibans, _numbers, _spoken_numbers, _handles, find_names):
        for start, end, kind in finder(folded):
            if all(end <= first or last <= start for first, last, _ in taken):
                taken.append((start, end, kind))
    return taken


def _emails(folded: Folded) -> Iterator[Find]:
    for match in _EMAIL.finditer(folded.text):
        yield match.start(), match.end(), "email"


def _links(folded: Folded) -> Iterator[Find]:
    for match in _LINK.finditer(folded.text):
        yield match.start(), match.end(), "link"


def _ibans(folded: Folded) -> Iterator[Find]:
    for match in _IBAN.finditer(folded.text):
        end = match.end()
        # A word after the number looks like one more group: shorten until the check digits fit.
        while end - match.start() > 14:
            written = folded.text[match.start() : end]
            if written[-1].isalnum() and iban.is_valid(written):
                yield match.start(), end, "iban"
                break
            end -= 1


def _numbers(folded: Folded) -> Iterator[Find]:
    for match in _DIGITS.finditer(folded.text):
        written = match[0].replace("o", "0")
        kind = _kind_of_number(written)
        if kind and sum(character.isdigit() for character in match[0]) >= 6:
            yield match.start(), match.end(), kind


def _kind_of_number(written: str) -> str | None:
    digits = re.sub(r"\D", "", written)
    if nn.is_valid(digits):
        return "id"
    if any(_is_telephone(written, country) for country in _COUNTRIES):
        return "telephone"
    if 13 <= len(digits) <= 19 and luhn.is_valid(digits):
        return "card"
    return "number" if len(digits) >= 9 else None


def _is_telephone(written: str, country: str) -> bool:
    if not written.lstrip("(").startswith(("0", "+", "32", "4")):
        return False
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))


def _spoken_numbers(folded: Folded) -> Iterator[Find]:
    """Find telephone numbers in words: "nul vier zeven nul twaalf vierendertig zesenvijftig"."""
    for match in _SPOKEN.finditer(folded.text):
        words = [word for word in re.split(r"[ ,./-]+", match[0]) if word not in {"et", "en"}]
        spelled = sum(not word.isdigit() for word in words)
        size = sum(
            len(word) if word.isdigit() else 1 if _SINGLE.fullmatch(word) else 2 for word in words
        )
        if spelled >= 2 and size >= 8:
            yield match.start(), match.end(), "telephone"


def _handles(folded: Folded) -> Iterator[Find]:
    for match in _HANDLE.finditer(folded.text):
        yield match.start(), match.end(), "handle"
    for match in _ACCOUNT.finditer(folded.text):
        yield match.start(1), match.end(1), "handle"


class Redactor(MessageComponent):
    """Makes the redacted text the text of the message: what stood there before is gone."""

    def read(self, message: Message) -> None:
        """Replace the text."""
        if message.get(TEXT):
            message.set(TEXT, redact(message.get(TEXT)), add_to_output=True)
