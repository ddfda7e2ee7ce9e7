"""`python -m bot.engine`: start the engine; `settings.py` lists what can be set."""

from __future__ import annotations

import logging
import os
import sys

# One thread for each linear algebra library: the workers share the cores already, and threads do
# not survive a fork. Must be set before numpy is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

from bot.engine.archive import allowed_by  # noqa: E402 - after the settings above
from bot.engine.dialogue_face import ProjectDialogue  # noqa: E402
from bot.engine.master import Master  # noqa: E402
from bot.engine.opening import Project  # noqa: E402
from bot.engine.settings import ROOT, Settings, SettingsError, from_environment  # noqa: E402
from bot.project_files import BrokenFileError, check_project_files  # noqa: E402


def start(settings: Settings, project: Project) -> None:
    """Serve until told to stop, with log lines on stderr."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s %(name)s[%(process)d] %(message)s",
    )
    Master(settings, project).run()


def main() -> None:
    """Start the engine of this project."""
    try:
        settings = from_environment()
        check_project_files(ROOT)
        allowed = allowed_by(ROOT / "config.yml")
        start(settings, Project(ROOT, "actions", ProjectDialogue, allowed))
    except (SettingsError, BrokenFileError) as error:
        raise SystemExit(f"✗ {error}") from error


if __name__ == "__main__":
    main()
