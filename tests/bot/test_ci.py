"""`.ci/run` says how long everything took, and does not let it grow unseen."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_STUBS = ("chromium", "pg_ctlcluster", "pg_lsclusters", "psql", "su", "make")


def run(folder: Path, *, took_s: int, make_ends_with: int = 0) -> tuple[int, str]:
    """Run it with programs that do nothing, as if so much time had passed; gives code and output."""
    for name in _STUBS:
        code = make_ends_with if name == "make" else 0
        (folder / name).write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    done = subprocess.run(  # noqa: S603 - our own script
        [ROOT / ".ci" / "run"],
        # Bash begins to count at the SECONDS that it is given.
        env={"PATH": f"{folder}{os.pathsep}/usr/bin:/bin", "SECONDS": str(took_s)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("minutes", "code", "line"),
    [(24, 0, ""), (26, 0, "! More than 25 minutes"), (46, 1, "✗ More than 45 minutes")],
)
def test_the_minutes_of_everything_are_printed_and_limited(
    tmp_path: Path, minutes: int, code: int, line: str
) -> None:
    ended, output = run(tmp_path, took_s=minutes * 60 + 6)
    assert ended == code, output
    assert f"everything         {minutes}.1 minutes" in output
    assert line in output
    assert output.count("More than") == bool(line)


@pytest.mark.parametrize("minutes", [1, 46])
def test_a_failed_test_fails_with_its_own_code(tmp_path: Path, minutes: int) -> None:
    assert run(tmp_path, took_s=minutes * 60, make_ends_with=2)[0] == 2
