"""The signals of a chat with the words that set them, and those that a counsellor took away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from service.adapters.schema import Chat
    from service.adapters.sealing import ChatKeys
    from service.domain.engine_turn import Alarm, Json
    from service.usecases.access import OpenChat

_KIND, _NUMBER = "signals", 0


def note_readings(chat: OpenChat, readings: Mapping[int, Json], alarm: Alarm | None) -> None:
    """Keep the words of the signals that were read; one that is stated anew stands again.

    The newest words of a signal count. A message from before a counsellor took a signal away does
    not bring it back, also if it is read again.
    """
    words: dict[str, str] = {}
    stated: dict[str, int] = {}
    for seq, reading in readings.items():
        for signal in reading.get("set") or ():
            stated[signal] = seq
            if said := str((reading.get("why") or {}).get(signal, "")):
                words[signal] = said
    if alarm is not None and readings:
        # What a choice states is in no reading.
        stated |= {str(reason["signal"]): max(readings) for reason in alarm.reasons}
    off = chat.row.signals_off
    if off:
        chat.row.signals_off = {
            signal: until for signal, until in off.items() if stated.get(signal, 0) <= until
        }
    if words:
        _keep_words(chat, words)


def signals_with_words(row: Chat, keys: ChatKeys) -> list[dict[str, str]]:
    """Give the signals that stand, each with its redacted words; empty where none are known."""
    words = _open_words(row, keys)
    return [{"signal": signal, "words": words.get(signal, "")} for signal in row.signals]


def standing(row: Chat, signals: Iterable[str]) -> list[str]:
    """Leave out the signals that a counsellor took away."""
    return [signal for signal in signals if signal not in row.signals_off]


def still_reasons(row: Chat, reasons: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Leave out the reasons whose signal a counsellor took away."""
    return [reason for reason in reasons if reason["signal"] not in row.signals_off]


def _keep_words(chat: OpenChat, words: Mapping[str, str]) -> None:
    known = _open_words(chat.row, chat.keys)
    merged = {**known, **words}
    if merged != known:
        chat.row.sealed_words = chat.keys.seal_copy(merged, number=_NUMBER, kind=_KIND)


def _open_words(row: Chat, keys: ChatKeys) -> dict[str, str]:
    if row.sealed_words is None:
        return {}
    words: dict[str, str] = keys.open_copy(row.sealed_words, number=_NUMBER, kind=_KIND)
    return words
