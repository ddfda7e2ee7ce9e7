"""Trains the model when there is none or its sources changed: `python -m bot.train [--force]`.

`--into FOLDER` keeps it elsewhere than in models/, where the engine takes the newest.

The wording of responses is not a source: texts are looked up at run time (contract §4), so a
corrected word never costs a training. Progress goes to stderr; the model appears in models/ whole
or not at all. `NLU_CONFIG=config.light.yml` trains the pipeline without the encoder.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from tqdm import tqdm

from bot.nlu.encoder_files import EncoderFileError, EncoderFiles
from bot.project_files import BrokenFileError, check_project_files, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
_SOURCES = (
    *("domain.yml", "data/nlu", "data/rules", "data/stories"),
    *("bot/labels.py", "bot/nlu", "bot/lexicon"),
)
_LOCK = "requirements/engine.txt"
_LONGEST_LINE = 300
_STEP = re.compile(r"(?:Finished training|Restored) component '(\w+)'")


class TrainingFailedError(Exception):
    """No model was made; the text says what to mend, as far as Rasa knows."""

    def __init__(self, problem: str = "a file does not say what Rasa expects there") -> None:
        super().__init__(
            f"Training failed: {problem.rstrip('.: ')}. Mend it, then run again (end of var/train.log)."
        )


def config_file() -> str:
    """Name the pipeline to train, from the project's root.

    Raises: SystemExit: NLU_CONFIG names a file that is not there.
    """
    name = os.environ.get("NLU_CONFIG") or "config.yml"
    if not (ROOT / name).is_file():
        raise SystemExit(f"✗ NLU_CONFIG={name}: no such file; config.yml or config.light.yml.")
    return name


def fingerprint(config: str = "config.yml", root: Path = ROOT) -> str:
    """Hash everything that the trained model depends on: sources, packages, names of responses.

    The YAML files are those that `check_project_files` has passed.

    Raises: EncoderFileError: the pipeline wants the encoder, and a file of it is missing or altered.
    """
    total = hashlib.sha256()
    if _wants_encoder(load_yaml(root / config)):
        total.update(EncoderFiles.checked(root=root).digest.encode())
    for source in (config, *_SOURCES, _LOCK):
        path = root / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(str(file.relative_to(root)).encode())
                total.update(file.read_bytes())
    for file in sorted((root / "data/responses").glob("*.yml")):
        total.update("\n".join(sorted(load_yaml(file)["responses"])).encode())
    return total.hexdigest()


def _wants_encoder(config: dict[str, Any]) -> bool:
    return any(str(step["name"]).endswith(".Encoder") for step in config["pipeline"])


def newest_model(models: Path = MODELS) -> Path | None:
    """Return the model that this module trained last, None when there is none.

    A plain `rasa train` leaves models without a card here: they are for `rasa shell` and `rasa test`,
    and the engine refuses them.
    """
    ours = (file for file in models.glob("*.tar.gz") if _card_of(file).exists())
    found = sorted(ours, key=lambda file: file.stat().st_mtime)
    return found[-1] if found else None


def is_current(model: Path | None, wanted: str) -> bool:
    """Whether a model was trained from the sources with this fingerprint."""
    if model is None:
        return False
    return bool(json.loads(_card_of(model).read_text("utf-8"))["sources"] == wanted)


def train(*, config: str, sources: str, models: Path = MODELS) -> Path:
    """Train, then move the finished model into its folder beside its card.

    Raises: TrainingFailedError: Rasa could not train; its own messages are in var/train.log.
    """
    models.mkdir(parents=True, exist_ok=True)
    name = datetime.now(timezone.utc).strftime("%Y%m%d-%H%M%S")
    with tempfile.TemporaryDirectory(dir=models, prefix=".building-") as building:
        with _progress(config):
            made = _rasa_train(config, building, name)
        model = models / f"{name}.tar.gz"
        card = {"sources": sources, "sha256": hashlib.sha256(made.read_bytes()).hexdigest()}
        _card_of(model).write_text(json.dumps(card), encoding="utf-8")
        shutil.move(made, model)
    return model


def _card_of(model: Path) -> Path:
    return model.with_name(model.name.replace(".tar.gz", ".json"))


def _rasa_train(config: str, output: str, name: str) -> Path:
    import rasa  # noqa: PLC0415 - eight seconds, needed only when there is something to train
    from rasa.shared.exceptions import RasaException  # noqa: PLC0415 - as above

    try:
        result = rasa.train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / config),
            training_files=[str(ROOT / "data")],
            output=output,
            fixed_model_name=name,
            # Rasa's cache looks at the source of a component's class only, not at the modules it uses.
            force_training=True,
        )
    except RasaException as error:
        raise TrainingFailedError(_in_one_line(error)) from error
    # Rasa is surprised by a list where it reads a text, and leaves the process over an unknown slot.
    except (Exception, SystemExit) as error:
        raise TrainingFailedError from error
    if not result.model or result.code:
        raise TrainingFailedError
    return Path(result.model)


def _in_one_line(error: Exception) -> str:
    """Say what Rasa says, in as much as fits in a line; its texts may fill a page."""
    told = " ".join(str(error).replace(f"{ROOT}/", "").partition("You can use http")[0].split())
    told = re.sub(r"Please make sure the file .* during validation:", "", told)
    return told if len(told) <= _LONGEST_LINE else f"{told[:_LONGEST_LINE]} …"


@contextlib.contextmanager
def _progress(config: str) -> Iterator[None]:
    """Show one bar on stderr; everything that Rasa prints goes to var/train.log."""
    parts = load_yaml(ROOT / config)
    total = len(parts["pipeline"]) + len(parts["policies"])
    (ROOT / "var").mkdir(exist_ok=True)
    with (
        (ROOT / "var" / "train.log").open("w", encoding="utf-8") as log,
        tqdm(total=total, desc="training the model", unit="part", file=sys.stderr) as bar,
    ):
        handler, rasa_log = _BarHandler(bar, log), logging.getLogger("rasa")
        rasa_log.addHandler(handler)
        rasa_log.setLevel(logging.INFO)
        rasa_log.propagate = False  # only the bar on the screen
        try:
            # The bar has the screen's stderr already; warnings and Rasa's own bars go to the log.
            with (
                contextlib.redirect_stdout(log),
                contextlib.redirect_stderr(log),
                warnings.catch_warnings(),
            ):
                warnings.simplefilter("ignore")
                yield
        except (TrainingFailedError, KeyboardInterrupt):
            bar.leave = False  # the one line that follows says more
            traceback.print_exc(file=log)
            raise
        finally:
            rasa_log.removeHandler(handler)
        bar.update(total - bar.n)


class _BarHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic only in stubs
    """Moves the bar when Rasa reports a finished component."""

    def __init__(self, bar: tqdm, log: TextIO) -> None:
        super().__init__(log)
        self._bar = bar
        self.setLevel(logging.INFO)

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if _STEP.search(record.getMessage()) and self._bar.n < self._bar.total:
            self._bar.update(1)


def main() -> None:
    """Train if needed and say which model is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    parser.add_argument("--into", type=Path, default=MODELS, help="folder of the model")
    arguments = parser.parse_args()
    models: Path = arguments.into.resolve()
    os.chdir(ROOT)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    config = config_file()
    try:
        check_project_files(ROOT, config=config)
        wanted = fingerprint(config)
        if arguments.force or not is_current(newest_model(models), wanted):
            model = train(config=config, sources=wanted, models=models)
            sys.stderr.write(f"✓ model {model.name}\n")
    except (BrokenFileError, EncoderFileError, TrainingFailedError) as error:
        raise SystemExit(f"✗ {error}") from error


if __name__ == "__main__":
    # tools/setup.py passes a Ctrl-C on as SIGTERM, which leaves no trace while modules are imported.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        sys.stderr.write("✗ Stopped: no model was made.\n")
        raise SystemExit(130) from None
