"""How it is said: short, kind, without blame, promise, slang or the wrong services."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.content import FIXED, ROOT
from bot.dialogue.content_check import is_single
from bot.project_files import load_yaml
from tests.bot.content.wording import long_words, sentences, without_quotes, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Step, TopicAnswer

# In danger no bubble is longer than in calm; the state of help in {help} counts as a sentence.
MOST_SENTENCES = 3
MOST_WORDS_ON_AVERAGE = 11
MOST_WORDS = 16
# How many of the words that a young person reads may have more than six letters: the "long words" of
# the readability index LIX, made for Swedish and used for French and Dutch as well. Its other half is
# the length of the sentences, bounded above. The bounds are the shares of November 2026, rounded up.
MOST_LONG_WORDS = {"fr": 0.15, "nl": 0.15}
# A Sunday night and a Monday afternoon on which the French lines are closed and open.
CLOSED = dt.datetime.fromisoformat("2026-11-29T03:00:00+01:00")
OPEN = dt.datetime.fromisoformat("2026-11-30T15:00:00+01:00")


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
        # Nothing is assumed of papers, home, family, partner, body or gender (issue 6, point 5).
        r"\b(les|tes|vos|ses|leurs) papiers\b|carte d'identité|passeport|séjour|itsme",
        r"à la maison|chez (toi|vous)\b|ta chambre|ton foyer",
        r"\b(ta|votre|sa|leur) famille\b|de famille\b|l'honneur",
        r"\bpetite?s? amie?s?\b|\bhétéro|\bhomo\b|coming[- ]out",
        r"\bhandicap|\banormal|debout|cours vers",
        r"\bcelui (ou celle )?qui\b|garçons? (et|ou) (de |des |les )?filles?",
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
        r"\b(de|je|uw|hun) papieren\b|identiteitskaart|paspoort|verblijfs|itsme",
        r"\bthuis\b|je kamer|je leefgroep",
        r"\b(je|uw|hun) (familie|gezin)\b|huisarts|\bde eer\b",
        r"\b(vriendje|vriendinnetje|lief)\b(?! lijkt)|\bhetero|\bhomo\b|coming[- ]out",
        r"\bhandicap|\bbeperking|abnormaal|sta op|loop naar",
        r"\bhij of zij\b|jongens? (en|of) meisjes?|\bdegene die\b",
    ],
}
# "C'est promis" is said of a meeting that the other holds the child to: taken out before the search.
ALLOWED = (
    "même si c'est promis",
    "geef je wachtwoord aan niemand",
    "ne donne ton mot de passe à personne",
)

TU = re.compile(r"\b(tu|ton|ta|tes|toi|te)\b|\bt'", re.IGNORECASE)
# Orders to one young person need no pronoun: "Signale l'adresse."
TU_ORDERS = re.compile(
    r"(?:^|[.;:!?,] )(?:puis |ne |n')?(?:appelle|copie|signale|garde|note|choisis|dis|écris|cherche"
    r"|ouvre|efface|envoie|télécharge|quitte|parle|va|reste|demande)\b",
    re.IGNORECASE,
)
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
        assert not _forbidden(language, shown), f"{name}: {shown}"


def _forbidden(language: str, shown: str) -> list[str]:
    text = shown.lower().replace("’", "'")
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return [pattern for pattern in FORBIDDEN[language] if re.search(pattern, text)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Parle à tes parents."),
        ("fr", "Tu aurais dû le savoir."),
        ("fr", "Promis, personne ne le saura."),
        ("nl", "Vertel het aan je ouders."),
        ("nl", "Waarom heb je dat gestuurd?"),
        ("nl", "De foto zal verwijderd worden."),
        ("fr", "Prends tes papiers avec toi."),
        ("fr", "Attends d'être à la maison."),
        ("fr", "Parle à un médecin de famille."),
        ("fr", "C'est celui qui partage."),
        ("fr", "Ton petit ami insiste."),
        ("nl", "Neem je papieren mee."),
        ("nl", "Ga naar de huisarts."),
        ("nl", "Wacht tot je thuis bent."),
        ("nl", "Bij veel jongens en meisjes."),
        ("nl", "Jouw lief dringt aan."),
    ],
)
def test_the_list_of_what_is_forbidden_finds(language: str, sentence: str) -> None:
    assert _forbidden(language, sentence)


@pytest.mark.parametrize(
    "help_now", ["utter_help_open_wait", "utter_help_open", "utter_help_late", "utter_help_closed"]
)
@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("now", [None, CLOSED, OPEN])
def test_a_bubble_is_short(
    content: Content, language: str, help_now: str, now: dt.datetime | None
) -> None:
    for name in content.responses:
        if is_single(name):
            continue
        said = sentences(_filled(content, name, language, help_now=help_now, now=now))
        lengths = [len(words(sentence)) for sentence in said]
        assert len(said) <= MOST_SENTENCES, f"{name} {language}: {said}"
        assert sum(lengths) / len(lengths) <= MOST_WORDS_ON_AVERAGE, f"{name} {language}: {said}"
        assert max(lengths) <= MOST_WORDS, f"{name} {language}: {said}"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_young_person_reads_short_words(content: Content, language: str) -> None:
    texts = [
        response.wording(language).text
        for name, response in content.responses.items()
        if not is_single(name) and not _for_adults_only(name)
    ]
    long, all_words = long_words(texts)
    assert len(long) / len(all_words) <= MOST_LONG_WORDS[language]


def test_a_colon_or_a_number_hides_no_length() -> None:
    assert len(sentences("Appelle maintenant : je reste là ; dis où tu es.")) == 1
    assert len(words("Appelle le 116 000 : gratuit.")) == 4
    long, all_words = long_words(["Maintenant, l'enfant appelle {child_focus_phone}."])
    assert (long, len(all_words)) == (["Maintenant", "appelle"], 4)


# What the service says by itself when the engine is silent. It carries all numbers at once, so the
# three sentences of a bubble do not bind it; each sentence is short all the same.
def _said_by_the_service(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    service = load_yaml(ROOT / "service" / "texts.yml")
    for language in ("fr", "nl"):
        yield language, facts["safety_reply"][language]["text"]
        yield language, service["safety_reply"][language]["text"]
        yield language, " ".join(service["opening"][language])
        for error in service["errors"].values():
            yield language, error[language]


def test_what_the_service_says_is_worded_alike(facts: dict[str, Any]) -> None:
    for language, text in _said_by_the_service(facts):
        assert not _forbidden(language, text), text
        assert not (VOUS if language == "fr" else U).search(text), text
        for sentence in sentences(text):
            assert len(words(sentence)) <= MOST_WORDS, sentence


def test_erasing_is_named_as_in_the_menu(content: Content) -> None:
    menu = (ROOT / "web" / "widget" / "src" / "dialogs" / "MenuSheet.tsx").read_text("utf-8")
    labels = dict(zip(("fr", "nl"), re.findall(r'erase: "(.*)"', menu), strict=True))
    for language, label in labels.items():
        for name in ("utter_delete_chat", "utter_delete_chat_adult"):
            assert label in content.text(name, language, {})


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
            assert not TU_ORDERS.search(french), f"{variant}: {french}"
            assert not JE.search(dutch), f"{variant}: {dutch}"


def test_a_young_person_is_never_called_vous_or_u(content: Content) -> None:
    for name in content.responses:
        plural = name.endswith("_friend") or "_friend_" in name
        if is_single(name) or plural or _for_adults_only(name):
            continue
        french = without_quotes(content.text(name, "fr", {})).replace("rendez-vous", "")
        dutch = without_quotes(content.text(name, "nl", {}))
        # "Vous" of two people at once (with the adult they chose) is no address of one.
        together = ("proof_with_adult", "ask_safe_adult", "entre vous", "call_116000", "sexting")
        if not any(word in f"{name} {french}" for word in together):
            assert not VOUS.search(french), f"{name}: {french}"
        assert not U.search(dutch), f"{name}: {dutch}"


def _for_adults_only(name: str) -> bool:
    return name.endswith(("_adult", "police_101")) or "_adult_" in name


def _said_to_adults(content: Content) -> set[str]:
    names = {name for name in FIXED if not is_single(name)} - {"utter_opening"}
    items: set[str] = set()
    for situation in content.situations.values():
        row = situation.rows["adult"]
        names.add(row.first)
        items.update(item.id for item in row.items)
    for signal in content.signals.values():
        names.update([signal.first] if signal.first else [])
        names.update([signal.first_answered] if signal.first_answered else [])
        items.update(item.id for item in signal.items if "self" not in item.when)
        items.update([signal.asks] if signal.asks else [])
    for answer in content.answers.values():
        names.update((answer.default, *answer.by_situation.values()))
        items.update([answer.asks] if answer.asks else [])
        for case in answer.cases:
            if "self" not in case.when:
                names.add(case.say)
                items.update(filter(None, (case.asks, case.asks_first)))
        names |= _ways_said_to_adults(answer, content)
    for phrases in content.phrases.values():
        if "self" not in phrases.when and "adult" not in phrases.unless:
            names.update([phrases.says] if phrases.says else [])
            items.update([phrases.asks] if phrases.asks else [])
    for item in items:
        names.update(_texts_of(item, content))
    return names | {*content.company.lines, content.company.quiet}


def _ways_said_to_adults(answer: TopicAnswer, content: Content) -> set[str]:
    others = (way for other in answer.others.values() for way in other.ways)
    ways = [
        way
        for way in (*answer.again, *others)
        if "self" not in way.when and "adult" not in way.unless
    ]
    said = {way.say for way in ways if way.say}
    return said.union(*(_ways_of(content.steps[way.how]) for way in ways if way.how))


def _ways_of(step: Step) -> set[str]:
    return {step.how, *step.how_app.values()}


def _texts_of(item: str, content: Content) -> set[str]:
    step = content.steps.get(item)
    if step is not None:
        smaller = _texts_of(step.cant_then, content) if step.cant_then else {step.cant or step.say}
        return {step.say, step.why, step.how, *step.how_app.values(), *smaller}
    question = content.questions[item]
    thens = {answer.then for answer in question.answers.values() if answer.then}
    steps = [_texts_of(answer.step, content) for answer in question.answers.values() if answer.step]
    return {question.say, *question.again, *thens}.union(*steps)
