from __future__ import annotations

import re

import pytest
import yaml

from bot.labels import Signal
from bot.nlu.component import HERE
from bot.nlu.fold import fold
from bot.nlu.patterns import LANGUAGES, all_patterns


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("suicide", "j'ai envie de mourir"),
        ("suicide", "jveux mourrir"),
        ("suicide", "je veux plus être là"),
        ("suicide", "elle pense à se tuer"),
        ("suicide", "Je me coupe les bras tous les soirs"),
        ("suicide", "il veut me tuer, et moi je veux mourir"),
        ("suicide", "ik wil dood"),
        ("suicide", "kwil er ni meer zijn"),
        ("suicide", "ze wil van de brug springen"),
        ("suicide", "ik snij in mijn arm"),
        ("suicide", "ik zie het niet meer zitten"),
        ("attempt_now", "j'ai pris tous les cachets de ma mère"),
        ("attempt_now", "je suis sur le bord du quai"),
        ("attempt_now", "ce soir j'en finis"),
        ("attempt_now", "elle m'a envoyé un msg d'adieu"),
        ("attempt_now", "heb net alle pillen geslikt"),
        ("attempt_now", "ze stuurde een afscheidsbericht"),
        ("attempt_now", "ik heb een mes vast"),
        ("attempt_now", "vannacht maak ik er een einde aan"),
        ("danger_now", "il est devant ma porte"),
        ("danger_now", "un homme me suit depuis l'arrêt"),
        ("danger_now", "il tape sur la porte"),
        ("danger_now", "il m'a enfermée dans la cave"),
        ("danger_now", "hij staat voor mijn deur"),
        ("danger_now", "hij staat nu bij mijn raam"),
        # what is near them in words
        ("danger_now", "il me suit en vrai et sur insta"),
        ("danger_now", "hij volgt mij naar school en op insta"),
        ("danger_now", "ze volgen mij na school en op tiktok"),
        ("danger_now", "il a dit samedi mais là il vient me chercher"),
        ("danger_now", "demain non, là il vient me chercher"),
        ("danger_now", "ma soeur dort, ils viennent me chercher"),
        ("danger_now", "je suis cachée sous ma couette"),
        ("danger_now", "on s'est connus dans un jeu, il est devant ma porte"),
        ("suicide", "cette semaine je me suicide"),
        ("suicide", "il m'a harcelé dans un jeu et j'ai envie de mourir"),
        ("suicide", "op fortnite pesten ze mij altijd, ik wil dood"),
        ("danger_now", "er volgt mij een man"),
        ("danger_now", "hij heeft een mes"),
        ("danger_now", "ze bonken op de deur"),
        ("forced_harm", "il m'oblige à me couper"),
        ("forced_harm", "graver son prénom sur ma cuisse"),
        ("forced_harm", "hij wil dat ik mezelf snij"),
        ("forced_harm", "zijn naam in mijn arm kerven"),
        ("suicide", "i want to kill myself"),
        ("suicide", "ich will nicht mehr leben"),
        ("attempt_now", "i swallowed all my moms pills"),
        ("attempt_now", "im at the train tracks"),
        ("attempt_now", "ich stehe auf der Brücke"),
        ("danger_now", "there is a guy outside my door"),
        ("danger_now", "er steht vor der Tür"),
        ("forced_harm", "he is forcing me to cut his name in my arm"),
        # what children speak at home
        ("suicide", "me quiero morir"),
        ("suicide", "voglio morire"),
        ("suicide", "quero morrer"),
        ("suicide", "chcę umrzeć"),
        ("suicide", "nu mai vreau să trăiesc"),
        ("suicide", "Ölmek istiyorum"),
        ("suicide", "أريد أن أموت"),
        ("suicide", "bghit nmout wlh"),
        ("suicide", "хочу покончить с собой"),
        ("suicide", "не хочу більше жити"),
        ("suicide", "dua të vdes"),
        ("attempt_now", "wzięłam wszystkie tabletki"),
        ("attempt_now", "شربت كل الحبوب"),
        ("danger_now", "adam kapıda bekliyor"),
        ("danger_now", "ktoś stoi pod drzwiami"),
        ("danger_now", "он бьёт меня сейчас"),
        ("meeting_planned", "on se voit samedi à la gare"),
        ("meeting_planned", "hij komt mij ophalen morgen na school"),
        ("paid", "j'ai déjà payé 50€"),
        ("paid", "heb 200 euro betaald"),
        ("wants_human", "je voudrais parler à une vraie personne"),
        ("wants_human", "kan ik met een echt mens praten"),
    ],
)
def test_a_phrase_sets_its_signal(signal: str, text: str) -> None:
    assert all_patterns()[signal].search(fold(text)).words


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        # denied
        ("suicide", "non je veux pas mourir"),
        ("suicide", "no quiero morir"),
        ("suicide", "no tengo ganas de morir"),
        ("suicide", "quiero morir de risa"),
        ("suicide", "no quiero vivir con mi padre"),
        ("suicide", "non ho voglia di morire"),
        ("suicide", "non vorrei morire"),
        ("suicide", "nao tenho vontade de morrer"),
        ("suicide", "nie chcę żyć z nim"),
        ("suicide", "nu vreau să mor"),
        ("suicide", "не хочу умереть"),
        ("suicide", "не хочу померти"),
        ("danger_now", "mi sta seguendo su instagram"),
        ("danger_now", "الكتاب عند الباب"),
        ("danger_now", "kapıda bekliyor kargo"),
        ("suicide", "لا أريد أن أموت"),
        ("suicide", "j'ai pas envie de mourir tkt"),
        ("suicide", "je suis pas suicidaire"),
        ("suicide", "ik wil niet dood"),
        ("suicide", "nee ik ga geen zelfmoord plegen"),
        # figures of speech
        ("suicide", "mdr je suis morte de rire"),
        ("suicide", "je crève de chaud"),
        ("suicide", "envie de mourir de rire"),
        ("suicide", "ma mère va me tuer si elle sait"),
        ("suicide", "je me coupe les cheveux"),
        ("suicide", "ik lach mij dood"),
        ("suicide", "ik schaam mij dood"),
        ("suicide", "kga dood van de honger"),
        ("suicide", "ik ben doodmoe"),
        ("suicide", "mijn gsm is bijna dood"),
        # an insult that the writer does not take up
        ("suicide", "« va te pendre » il m'écrit"),
        ("suicide", "ze schrijven 'ga dood' onder mijn foto"),
        # past and over
        ("suicide", "vroeger had ik zelfmoordgedachten maar dat is voorbij"),
        # not now, or online only
        ("danger_now", "il me suit sur insta"),
        ("danger_now", "il me suit sur tous mes comptes"),
        ("danger_now", "dans le jeu il me suit"),
        ("danger_now", "samedi il vient me chercher à la gare"),
        ("danger_now", "ma tante vient me chercher après l'étude"),
        ("suicide", "la ligne contre le suicide, c'est gratuit ?"),
        ("danger_now", "hij volgt mij nu ook op mijn twee andere accounts"),
        ("danger_now", "hij staat nu ook op telegram"),
        ("danger_now", "c'est derrière moi maintenant"),
        # somebody else wants it
        ("suicide", "elle va me tuer"),
        ("suicide", "il veut me faire du mal"),
        ("danger_now", "hij volgt mij op tiktok"),
        ("danger_now", "il m'a suivie l'année passée"),
        ("attempt_now", "j'ai pris un doliprane pour ma tête"),
        ("attempt_now", "heb een dafalgan genomen tegen hoofdpijn"),
        ("paid", "j'ai pas payé"),
        ("paid", "heb nog niks betaald"),
        ("wants_human", "j'ose pas parler à quelqu'un"),
        ("wants_human", "ben je een echt mens"),
    ],
)
def test_a_denial_or_turn_of_speech_sets_nothing(signal: str, text: str) -> None:
    assert all_patterns()[signal].search(fold(text)).words is None


