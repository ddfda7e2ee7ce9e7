"""Our engine with the pipeline without the encoder, in a folder where no engine looks by itself."""

from __future__ import annotations

import os
import subprocess

from tests.support.stack import ROOT

CONFIG = "config.light.yml"
_FOLDER = ROOT / "var" / "bench" / "light"
_TRAIN_S = 1800


def prepare() -> str:
    """Train the light model, unless it was trained from these sources before (its card says so).

    Returns: its path from the project's root, as ENGINE_MODEL wants it.
    """
    subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-m", "bot.train", "--into", _FOLDER],
        cwd=ROOT,
        env={**os.environ, "NLU_CONFIG": CONFIG, "RASA_TELEMETRY_ENABLED": "false"},
        check=True,
        timeout=_TRAIN_S,
    )
    newest = max(_FOLDER.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for older in set(_FOLDER.glob("*.tar.gz")) - {newest}:
        older.with_name(older.name.replace(".tar.gz", ".json")).unlink(missing_ok=True)
        older.unlink()
    return str(newest.relative_to(ROOT))
