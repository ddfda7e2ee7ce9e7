"""How children write what redaction must find, kind by kind, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.nlu.redaction import redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mon gsm 0470 puis 12 et puis 34 et 56", "mon gsm [telephone]"),
        ("tis 0470 en dan 12 34 en dan 56", "tis [telephone]"),
        ("nulvier zeventig elf tweeëntwintig drieëndertig", "[telephone]"),
        ("plus tweeëndertig vier zeventig elf tweeëntwintig drieëndertig", "[telephone]"),
        ("be68 5390 0754 7035 avec une faute", "[iban] avec une faute"),
        ("j'ai 12 et 14 et 15 et 16 ans", "j'ai 12 et 14 et 15 et 16 ans"),
    ],
)
def test_numbers(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("regarde ficha-lux point com stp", "regarde [link] stp"),
        ("y a nudes point net la dessus", "y a [link] la dessus"),
        ("https colon slash slash ficha point be", "[link]"),
        ("kijk op dropgent punt com daar", "kijk op [link] daar"),
        ("un point com", "un point com"),
    ],
)
def test_links(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        # Separators in words, with an app or without
        ("lola point bxl point off m'insulte", "[handle] m'insulte"),
        ("mon insta c'est le petit point prince point 09", "mon insta c'est [handle]"),
        ("emma dot dc op insta ben ik", "[handle] op insta ben ik"),
        ("ig fleurr streepje x streepje", "ig [handle]"),
        # Dots and hyphens as signs
        ("il s'est refait elisa.nw2 hier", "il s'est refait [handle] hier"),
        ("c beast-mode-be sur fortnite", "c [handle] sur fortnite"),
        ("@ mehdi.dz7 c'est lui", "[handle] c'est lui"),
        # Plain words, where they are named
        ("op snap heet ik lottekeee", "op snap heet ik [handle]"),
        ("gamertag BramBeast op xbox", "gamertag [handle] op xbox"),
        # Sentences
        ("c'est mon point faible", "c'est mon point faible"),
        ("mon compte a un point rouge", "mon compte a un point rouge"),
        ("dat is het punt niet op insta", "dat is het punt niet op insta"),
        ("j'ai peur.je pleure.stp", "j'ai peur.je pleure.stp"),
        ("peut-être sur insta", "peut-être sur insta"),
        ("een Telegram-kanaal op zijn pc", "een Telegram-kanaal op zijn pc"),
        ("hij stuurt foto.jpg en video.mp4", "hij stuurt foto.jpg en video.mp4"),
    ],
)
def test_accounts(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        # Schools with what stands before and behind
        ("a l'athénée jean rey", "a l'[place]"),
        ("ik zit op koninklijk atheneum keerbergen", "ik zit op [place]"),
        ("ik zit op gbs de kleine prins", "ik zit op [place]"),
        # Halls; a park keeps its word where a town names it
        ("au hall omnisports de fléron", "au [place]"),
        ("a la clinique saint-luc", "a la [place]"),
        ("hij werkt in sporthal de rozenberg", "hij werkt in [place]"),
        ("in het park van leuven", "in het park van [place]"),
        ("a la piscine jdetourne les yeux", "a la piscine jdetourne les yeux"),
        # Streets and towns
        ("op den hoge weg 3", "op den [place]"),
        ("au square de la gare", "au [place]"),
        ("ik woon kouter 14", "ik woon [place]"),
        ("ze woont aan de leopold ii-laan", "ze woont aan de [place]"),
        ("ik woon hier 14 jaar", "ik woon hier 14 jaar"),
        ("4600 visé", "[place]"),
        ("jviens de court-saint-etienne", "jviens de [place]"),
    ],
)
def test_places(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("ik ben lucas en ik woon ver", "ik ben [name] en ik woon ver"),
        ("ik ben marie 14", "ik ben [name] 14"),
        ("tis daan van mijn ploeg", "tis [name] van mijn ploeg"),
        ("ma copine polonaise a peur", "ma copine polonaise a peur"),
    ],
)
def test_names(text: str, redacted: str) -> None:
    assert redact(text) == redacted
