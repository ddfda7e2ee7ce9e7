"""An old Node of the system is passed over, in the set-up and in the lanes of `make test`."""

from __future__ import annotations

import json
import os
import sys

import pytest

from tests.tools.conftest import ROOT, Project

_CHOSEN = "import environments, json; print(json.dumps(environments.ensure_node()))"


def put_node(project: Project, folder: str, version: str, *, works: bool = True) -> str:
    """Put a `node` and an `npm` there; give the folder for the path."""
    project.script(f"{folder}/node", f"#!/bin/sh\necho '{version}'\n")
    project.script(
        f"{folder}/npm",
        f"#!/bin/sh\necho npm beside {folder}; node --version; exit {int(not works)}\n",
    )
    return str(project.folder / folder)


def path_with(folder: str) -> str:
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.1", "v22.1.0", "v100.0.0"])
def test_a_node_that_is_new_enough_is_used(project: Project, version: str) -> None:
    answer = project.python(_CHOSEN, PATH=path_with(put_node(project, "system", version)))
    assert json.loads(answer.stdout) == {}
    assert project.uv_calls == ""


@pytest.mark.parametrize("version", ["v20.18.3", "v20.0.0", "v18.20.1", "v9.30.0", "broken"])
def test_an_older_one_stands_behind_ours(project: Project, version: str) -> None:
    answer = project.python(_CHOSEN, PATH=path_with(put_node(project, "system", version)))
    ours = project.folder / ".tools" / "node" / "bin"
    assert json.loads(answer.stdout)["PATH"].startswith(f"{ours}{os.pathsep}")
    assert "requirements/node.txt" in project.uv_calls


def test_the_web_lane_of_the_tests_uses_the_same_node(project: Project) -> None:
    path = path_with(put_node(project, "system", "v18.0.0", works=False))
    put_node(project, ".tools/node/bin", "v22.3.0")
    answer = project.run(sys.executable, "tools/test.py", "web", PATH=path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "npm beside .tools/node/bin\nv22.3.0\n" in answer.stdout


def test_the_oldest_node_is_that_of_the_web_parts(project: Project) -> None:
    engines = json.loads((ROOT / "web" / "package.json").read_text("utf-8"))["engines"]
    answer = project.python("import environments; print(environments._OLDEST_NODE)")
    assert answer.stdout.strip() == "({}, {})".format(*engines["node"].lstrip(">=").split("."))
