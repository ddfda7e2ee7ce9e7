"""Takes out what points to a person, before anything is kept.

Each find is replaced by a placeholder that is the same in all languages: `[telephone]`, `[email]`,
`[iban]`, `[id]` (Belgian national number), `[card]`, `[number]` (any other run of nine digits or
more), `[link]`, `[handle]`, `[name]`, `[place]` (school, street, town). Everything after this step,
also what is learnt, sees only the text with placeholders.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from joblib import Parallel, delayed
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: TC002 - Rasa looks it up

from bot.nlu.accounts import find_emails, find_handles, find_links, find_spaced
from bot.nlu.component import MessageComponent
from bot.nlu.dictated_addresses import extended, find_dictated, find_dictated_links
from bot.nlu.fold import fold
from bot.nlu.halls import find_halls
from bot.nlu.named_places import find_named_places, with_kinds
from bot.nlu.names import find_names
from bot.nlu.numbers import find_ibans, find_numbers
from bot.nlu.pieces import Pieces
from bot.nlu.school_phrases import find_named_schools
from bot.nlu.schools import find_schools
from bot.nlu.spoken_numbers import find_spoken_numbers
from bot.nlu.streets import find_streets
from bot.nlu.tagger import find_tagged
from bot.nlu.towns import find_towns
from bot.nlu.venues import find_venues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.pieces import Find

KEY = "key"
_BATCH = 500  # examples that a process is given at once
PLACEHOLDER = re.compile(r"\[(?:telephone|email|iban|id|card|number|link|handle|name|place)\]")
# What may stand between two parts of one name or place.
_WITHIN = {
    "name": re.compile(r" ?-? ?"),
    "handle": re.compile(r"[ ._-]?"),
    "place": re.compile(
        r"[ -]{0,3}(?:(?:de la|de|du|des|la|le|van de|van het|van den|van|de|het|den|te) |d'|l')?"
    ),
}
# What "point", "streepje" or "slash" ties to these belongs to them.
_DICTATED = frozenset({"handle", "email", "link"})
# "[handle].back": what a dot or a line ties to an account belongs to it.
_TIED = re.compile(r"(?:[._][a-z0-9_]{1,30}){1,4}(?!\w)")
# Where two finds overlap, the kind that is looked for first wins.
_FINDERS = (
    find_dictated,
    find_spaced,
    find_emails,
    find_dictated_links,
    find_links,
    find_ibans,
    find_spoken_numbers,
    find_numbers,
    find_handles,
    find_named_places,
    find_halls,
    find_venues,
    find_schools,
    find_named_schools,
    find_streets,
    find_towns,
    find_names,
)


def redact(text: str) -> str:
    """Replace numbers, addresses, accounts, names and places by placeholders."""
    folded = fold(text)
    pieces = Pieces(folded)
    found = finds_of_rules(pieces)
    found += find_tagged(pieces, found)
    parts: list[str] = []
    end = 0
    for start, stop, kind in _joined(pieces, with_kinds(pieces, sorted(found))):
        first, last = folded.source(start, stop)
        parts += (text[end:first], f"[{kind}]")
        end = last
    return "".join((*parts, text[end:]))


def _joined(pieces: Pieces, found: Iterable[Find]) -> list[Find]:
    """Make one of what rule and tagger found of the same name, place or account: "patro de mettet"."""
    joined: list[Find] = []
    for first, last, found_kind in found:
        start, end, kind = first, last, found_kind
        tied = _TIED.match(pieces.folded.text, end) if kind == "handle" else None
        if tied and not any(pieces.taken[end : tied.end()]):
            end = tied.end()
        if kind in _DICTATED:
            start, end = extended(pieces.folded.text, start, end)
        while joined and start < joined[-1][1]:
            before = joined.pop()
            if before[1] - before[0] > end - start:
                kind = before[2]
            start, end = min(start, before[0]), max(end, before[1])
        if joined and kind in _WITHIN and kind == joined[-1][2]:
            between = pieces.folded.text[joined[-1][1] : start]
            if _WITHIN[kind].fullmatch(between):
                joined[-1] = (joined[-1][0], end, kind)
                continue
        joined.append((start, end, kind))
    return joined


def finds_of_rules(pieces: Pieces) -> list[Find]:
    """Find what the rules find, in the order of the text; marks it as taken."""
    found: list[Find] = []
    for finder in _FINDERS:
        # A finder sees what the ones before it took, and not what it takes itself.
        for start, end, kind in list(finder(pieces)):
            if not any(pieces.taken[start:end]):
                pieces.taken[start:end] = b"\1" * (end - start)
                found.append((start, end, kind))
    return sorted(found)


def key_of(line: str) -> int:
    """Name a line of data/nlu by a hash of 64 bits, as it stood before redaction."""
    return int.from_bytes(hashlib.sha256(line.encode()).digest()[:8], "big")


class Redactor(MessageComponent):
    """Makes the redacted text the text of the message: what stood there before is gone."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Redact the examples; each keeps the key by which the encoder's scores for it are found.

        Two processes share them: it is a fifth of the time of a training.
        """
        examples = training_data.training_examples
        texts = [example.get(TEXT) or "" for example in examples]
        redacted = Parallel(n_jobs=2, batch_size=_BATCH)(delayed(redact)(text) for text in texts)
        for example, text, without in zip(examples, texts, redacted, strict=True):
            example.set(KEY, key_of(text))
            if text:
                example.set(TEXT, without, add_to_output=True)
        return training_data

    def read(self, message: Message) -> None:
        """Replace the text."""
        if message.get(TEXT):
            message.set(TEXT, redact(message.get(TEXT)), add_to_output=True)
