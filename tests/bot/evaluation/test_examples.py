from __future__ import annotations

import pytest

from bot.evaluation.examples import (
    ROOT,
    SAMPLES,
    Line,
    near_pairs,
    problems,
    read_lines,
    read_measured,
)


def line(text: str, *labels: str, topic: str = "police", language: str = "fr") -> Line:
    return Line(language, topic, ("role self", *labels), text)


def test_lines_nearly_the_same_are_found_once_and_short_ones_left_alone() -> None:
    texts = [
        "comment je porte plainte à la police demain",
        "comment je porte plainte a la police demain ?",
        "il neige sur la mer du nord ce soir encore",
        "oui",
        "oui !",
    ]
    assert [(one, other) for one, other, _ in near_pairs(texts, least=0.7)] == [(0, 1)]


def test_what_is_nearly_the_same_and_labelled_otherwise_is_named() -> None:
    lines = [
        line("je me suis coupée encore hier soir", "suicide", topic="feeling_bad"),
        line("je me suis coupée encore hier soir.", topic="feeling_bad"),
    ]
    assert any(found.startswith("labelled otherwise") for found in problems(lines, []))


def test_short_lines_of_the_same_words_are_named_when_labelled_otherwise() -> None:
    lines = [
        line("Merci !", topic="thanks"),
        line("merci", topic="goodbye"),
        line("humain", topic="talk_to_human"),
        line("humain ?", topic="are_you_human"),
        line("😭", topic="feeling_bad"),
        line("👍", topic="affirm"),
    ]
    found = [problem for problem in problems(lines, []) if problem.startswith("labelled")]
    assert len(found) == 1
    assert "'Merci !' and goodbye role self: 'merci'" in found[0]


def test_a_line_close_to_what_is_measured_is_named() -> None:
    lines = [line("est-ce que la police regarde mon gsm en entier")]
    found = list(problems(lines, ["est ce que la police regarde mon gsm en entier ?"]))
    assert any(problem.startswith("close to a message measured") for problem in found)


def test_thin_topics_and_signals_and_uneven_languages_are_named() -> None:
    lines = [
        *(line(f"{'abcdefghij'[n % 10] * 30} {n}") for n in range(70)),
        line("een zin in het nederlands over de politie", language="nl"),
    ]
    found = "\n".join(problems(lines, []))
    assert "thin: nl police has 1 lines" in found
    assert "thin: fr police" not in found
    assert "thin: fr suicide has 0 lines" in found
    assert "thin: fr has 70 lines" in found
    assert "uneven: police" in found


def test_the_examples_have_none_of_these() -> None:
    held_out = read_measured(sorted((ROOT / "tests" / "understanding").glob("**/*.jsonl")))
    assert list(problems(read_lines(), held_out)) == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the evaluation lines are not on this machine")
def test_no_example_is_close_to_a_sample() -> None:
    texts = [line.text for line in read_lines()]
    samples = read_measured(sorted(SAMPLES.glob("*.jsonl")))
    assert [
        (texts[one], samples[two]) for one, two, _ in near_pairs(texts, samples, least=0.75)
    ] == []
