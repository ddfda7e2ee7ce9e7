"""Keeps Rasa quiet: its log lines and its telemetry carry what visitors write."""

from __future__ import annotations

import logging
import os

import structlog

_LOUD = (
    "rasa",
    "rasa_sdk",
    "tensorflow",
    "dask",
    "apscheduler",
    "matplotlib",
    "asyncio",
    "py.warnings",
)


def silence_rasa() -> None:
    """Switch off everything that Rasa writes by itself; to be called before it is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    for name in _LOUD:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
    # Without a configuration structlog prints every event, texts and slots included, to stdout.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=True,
    )
    # Rasa's packages set filters of their own, so warnings are taken where they come out.
    logging.captureWarnings(capture=True)
