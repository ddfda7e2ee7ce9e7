"""Finds set phrases of content/ in what a visitor wrote: the one matcher of cues.yml, phrases.yml, apps.yml.

Matching is done on the plain words of a text (`bot.nlu.fold.plain`), each of them whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS_BETWEEN = r"(?: \w+){0,2}"
_WRITTEN = re.compile(r"[\w ()|*]+")


class PhraseError(ValueError):
    """A phrase has other signs than letters, blanks, `(a|b)` and `*`, or an open bracket."""


def pattern_of(phrase: str) -> str:
    """Turn a phrase as written into a pattern for `plain` text.

    Raises: PhraseError: it cannot be read.
    """
    folded = fold(phrase).text
    if not _WRITTEN.fullmatch(folded.replace("'", "")):
        raise PhraseError(phrase)
    # Some type a blank in the place of an apostrophe.
    pattern = folded.replace("(", "(?:").replace(" *", _WORDS_BETWEEN).replace("'", " ?")
    try:
        re.compile(pattern)
    except re.error as error:
        raise PhraseError(phrase) from error
    return pattern


def compiled(patterns: Iterable[str], *, denied_by: Iterable[str] = ()) -> re.Pattern[str]:
    """Compile patterns so that they match whole words only.

    Args:
        patterns: those of phrases.
        denied_by: patterns of words such as "pas": "maman le sait pas" is not "maman le sait".
    """
    denied = "|".join(denied_by)
    end = rf"(?! (?:{denied})(?!\w))" if denied else ""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w){end}")
