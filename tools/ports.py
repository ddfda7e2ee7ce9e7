"""Which ports the service and the engine get; looked at before anything is built, since that takes minutes."""

from __future__ import annotations

import errno
import os
import socket

from console import stop

_SERVICE = 8000
_ENGINE = 5005


def service_port() -> int:
    """Give PORT, or the usual one, when it is free; else stop with what to do."""
    port = _wanted("PORT", _SERVICE)
    _check_free("PORT", port)
    return port


def engine_port(service: int) -> int:
    """Give ENGINE_PORT when it is free, else stop; without a wish any free one: only we need to know it."""
    if not os.environ.get("ENGINE_PORT"):
        usual_one_is_ours = service != _ENGINE and _problem(_ENGINE) == 0
        return _ENGINE if usual_one_is_ours else _any_but(service)
    port = _wanted("ENGINE_PORT", _ENGINE)
    if port == service:
        stop(f"PORT and ENGINE_PORT are both {port}: leave ENGINE_PORT out, or choose another.")
    _check_free("ENGINE_PORT", port)
    return port


def check_ports() -> None:
    """Stop with one line if `make run` could not listen where it is told to."""
    engine_port(service_port())


def _wanted(name: str, usual: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        stop(
            f"{name}={text} is no port: give a number from 1 to 65535, e.g. {name}={usual + 80} make run"
        )
    return int(text)


def _check_free(name: str, port: int) -> None:
    problem = _problem(port)
    if problem == errno.EACCES:
        stop(
            f"Port {port} is for administrators: choose one above 1023: {name}={port % 1000 + 8000} make run"
        )
    if problem:
        other = port + 80 if port < 65000 else port - 80
        stop(f"Port {port} is taken: stop what uses it, or choose another: {name}={other} make run")


def _problem(port: int) -> int:
    """Give the system's error number for listening there, 0 when it can be done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0


def _any_but(service: int) -> int:
    port = service
    while port == service:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
    return port
