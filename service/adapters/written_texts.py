"""What the service itself says to visitors: read from `content/`, else from `service/texts.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OWN = Path(__file__).parent.parent / "texts.yml"
_LANGUAGES = ("fr", "nl")


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

    def error(self, code: str, language: str | None) -> str:
        """Give the text of an error; French where the language is not known."""
        entries = self._texts["errors"].get(code) or self._texts["errors"]["internal"]
        return str(entries.get(language or "fr") or entries["fr"])


def load_written_texts(content_dir: Path) -> WrittenTexts:
    """Read the service's texts; `content/safety_reply.yml` goes before our own of that name."""
    texts = _read(_OWN)
    live = content_dir / "safety_reply.yml"
    if live.exists():
        texts["safety_reply"] = _read(live)
    return WrittenTexts(texts)


def load_danger_phrases(content_dir: Path) -> list[str]:
    """Read `content/danger_words.yml`, `{language: [phrase, …]}`: all languages together.

    Raises: FileNotFoundError: there is none; a service without this floor must not start.
    """
    lists = _read(content_dir / "danger_words.yml")
    return [str(phrase) for name in _LANGUAGES for phrase in lists[name]]


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