@pytest.mark.parametrize(
    "text", ["il envoie tout si je paie pas 200€", "hij post alles als ik geen 200 euro betaal"]
)
def test_a_threat_to_be_paid_weighs_against_the_learned_head(text: str) -> None:
    assert all_patterns()["paid"].search(fold(text)).excluded


def test_the_words_are_those_of_the_message() -> None:
    hits = all_patterns()["suicide"].search(fold("Aidez-moi, j’ai ENVIE DE MOURIR là"))
    assert hits.words == "ENVIE DE MOURIR"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_patterns_for_its_signals(language: str) -> None:
    found = yaml.safe_load((HERE / "patterns" / f"{language}.yml").read_text(encoding="utf-8"))
    assert set(found) <= {signal.value for signal in Signal} | {"wants_human"}
    of_life = {"suicide", "attempt_now", "danger_now", "forced_harm"}
    expected = {"en": of_life, "de": of_life, "other": of_life - {"forced_harm"}}
    assert set(found) == expected.get(language, set(all_patterns()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_are_folded_like_the_text_they_meet(language: str) -> None:
    found = yaml.safe_load((HERE / "patterns" / f"{language}.yml").read_text(encoding="utf-8"))
    for signal, parts in found.items():
        for phrase in (*parts.get("any", ()), *parts.get("unless", ())):
            plain = re.sub(r"\\[wWd]", "", phrase)
            assert fold(plain).text == plain, f"{language} {signal}: {phrase}"
