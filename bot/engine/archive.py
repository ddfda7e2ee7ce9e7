"""Which model may be opened: one that our trainer made, looked at before anything is unpacked.

Rasa imports the class that a model's metadata names and loads what lies in it, so a model from
elsewhere could run any code. Five things are checked: the place, the hash on its card (written by
`bot.train`), the kind and names of its members, their size, and the components it names.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from bot.engine.errors import ModelRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_END = ".tar.gz"
_MOST_MEMBERS = 5_000
_MOST_BYTES = 1_500_000_000
_METADATA_BYTES = 50_000_000
_OURS = ("bot.nlu.", "bot.dialogue.")
# Rasa adds these to every model, whatever config.yml says.
_INFRASTRUCTURE = frozenset(
    f"rasa.{name}"
    for name in (
        "core.policies.ensemble.DefaultPolicyPredictionEnsemble",
        "graph_components.converters.nlu_message_converter.NLUMessageConverter",
        "graph_components.providers.domain_for_core_training_provider.DomainForCoreTrainingProvider",
        "graph_components.providers.domain_provider.DomainProvider",
        "graph_components.providers.forms_provider.FormsProvider",
        "graph_components.providers.nlu_training_data_provider.NLUTrainingDataProvider",
        "graph_components.providers.responses_provider.ResponsesProvider",
        "graph_components.providers.rule_only_provider.RuleOnlyDataProvider",
        "graph_components.providers.story_graph_provider.StoryGraphProvider",
        "graph_components.providers.training_tracker_provider.TrainingTrackerProvider",
        "graph_components.validators.default_recipe_validator.DefaultV1RecipeValidator",
        "graph_components.validators.finetuning_validator.FinetuningValidator",
        "nlu.classifiers.regex_message_handler.RegexMessageHandler",
    )
)
_RASA_PLACES = ("rasa.nlu.", "rasa.core.policies.")


@dataclass(frozen=True)
class Allowed:
    """The components that a model may have: names of classes, and where their modules lie."""

    names: frozenset[str]
    places: tuple[str, ...]

    def __contains__(self, used: str) -> bool:
        name = used.rpartition(".")[2]
        return used in _INFRASTRUCTURE or (name in self.names and used.startswith(self.places))


def allowed_by(config: Path, *, ours: tuple[str, ...] = _OURS) -> Allowed:
    """Allow what this config.yml uses; `ours` are the beginnings of module paths of our own."""
    read = yaml.safe_load(config.read_text(encoding="utf-8"))
    names = (str(part["name"]) for part in (*read["pipeline"], *read["policies"]))
    return Allowed(frozenset(name.rpartition(".")[2] for name in names), (*ours, *_RASA_PLACES))


def inside(path: str, models: Path) -> Path:
    """Give the archive that a caller named, if it lies in the models folder.

    Raises: ModelRefusedError: it lies elsewhere, also by way of `..` or a link, or is no archive.
    """
    try:
        # A relative path counts from the project, as `models/<name>.tar.gz`, or from the folder.
        folder = models.resolve(strict=True)
        given = folder.parent / path
        found = (given if given.exists() else folder / path).resolve(strict=True)
    except (OSError, ValueError) as error:
        raise ModelRefusedError("There is no such model in the models folder.") from error
    if found.parent != folder or not found.name.endswith(_END) or not found.is_file():
        raise ModelRefusedError("There is no such model in the models folder.")
    return found


def name_of(archive: Path) -> str:
    """Name a model, as answers and health do."""
    return archive.name.removesuffix(_END)


def checked_copy(archive: Path, folder: Path, *, allowed: Allowed) -> Path:
    """Copy a model to a place of our own and check the copy, so that nothing changes in between.

    Raises: ModelRefusedError: names what is wrong with it.
    """
    copy = folder / archive.name
    try:
        shutil.copyfile(archive, copy)
        _check_card(archive, copy)
        with tarfile.open(copy, mode="r:gz") as opened:
            _check_components(_metadata(opened), allowed)
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise ModelRefusedError(
            f"{archive.name} is no whole model ({type(error).__name__})."
        ) from error
    return copy


def _check_card(archive: Path, copy: Path) -> None:
    card = archive.with_name(f"{name_of(archive)}.json")
    if not card.is_file():
        raise ModelRefusedError(f"{archive.name} has no card beside it: make it with `make train`.")
    wanted = json.loads(card.read_text(encoding="utf-8"))["sha256"]
    with copy.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != wanted:
        raise ModelRefusedError(f"{archive.name} is not the file that its card describes.")


def _metadata(opened: tarfile.TarFile) -> dict[str, Any]:
    """Look at all members, then read the metadata without unpacking."""
    metadata: tarfile.TarInfo | None = None
    total = 0
    for count, member in enumerate(opened):
        total += max(member.size, 0)
        if count > _MOST_MEMBERS or total > _MOST_BYTES:
            raise ModelRefusedError("The model is larger unpacked than a model can be.")
        if not _is_expected(member):
            raise ModelRefusedError("The model holds a file that a model does not have.")
        if member.name.removeprefix("./") == "metadata.json":
            metadata = member
    content = opened.extractfile(metadata) if metadata else None
    if metadata is None or content is None or metadata.size > _METADATA_BYTES:
        raise ModelRefusedError("The model has no metadata.")
    read: dict[str, Any] = json.loads(content.read())
    return read


def _is_expected(member: tarfile.TarInfo) -> bool:
    parts = [part for part in member.name.split("/") if part not in {"", "."}]
    if ".." in parts or member.name.startswith("/") or not (member.isfile() or member.isdir()):
        return False
    return not parts or parts[0] == "components" or parts == ["metadata.json"]


def _check_components(metadata: dict[str, Any], allowed: Allowed) -> None:
    for schema in ("train_schema", "predict_schema"):
        for used in _used(metadata[schema]):
            if used not in allowed:
                raise ModelRefusedError(f"The model has a component we do not use: {used[:100]}.")


def _used(schema: dict[str, Any]) -> Iterator[str]:
    for node in schema["nodes"].values():
        yield str(node["uses"])
