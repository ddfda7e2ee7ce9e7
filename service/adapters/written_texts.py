"""What the service itself says to visitors: read from `content/`, else from `service/texts.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.adapters.yaml_file import BrokenFileError, load_mapping
from service.domain.chat_states import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OWN = Path(__file__).parent.parent / "texts.yml"
_LANGUAGES = ("fr", "nl")
_STAFF_LANGUAGES = (*_LANGUAGES, "en")
_ON_CALL = (
    *(("subject",), ("text",), ("test_subject",), ("test_text",)),
    *(("levels", level.value) for level in Level),
)
_LABELS = {"yes", "not_now"}
_JOINING = (*("someone", "question", "stays", "stays_in_danger"), *("withdrawn", "in_danger"))


@dataclass(frozen=True)
class Written:
    """A human-written message and what it advises."""

    text: str
    advice: tuple[str, ...] = ()


class WrittenTexts:
    """The fixed texts, in the chat's language; in both while it is unknown or another."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self._texts = texts

    def safety_reply(self, language: str | None) -> Written:
        """Give the answer for when the engine has none."""
        entries = self._texts["safety_reply"]
        chosen = [language] if language in _LANGUAGES else list(_LANGUAGES)
        text = "\n\n".join(entries[name]["text"].strip() for name in chosen)
        return Written(text, tuple(entries[chosen[0]]["advice"]))

    def opening(self, language: str | None) -> Sequence[str]:
        """Give the first lines for when the engine does not answer."""
        key = language if language in _LANGUAGES else "both"
        return list(self._texts["opening"][key])

    def on_call(self, language: str) -> Mapping[str, Any]:
        """Give what a call to the person on call is made of: `levels` and the texts."""
        texts: Mapping[str, Any] = self._texts["on_call"][language]
        return texts

    def joining(self, part: str, language: str | None, *, name: str | None = None) -> str:
        """Give a line about a counsellor who would join; without a name: somebody of the team."""
        chosen = [language] if language in _LANGUAGES else list(_LANGUAGES)
        glue = " · " if part in _LABELS else "\n\n"
        return glue.join(self._joining(part, each, name) for each in chosen)

    def _joining(self, part: str, language: str, name: str | None) -> str:
        entries = self._texts["joining"]
        text = str(entries[part][language])
        someone = str(entries["someone"][language])
        # At the head of a sentence it stands as written; inside it goes on in lower case.
        inside = not text.startswith("{name}")
        shown = name or (someone[:1].lower() + someone[1:] if inside else someone)
        return text.replace("{name}", shown)

    def misuse(self, part: str, language: str | None) -> str:
        """Give words for the visitor of a chat that was ended for misuse."""
        entries = self._texts["misuse"][part]
        chosen = [language] if language in _LANGUAGES else list(_LANGUAGES)
        return "\n\n".join(entries[name] for name in chosen)

    def error(self, code: str, language: str | None) -> str:
        """Give the text of an error; French where the language is not known."""
        entries = self._texts["errors"].get(code) or self._texts["errors"]["internal"]
        return str(entries.get(language or "fr") or entries["fr"])


def load_written_texts(content_dir: Path) -> WrittenTexts:
    """Read the service's texts; `content/safety_reply.yml` goes before our own of that name.

    Raises: BrokenFileError: a text is missing, which else would show when a visitor needs it.
    """
    texts = load_mapping(_OWN)
    _check_own(texts)
    live = content_dir / "safety_reply.yml"
    if live.exists():
        texts["safety_reply"] = load_mapping(live)
        _check_safety_reply(live, texts["safety_reply"])
    return WrittenTexts(texts)


def load_danger_phrases(content_dir: Path) -> list[str]:
    """Read `content/danger_words.yml`, `{language: [phrase, …]}`: all languages together.

    Raises:
        BrokenFileError: a language has no phrases.
        FileNotFoundError: there is none; a service without this floor must not start.
    """
    path = content_dir / "danger_words.yml"
    lists = load_mapping(path)
    for name in _LANGUAGES:
        if not lists.get(name) or not _are_texts(lists[name]):
            raise _missing(path, name, "a list of phrases, each in quotes if it is a number")
    return [phrase for name in _LANGUAGES for phrase in lists[name]]


def _check_own(texts: Mapping[str, Any]) -> None:
    _check_safety_reply(_OWN, texts.get("safety_reply"), "safety_reply, ")
    for key in (*_LANGUAGES, "both"):
        if not _are_texts(_at(texts, "opening", key)):
            raise _missing(_OWN, f"opening, {key}", "a list of lines")
    for place in _places_of_texts(texts):
        if not isinstance(_at(texts, *place), str):
            raise _missing(_OWN, ", ".join(place), "a text")


def _places_of_texts(texts: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield each place in service/texts.yml at which one text stands."""
    for name, keys in product(_STAFF_LANGUAGES, _ON_CALL):
        yield "on_call", name, *keys
    yield from product(("joining",), (*_JOINING, *sorted(_LABELS)), _LANGUAGES)
    yield from product(("misuse",), texts.get("misuse") or ("self",), _LANGUAGES)
    errors = texts.get("errors")
    for code in {"internal", *(errors if isinstance(errors, dict) else ())}:
        yield "errors", code, "fr"


def _check_safety_reply(path: Path, entries: object, place: str = "") -> None:
    for name in _LANGUAGES:
        if not isinstance(_at(entries, name, "text"), str):
            raise _missing(path, f"{place}{name}, text", "a text")
        if not _are_texts(_at(entries, name, "advice")):
            raise _missing(path, f"{place}{name}, advice", "a list of names")


def _at(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _missing(path: Path, place: str, what: str) -> BrokenFileError:
    return BrokenFileError(f"{path}, {place}: {what} must stand here. Write it, then run again.")
