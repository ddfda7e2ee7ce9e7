"""Plays random conversations with the newest model and prints every one that breaks a rule."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
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
from tests.simulation.rules import broken  # noqa: E402
from tests.simulation.visitor import (  # noqa: E402
    LANGUAGES,
    Act,
    Moment,
    Route,
    Taken,
    Visitor,
    read_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.opening import Opened

_ROOT = Path(__file__).resolve().parents[2]
_TURNS = 14
_AFTER = 3  # turns from a choice on that nobody had taken
_ROUNDS = 4  # each may offer choices that nobody has seen
_EXAMPLES = 2  # of each broken rule are printed
_NOW = "2026-11-27T21:00:00+01:00"
_HELP = (
    {"open": False, "wait_s": None, "state": "bot"},
    {"open": True, "wait_s": 240, "state": "bot"},
)


def play(opened: Opened, moment: Moment, visitor: Visitor, act: Act) -> Iterator[str]:
    """Go on from a moment with this act, and as the visitor likes; yields each rule as it is broken."""
    while moment.turns < _TURNS:
        moment.turns += 1
        said, words = _named(act)
        moment.told.append(f"  > {words}")
        body = {
            **act,
            "state": moment.state,
            "language": moment.route.language,
            "now": _NOW,
            "help": moment.help_now,
        }
        try:
            result: dict[str, Any] = opened.taker.turn(
                turn_request(body, intents=opened.brain.intents)
            )
        except EngineError as error:
            yield f"the turn failed: {error}"
            return
        moment.state = result["state"]
        if result["escalation"] and moment.help_now["state"] == "bot":
            moment.help_now = {**moment.help_now, "state": "waiting"}  # as the service would
        moment.told += [
            f"    {reply['response']} {reply.get('advice') or ''}" for reply in result["replies"]
        ]
        yield from broken(said, result, moment.heard)
        visitor.sees(result["replies"], moment)
        act = visitor.goes_on()


def _named(act: Act) -> tuple[str, str]:
    """Give what was done and how it reads."""
    if "event" in act:
        return act["event"], f"({act['event']})"
    message = act["messages"][0]
    return ("text", message["text"]) if "text" in message else ("choice", f"[{message['payload']}]")


def main() -> int:
    """Play all paths; 1 when one broke a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=200, help="of each situation and language")
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

    def follow(moment: Moment, first: Act | None = None) -> None:
        route = moment.route
        visitor = Visitor(route.situation, lines[route.language], seed=str(route), taken=taken)
        for rule in play(opened, moment, visitor, first or visitor.begins()):
            counts[rule] += 1
            if counts[rule] <= _EXAMPLES:
                print(f"✗ {rule}\n  {route}", *moment.told[-12:], sep="\n")  # noqa: T201

    for path in tqdm(paths, unit="path", file=sys.stderr):
        follow(Moment(path, help_now=_HELP[path.number % len(_HELP)]))
    # The engine keeps no state: what nobody took is taken at the moment when it was offered.
    for _ in range(_ROUNDS):
        for choice in tqdm(taken.never, unit="choice", file=sys.stderr):
            follow(*taken.back_to(choice, turns=_TURNS - _AFTER))
    print(f"{len(paths)} conversations of {_TURNS} turns; {len(taken.offered)} choices offered")  # noqa: T201
    for choice in taken.never:
        print(f"never taken: {' '.join(choice)}")  # noqa: T201
    for rule, count in counts.most_common():
        print(f"{count:>5} × {rule}")  # noqa: T201
    return 1 if counts or taken.never else 0


if __name__ == "__main__":
    sys.exit(main())
