from __future__ import annotations

import re

from tests.tools.conftest import ROOT, Project


def test_help_lists_every_target_with_one_line(project: Project) -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    targets = re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    answer = project.run("make", "-s", "help")
    listed = [
        re.fullmatch(r"  make ([a-z-]+) +(\S.+)", line) for line in answer.stdout.splitlines()
    ]
    assert answer.returncode == 0
    assert all(listed), answer.stdout
    assert [found[1] for found in listed if found] == targets
    assert phony
    assert phony[1].split() == targets
    assert project.run("make", "-s").stdout == answer.stdout
