"""A model is opened only if our trainer made it; a tampered one is refused before it is unpacked."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.archive import Allowed, allowed_by, checked_copy, inside, name_of
from bot.engine.errors import ModelRefusedError
from bot.engine.settings import ROOT
from tests.bot.engine.fixtures.tampering import add_member, change_metadata, write_card

if TYPE_CHECKING:
    from collections.abc import Callable

_CONFIG = Path(__file__).parent / "fixtures" / "project" / "config.yml"
_ALLOWED = allowed_by(_CONFIG, ours=("fixture_bot.",))


@pytest.fixture
def model(models: Path) -> Path:
    return models / "first.tar.gz"


def test_what_the_trainer_made_is_copied(model: Path, tmp_path: Path) -> None:
    copy = checked_copy(model, tmp_path, allowed=_ALLOWED)
    assert copy.parent == tmp_path
    assert copy.read_bytes() == model.read_bytes()
    assert name_of(copy) == "first"


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = link
    return member


def _uses(component: str) -> Callable[[dict[str, Any]], None]:
    def change(metadata: dict[str, Any]) -> None:
        nodes = metadata["predict_schema"]["nodes"]
        nodes[min(nodes)]["uses"] = component

    return change


@pytest.mark.parametrize(
    "member",
    [
        _member("../evil.py"),
        _member("components/../../evil.py"),
        _member("/etc/evil"),
        _member("evil.py"),
        _member("bot/nlu/evil.py"),
        _member("components/link", tarfile.SYMTYPE, "/etc/passwd"),
        _member("components/link", tarfile.LNKTYPE, "metadata.json"),
        _member("components/fifo", tarfile.FIFOTYPE),
        _member("components/device", tarfile.CHRTYPE),
    ],
    ids=lambda member: f"{member.name}-{member.type!r}",
)
def test_a_member_that_no_model_has_is_refused(
    model: Path, tmp_path: Path, member: tarfile.TarInfo
) -> None:
    add_member(model, member)
    with pytest.raises(ModelRefusedError, match="a file that a model does not have"):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


@pytest.mark.parametrize(
    "component",
    [
        "os.system",
        "subprocess.Popen",
        "fixture_bot.actions.misbehaving.ActionMisbehave",
        "evil.keyword_reader.KeywordReader",
        "rasa.nlu.classifiers.diet_classifier.DIETClassifier",
        "rasa.core.policies.rule_policy.RulePolicy.evil",
    ],
)
def test_a_component_that_config_does_not_use_is_refused(
    model: Path, tmp_path: Path, component: str
) -> None:
    change_metadata(model, _uses(component))
    with pytest.raises(ModelRefusedError, match="a component we do not use"):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


def test_one_changed_byte_is_noticed(model: Path, tmp_path: Path) -> None:
    changed = bytearray(model.read_bytes())
    changed[len(changed) // 2] ^= 1
    model.write_bytes(changed)
    with pytest.raises(ModelRefusedError, match="not the file that its card describes"):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b"])
def test_what_is_no_archive_is_refused(model: Path, tmp_path: Path, content: bytes) -> None:
    model.write_bytes(content)
    write_card(model)
    with pytest.raises(ModelRefusedError, match="no whole model"):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


def test_half_an_archive_is_refused(model: Path, tmp_path: Path) -> None:
    model.write_bytes(model.read_bytes()[:1500])
    write_card(model)
    with pytest.raises(ModelRefusedError, match="no whole model"):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


@pytest.mark.parametrize("card", [None, "", "{}", "[]", '{"sha256": 3}'])
def test_a_model_needs_its_card(model: Path, tmp_path: Path, card: str | None) -> None:
    file = model.with_name("first.json")
    file.unlink() if card is None else file.write_text(card, encoding="utf-8")
    with pytest.raises(ModelRefusedError):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


def test_an_archive_that_unpacks_to_too_much_is_refused(model: Path, tmp_path: Path) -> None:
    member = _member("components/zeros")
    with tarfile.open(model, "w:gz") as opened:
        member.size = 0
        for _ in range(5_100):
            opened.addfile(member)
    write_card(model)
    with pytest.raises(ModelRefusedError, match="larger unpacked"):
        checked_copy(model, tmp_path, allowed=_ALLOWED)


def test_a_model_is_found_by_name_or_from_the_project(models: Path) -> None:
    wanted = (models / "first.tar.gz").resolve()
    assert inside("first.tar.gz", models) == wanted
    assert inside("models/first.tar.gz", models) == wanted
    assert inside(str(wanted), models) == wanted


def test_a_path_that_leads_out_of_the_folder_is_refused(models: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.tar.gz"
    outside.write_bytes((models / "first.tar.gz").read_bytes())
    write_card(outside)
    (models / "link.tar.gz").symlink_to(outside)
    (models / "folder.tar.gz").mkdir()
    (models / "below").mkdir()
    (models / "below" / "x.tar.gz").touch()
    for path in (
        *("../outside.tar.gz", "models/../outside.tar.gz", str(outside), "link.tar.gz"),
        *("first.json", "none.tar.gz", "folder.tar.gz", "below/x.tar.gz", "", ".", "a\0b"),
    ):
        with pytest.raises(ModelRefusedError):
            inside(path, models)


def test_the_config_of_the_project_allows_our_components_and_no_others() -> None:
    allowed = allowed_by(ROOT / "config.yml")
    assert isinstance(allowed, Allowed)
    assert "bot.dialogue.danger_policy.DangerPolicy" in allowed
    assert "rasa.core.policies.rule_policy.RulePolicy" in allowed
    assert "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier" in allowed
    assert "rasa.core.policies.ted_policy.TEDPolicy" not in allowed
    assert "evil.RulePolicy" not in allowed
