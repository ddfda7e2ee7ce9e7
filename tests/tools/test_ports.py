"""The ports are looked at before anything is built; each refusal is one line."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.support.stack import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.conftest import Project

_BOTH = "import ports; port = ports.service_port(); print(port, ports.engine_port(port))"


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield str(listening.getsockname()[1])


def refusal(project: Project, **environment: str) -> str:
    answer = project.run("make", "-s", "run", **environment)
    assert answer.returncode != 0
    assert answer.stdout == ""
    lines = [line for line in answer.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(lines) == 1, answer.stderr
    assert project.uv_calls == ""
    return lines[0]


@pytest.mark.parametrize("name", ["PORT", "ENGINE_PORT"])
@pytest.mark.parametrize("value", ["x", "0", "65536", "-1", "8000.5", "²", "80 80"])
def test_what_is_no_port_is_refused_before_anything_is_built(
    project: Project, name: str, value: str
) -> None:
    usual = {"PORT": str(free_port())}
    assert refusal(project, **(usual | {name: value})).startswith(f"✗ {name}={value} is no port: ")


def test_a_taken_port_is_refused_before_anything_is_built(project: Project, taken: str) -> None:
    assert refusal(project, PORT=taken).startswith(f"✗ Port {taken} is taken: ")
    assert refusal(project, PORT=str(free_port()), ENGINE_PORT=taken).startswith(
        f"✗ Port {taken} is taken: "
    )


def test_engine_and_service_are_not_told_the_same_port(project: Project) -> None:
    port = str(free_port())
    assert "are both" in refusal(project, PORT=port, ENGINE_PORT=port)


def test_a_service_on_the_usual_port_of_the_engine_leaves_it_another(project: Project) -> None:
    usual = free_port()
    code = _BOTH.replace("port =", f"ports._ENGINE = {usual}; port =")
    service, engine = project.python(code, PORT=str(usual)).stdout.split()
    assert service == str(usual) != engine


def test_an_engine_whose_usual_port_is_taken_gets_another(project: Project, taken: str) -> None:
    code = _BOTH.replace("port =", f"ports._ENGINE = {taken}; port =")
    service, engine = project.python(code, PORT=str(free_port())).stdout.split()
    assert len({service, engine, taken}) == 3


def test_ports_that_are_free_are_taken_as_told(project: Project) -> None:
    wanted = [str(free_port()), str(free_port())]
    answer = project.python(_BOTH, PORT=wanted[0], ENGINE_PORT=wanted[1])
    assert answer.stdout.split() == wanted
