from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.labels import TOPICS, Role, Signal
from bot.nlu.component import labels_of
from tests.bot.nlu.conftest import DATA, blocks

LANGUAGES = ("fr", "nl")
_SIGNALS = {signal.value for signal in Signal}
# What is added in the middle of a chat fits no topic by itself; Rasa wants an intent all the same.
_FRAGMENTS = "fragments"
_FILES = (*TOPICS, _FRAGMENTS)
_ALWAYS_WITH = {"attempt_now": "suicide", "abuser_close": "known_offline"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_one_file_per_topic(language: str) -> None:
    assert {file.stem for file in (DATA / language).glob("*.yml")} == set(_FILES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", _FILES)
def test_labels_are_valid(language: str, topic: str) -> None:
    for block in blocks(language, topic):
        labels = block["metadata"]
        assert block["intent"] == ("out_of_scope" if topic == _FRAGMENTS else topic)
        assert labels.get("fragment", False) is (topic == _FRAGMENTS)
        assert labels["language"] == language
        assert labels["role"] in {role.value for role in Role}
        assert set(labels["signals"]) <= _SIGNALS
        assert list(labels["signals"]) == sorted(labels["signals"])
        for stated, implied in _ALWAYS_WITH.items():
            # i_spread: known_offline is not set by the writer's own acts (labels.md).
            if stated in labels["signals"] and topic != "i_spread":
                assert implied in labels["signals"], block


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", _FILES)
def test_a_file_says_what_belongs_in_it(language: str, topic: str) -> None:
    text = (DATA / language / f"{topic}.yml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert topic in text.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", _FILES)
def test_rasa_reads_each_line_as_it_stands(language: str, topic: str) -> None:
    """Brackets, dashes and hashes must not be taken for Rasa's or YAML's own signs."""
    read = RasaYAMLReader().read(str(DATA / language / f"{topic}.yml")).training_examples
    written = [
        line.removeprefix("- ")
        for block in blocks(language, topic)
        for line in block["examples"].splitlines()
    ]
    assert [example.get("text") for example in read] == written
    assert not any(example.get("entities") for example in read)
    assert all(labels_of(example)["role"] for example in read)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rare_dangers_have_enough_lines(language: str) -> None:
    rare = ("forced_harm", "attempt_now", "exploitation", "worried_about_self")
    count = dict.fromkeys(rare, 0)
    for topic in TOPICS:
        for block in blocks(language, topic):
            lines = len(block["examples"].splitlines())
            for name in {*block["metadata"]["signals"], topic} & set(count):
                count[name] += lines
    assert min(count.values()) >= 250, count


def test_no_line_stands_under_two_topics() -> None:
    topics: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for topic in _FILES:
            for block in blocks(language, topic):
                for line in block["examples"].splitlines():
                    topics.setdefault(line.removeprefix("- "), set()).add(topic)
    assert {line: found for line, found in topics.items() if len(found) > 1} == {}
