"""Reads the project's files as Rasa does, but data/nlu only once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rasa.shared.importers.rasa import RasaFileImporter

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.training_data import TrainingData


class OnceImporter(RasaFileImporter):  # type: ignore[misc]  # Rasa carries no types
    """Rasa's importer, remembering the examples: a training asks for them three times, ten seconds each."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:  # noqa: ARG002 - Rasa's signature
        """Read the examples of data/nlu; whoever changes them copies them first, as Rasa does."""
        return self._nlu_data

    @cached_property
    def _nlu_data(self) -> TrainingData:
        return super().get_nlu_data()
