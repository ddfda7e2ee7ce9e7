"""Works out requirements/*.txt again: every package with its hashes, no address of any index."""

from __future__ import annotations

from console import ROOT, calmly, quiet
from uv import ensure_uv, index_for_uv

_LOCKS = (
    # source, lock, python, extra arguments
    ("pyproject.toml", "engine", "3.10", ()),
    ("pyproject.toml", "engine-dev", "3.10", ("--extra", "dev", "-c", "requirements/engine.txt")),
    ("service/pyproject.toml", "service", "3.12", ()),
    (
        "service/pyproject.toml",
        "service-dev",
        "3.12",
        ("--extra", "dev", "-c", "requirements/service.txt"),
    ),
    ("requirements/uv.in", "uv", "3.9", ()),
    ("requirements/node.in", "node", "3.12", ()),
)


def main() -> None:
    """Compile every lock."""
    for source, name, python, extra in _LOCKS:
        lock = f"requirements/{name}.txt"
        quiet(
            [
                *(ensure_uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
                *("--no-emit-index-url", "--python-version", python, *extra, source, "-o", lock),
            ],
            what=f"locking {lock}",
            remedy="read the log: two packages want different versions of a third",
            cwd=ROOT,
            env=index_for_uv(),
        )


if __name__ == "__main__":
    calmly(main)
