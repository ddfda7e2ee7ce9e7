"""How it is said: short, kind, without blame, promise, slang or the wrong services."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.content import FIXED
from tests.bot.content.wording import sentences, without_quotes, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.content import Content

CALM, DANGER = 3, 4
MOST_WORDS_ON_AVERAGE = 14
MOST_WORDS = 26
# A Sunday night and a Monday afternoon on which the French lines are closed and open.
CLOSED = dt.datetime.fromisoformat("2026-11-29T03:00:00+01:00")
OPEN = dt.datetime.fromisoformat("2026-11-30T15:00:00+01:00")
# The only texts that hold several languages at once.
MIXED = {"utter_opening_both", "utter_other_language"}

# Never, in no text, button or link (contract §3 "Never", facts.md 7.1).
FORBIDDEN = {
    "fr": [
        r"stopncii",
        r"report remove",
        r"pourquoi (tu )?as[- ]tu",
        r"tu aurais dû",
        r"la prochaine fois",
        r"il ne fallait pas",
        r"naïf|naïve|stupide|bêtise|imprudent",
        r"pédoporno|porno enfantine|revenge porn",
        r"\b(tes|vos) parents\b",
        r"\b(ta|ton) (mère|maman|père|papa|copine|copain)\b",
        r"promets? que",
        r"c'est promis",
        r"promis[,.!]",
        r"ils? ne (posteront|publieront|postera|publiera)",
        r"jamais (posté|publié)",
        r"sera(ont)? (retirée?s?|supprimée?s?|effacée?s?|arrêtée?s?|remboursée?s?)",
        r"tout (sera|va être) (effacé|retiré|supprimé)",
        r"personne (ne )?(le )?saura",
        r"(reste|restera) (un )?secret",
        r"tu ne seras (pas|jamais) puni",
        r"aucune (punition|sanction)",
        r"tu récupéreras",
        r"envoie[- ](moi|nous)",
        r"montre[- ](moi|nous) (la|l'|une) (photo|image|vidéo)",
        r"(quel est|donne|dis)[- ]?(moi )?ton (nom|adresse|mot de passe)",
        r"victime consentante",
    ],
    "nl": [
        r"stopncii",
        r"report remove",
        r"waarom heb je",
        r"je had (moeten|beter)",
        r"volgende keer",
        r"naïef|dom\b|stom\b|onvoorzichtig",
        r"kinderporno|wraakporno|revenge porn",
        r"\b(je|jouw|uw) ouders\b",
        r"\b(je|jouw) (mama|moeder|papa|vader|vriendje|lief)\b",
        r"beloofd[,.!]|ik beloof|we beloven",
        r"zullen? (het )?niet (posten|doen)",
        r"nooit (gepost|online)",
        r"zal (verwijderd|gewist|opgepakt|terugbetaald) worden",
        r"wordt (zeker|altijd) (verwijderd|gewist)",
        r"alles (zal|wordt) (verwijderd|gewist)",
        r"niemand (zal )?(het )?(weten|te weten)",
        r"blijft (een )?geheim",
        r"geen straf krijg|niet gestraft",
        r"je krijgt (je|het) geld terug",
        r"stuur (mij|me|ons)\b",
        r"(wat is|geef|zeg) (mij |me )?je (naam|adres|wachtwoord)\b",
    ],
}
# "C'est promis" is said of a meeting that the other holds the child to: taken out before the search.
ALLOWED = (
    "même si c'est promis",
    "geef je wachtwoord aan niemand",
    "ne donne ton mot de passe à personne",
)

TU = re.compile(r"\b(tu|ton|ta|tes|toi|te)\b|\bt'", re.IGNORECASE)
JE = re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
VOUS = re.compile(r"\b(vous|votre|vos)\b", re.IGNORECASE)
U = re.compile(r"\b(u|uw)\b", re.IGNORECASE)


def _shown(variations: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str, str]]:
    for name, both in variations.items():
        for each in both:
            language = each["condition"][0]["value"] if "condition" in each else "fr"
            metadata = each.get("metadata", {})
            yield name, language, each["text"]
            yield name, language, metadata.get("more", "")
            for button in each.get("buttons", []):
                yield name, language, button["title"]
            for link in metadata.get("links", []):
                yield name, language, f"{link['label']} {link['href']}"


def _filled(
    content: Content, name: str, language: str, *, help_now: str, now: dt.datetime | None = None
) -> str:
    values = {"minutes": "10", "step_label": "Bloquer", "situation_label": "Chantage"}
    waiting = content.text(help_now, language, values)
    hours = content.hours(language, now)
    return content.text(name, language, {**values, **hours, "help": waiting})


def test_nothing_forbidden_is_ever_said(variations: dict[str, list[dict[str, Any]]]) -> None:
    for name, language, shown in _shown(variations):
        text = shown.lower().replace("’", "'")
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        for pattern in FORBIDDEN[language]:
            assert not re.search(pattern, text), f"{name} says {pattern}: {shown}"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Parle à tes parents."),
        ("fr", "Tu aurais dû le savoir."),
        ("fr", "Promis, personne ne le saura."),
        ("nl", "Vertel het aan je ouders."),
        ("nl", "Waarom heb je dat gestuurd?"),
        ("nl", "De foto zal verwijderd worden."),
    ],
)
def test_the_list_of_what_is_forbidden_finds(language: str, sentence: str) -> None:
    assert any(re.search(pattern, sentence.lower()) for pattern in FORBIDDEN[language])


@pytest.mark.parametrize(
    "help_now", ["utter_help_open_wait", "utter_help_open", "utter_help_closed"]
)
@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("now", [None, CLOSED, OPEN])
def test_a_bubble_is_short(
    content: Content, language: str, help_now: str, now: dt.datetime | None
) -> None:
    for name in content.responses:
        if name in MIXED:
            continue
        said = sentences(_filled(content, name, language, help_now=help_now, now=now))
        most = DANGER if name.startswith("utter_danger_") else CALM
        lengths = [len(words(sentence)) for sentence in said]
        assert len(said) <= most, f"{name} {language}: {said}"
        assert sum(lengths) / len(lengths) <= MOST_WORDS_ON_AVERAGE, f"{name} {language}: {said}"
        assert max(lengths) <= MOST_WORDS, f"{name} {language}: {said}"


def test_a_company_line_asks_nothing(content: Content) -> None:
    for name in (*content.company.lines, content.company.quiet):
        for language in ("fr", "nl"):
            assert "?" not in content.text(name, language, {})


def test_an_adult_is_never_called_tu_or_je(content: Content) -> None:
    for name in _said_to_adults(content):
        for danger in (False, True):
            variant = content.variant(name, role="adult", danger=danger)
            french = without_quotes(content.text(variant, "fr", {}))
            dutch = without_quotes(content.text(variant, "nl", {}))
            assert not TU.search(french), f"{variant}: {french}"
            assert not JE.search(dutch), f"{variant}: {dutch}"


def test_a_young_person_is_never_called_vous_or_u(content: Content) -> None:
    for name in content.responses:
        plural = name.endswith("_friend") or "_friend_" in name
        adults_only = name.endswith(("_adult", "police_101")) or "_adult_" in name
        if name in MIXED or plural or adults_only:
            continue
        french = without_quotes(content.text(name, "fr", {})).replace("rendez-vous", "")
        dutch = without_quotes(content.text(name, "nl", {}))
        # "Vous" of two people at once (with the adult they chose) is no address of one.
        together = ("proof_with_adult", "ask_safe_adult", "entre vous", "call_116000", "sexting")
        if not any(word in f"{name} {french}" for word in together):
            assert not VOUS.search(french), f"{name}: {french}"
        assert not U.search(dutch), f"{name}: {dutch}"


def _said_to_adults(content: Content) -> set[str]:
    names = set(FIXED) - {"utter_opening", *MIXED}
    items: set[str] = set()
    for situation in content.situations.values():
        row = situation.rows["adult"]
        names.add(row.first)
        items.update(item.id for item in row.items)
    for signal in content.signals.values():
        names.update([signal.first] if signal.first else [])
        items.update(item.id for item in signal.items)
        items.update([signal.asks] if signal.asks else [])
    for answer in content.answers.values():
        names.update((answer.default, *answer.by_situation.values()))
        items.update([answer.asks] if answer.asks else [])
    for item in items:
        names.update(_texts_of(item, content))
    return names | {*content.company.lines, content.company.quiet}


def _texts_of(item: str, content: Content) -> set[str]:
    step = content.steps.get(item)
    if step is not None:
        return {step.say, step.why, step.how, step.cant, *step.how_app.values()}
    question = content.questions[item]
    thens = {answer.then for answer in question.answers.values() if answer.then}
    return {question.say, *question.again, *thens}
