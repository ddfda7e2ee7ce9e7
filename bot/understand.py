"""Reads messages from the command line (contract §1): JSON lines in, JSON lines out.

`.venv/bin/python -m bot.understand < messages.jsonl > readings.jsonl`, `--model` for another model
than the newest. One line out for each line in, in the same order; only readings go to stdout.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.train import newest_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.nlu.interpreter import Interpreter

_LANGUAGES = ("fr", "nl", "en", "de", "other")


class UnreadableLineError(Exception):
    """A line is not a message; its text says what is missing, never what stood there."""


def answers(lines: Iterable[bytes], interpreter: Interpreter) -> Iterator[dict[str, Any]]:
    """Give one object per line: a reading, or `{"error": …}` with the id where there was one."""
    for line in lines:
        request: dict[str, Any] = {}
        try:
            request = _request_of(line)
            answer = _reading(request, interpreter)
        except UnreadableLineError as error:
            answer = {"error": str(error)}
        yield {**({"id": request["id"]} if "id" in request else {}), **answer}


def _request_of(line: bytes) -> dict[str, Any]:
    if not line.strip():
        raise UnreadableLineError("The line is empty: one JSON object per line.")
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableLineError("The line is not JSON: one JSON object per line.") from error
    if not isinstance(request, dict):
        raise UnreadableLineError('The line is no JSON object: {"text": "…"}.')
    return request


def _reading(request: dict[str, Any], interpreter: Interpreter) -> dict[str, Any]:
    text = request.get("text")
    if not isinstance(text, str):
        raise UnreadableLineError('"text" is missing or no string.')
    language = request.get("chat_language")
    if language is not None and language not in _LANGUAGES:
        raise UnreadableLineError(f'"chat_language" is none of {", ".join(_LANGUAGES)}.')
    # A lone surrogate is legal in JSON and in no text that can be written out again.
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return interpreter.read(clean, language).as_json()


def main() -> int:
    """Read stdin to its end; 0 if every line could be read, 1 if one could not, 2 without model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model file; default: the newest in models/")
    model = parser.parse_args().model or newest_model()
    if model is None or not model.is_file():
        sys.stderr.write("✗ There is no model: run `make train` first.\n")
        return 2
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from bot.nlu.interpreter import Interpreter  # noqa: PLC0415 - seconds, for nothing if no model

    # Whatever a library prints while it loads must not stand among the readings.
    with contextlib.redirect_stdout(sys.stderr):
        interpreter = Interpreter.load(model)
    all_read = True
    for answer in answers(sys.stdin.buffer, interpreter):
        all_read = all_read and "error" not in answer
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    return 0 if all_read else 1


if __name__ == "__main__":
    sys.exit(main())
