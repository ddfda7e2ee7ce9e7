"""Plays random conversations with the newest model and prints every one that breaks a rule."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from tqdm import tqdm  # noqa: E402 - after the settings above

from bot.engine.archive import allowed_by  # noqa: E402
from bot.engine.dialogue_face import ProjectDialogue  # noqa: E402
from bot.engine.errors import EngineError  # noqa: E402
from bot.engine.opening import Project  # noqa: E402
from bot.engine.wire import turn_request  # noqa: E402
from bot.labels import SITUATIONS  # noqa: E402
from bot.train import newest_model  # noqa: E402
from tests.simulation.rules import Heard, broken  # noqa: E402
from tests.simulation.visitor import LANGUAGES, Taken, Visitor, read_lines  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.opening import Opened

_ROOT = Path(__file__).resolve().parents[2]
_TURNS = 14
_EXAMPLES = 2  # of each broken rule are printed
_NOW = "2026-11-27T21:00:00+01:00"
_HELP = (
    {"open": False, "wait_s": None, "state": "bot"},
    {"open": True, "wait_s": 240, "state": "bot"},
)


@dataclass(frozen=True)
class Route:
    """One conversation to play."""

    situation: str
    language: str
    number: int

    def __str__(self) -> str:
        """Say how to play it again."""
        return f"--situation {self.situation} --language {self.language} --path {self.number}"


def play(opened: Opened, path: Route, visitor: Visitor) -> Iterator[tuple[str, list[str]]]:
    """Play one path; yields each broken rule with the conversation up to it."""
    heard, state, told = Heard(), None, list[str]()
    help_now = dict(_HELP[path.number % len(_HELP)])
    for number in range(_TURNS):
        act = visitor.begins() if number == 0 else visitor.goes_on()
        body = {
            **act,
            "state": state,
            "language": path.language,
            "now": _NOW,
            "help": help_now,
        }
        done = _named(act)
        told.append(f"  > {done[1]}")
        try:
            result: dict[str, Any] = opened.taker.turn(
                turn_request(body, intents=opened.brain.intents)
            )
        except EngineError as error:
            yield f"the turn failed: {error}", told
            return
        state = result["state"]
        if result["escalation"] and help_now["state"] == "bot":
            help_now["state"] = "waiting"  # as the service would
        told += [
            f"    {reply['response']} {reply.get('advice') or ''}" for reply in result["replies"]
        ]
        for rule in broken(done[0], result, heard):
            yield rule, list(told)
        visitor.sees(result["replies"])


def _named(act: dict[str, Any]) -> tuple[str, str]:
    if "event" in act:
        return act["event"], f"({act['event']})"
    message = act["messages"][0]
    return ("text", message["text"]) if "text" in message else ("choice", f"[{message['payload']}]")


def main() -> int:
    """Play all paths; 1 when one broke a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=100, help="of each situation and language")
    parser.add_argument("--situation", choices=SITUATIONS)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--path", type=int, help="only the path with this number")
    asked = parser.parse_args()
    model = newest_model()
    if model is None:
        sys.stderr.write("✗ There is no model: run `make train` first.\n")
        return 1
    opened = Project(_ROOT, "actions", ProjectDialogue, allowed_by(_ROOT / "config.yml")).open(
        model
    )
    lines = read_lines(_ROOT / "data" / "nlu")
    numbers = range(asked.paths) if asked.path is None else [asked.path]
    paths = [
        Route(situation, language, number)
        for number in numbers
        for situation in ([asked.situation] if asked.situation else SITUATIONS)
        for language in ([asked.language] if asked.language else LANGUAGES)
    ]
    taken, counts = Taken(), Counter[str]()
    for path in tqdm(paths, unit="path", file=sys.stderr):
        visitor = Visitor(path.situation, lines[path.language], seed=str(path), taken=taken)
        for rule, told in play(opened, path, visitor):
            counts[rule] += 1
            if counts[rule] <= _EXAMPLES:
                print(f"✗ {rule}\n  {path}", *told[-12:], sep="\n")  # noqa: T201
    print(f"{len(paths)} conversations of {_TURNS} turns; {len(taken.offered)} choices offered")  # noqa: T201
    for choice in taken.never:
        print(f"never taken: {' '.join(choice)}")  # noqa: T201
    for rule, count in counts.most_common():
        print(f"{count:>5} × {rule}")  # noqa: T201
    return 1 if counts or taken.never else 0


if __name__ == "__main__":
    sys.exit(main())
