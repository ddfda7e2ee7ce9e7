"""How children write what redaction must find, kind by kind, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.nlu.fold import fold
from bot.nlu.pieces import Pieces
from bot.nlu.redaction import redact
from bot.nlu.streets import find_streets


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mon gsm 0470 puis 12 et puis 34 et 56", "mon gsm [telephone]"),
        ("tis 0470 en dan 12 34 en dan 56", "tis [telephone]"),
        ("nulvier zeventig elf tweeëntwintig drieëndertig", "[telephone]"),
        ("plus tweeëndertig vier zeventig elf tweeëntwintig drieëndertig", "[telephone]"),
        ("be68 5390 0754 7035 avec une faute", "[iban] avec une faute"),
        ("bel O47O l2 34 56", "bel [telephone]"),
        ("c'est zero4 soixante-dix 11 22 33", "c'est [telephone]"),
        ("nul vier negen twee 61 08 nog eens 61", "[telephone]"),
        ("0470 12 34 56 il appelle", "[telephone] il appelle"),
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
        ("staat op mega punt nz slash file slash 7HhQp", "staat op [link]"),
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
        # Plain words behind or before a phrase that names them
        ("op snap noemt hij zonneke", "op snap noemt hij [handle]"),
        ("son pseudo c'est le roi du game", "son pseudo c'est [handle]"),
        ("zijn gebruikersnaam was de grote beer", "zijn gebruikersnaam was [handle]"),
        ("ajoute moi sur snap manolito", "ajoute moi sur snap [handle]"),
        ("haaike is zijn naam op discord", "[handle] is zijn naam op discord"),
        ("de naam van zijn account is koala", "de naam van zijn account is [handle]"),
        ("met xxdark99xx", "met [handle]"),
        ("addme brambo", "addme [handle]"),
        # By their form alone
        ("en via j3nsieboy ook", "en via [handle] ook"),
        ("via karim59 ook", "via [handle] ook"),
        ("ook op nieuwe.start.x nu", "ook op [handle] nu"),
        ("code discord x7Kp2Qa", "code discord [handle]"),
        # One word that is told, where an app or an account is spoken of
        ("tu me trouves sous lunarix sur fortnite", "tu me trouves sous [handle] sur fortnite"),
        ("on m'a retrouvée sur insta avec lunarix", "on m'a retrouvée sur insta avec [handle]"),
        ("la vraie c'est lunarix sur insta", "la vraie c'est [handle] sur insta"),
        ("avec lunarix sur snap", "avec [handle] sur snap"),
        ("mon blaze c lunarix sur steam", "mon blaze c [handle] sur steam"),
        ("zoek hem eens op brambonix op insta", "zoek hem eens op [handle] op insta"),
        ("zijn tweede account is brambonix", "zijn tweede account is [handle]"),
        ("te vinden onder brambonix op tiktok", "te vinden onder [handle] op tiktok"),
        ("mon zello cetait zorglub", "mon zello cetait [handle]"),
        ("snap: m a x tiret du bas d p q", "snap: [handle]"),
        ("snap: ninon zéro huit point z", "snap: [handle]"),
        ("trouvée sous la pluie, sur snap", "trouvée sous la pluie, sur snap"),
        ("mon compte instagram est piraté", "mon compte instagram est piraté"),
        ("son nouveau compte est bloqué", "son nouveau compte est bloqué"),
        # Sentences
        ("zijn insta is weg", "zijn insta is weg"),
        ("mon snap c'est bloqué", "mon snap c'est bloqué"),
        ("sur insta c'est punissable", "sur insta c'est punissable"),
        ("hij praat over su1c1de en nud3s", "hij praat over su1c1de en nud3s"),
        ("mijn iphone13 is kapot", "mijn iphone13 is kapot"),
        ("kelk1 m'a dit bi1", "kelk1 m'a dit bi1"),
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
        # Schools without their kind
        ("mijn school heet de regenboog", "mijn school heet [place]"),
        ("scheppers is mijn school", "[place] is mijn school"),
        ("op busleyden atheneum", "op [place]"),
        ("mon école c'est nul", "mon école c'est nul"),
        ("mijn school is gesloten", "mijn school is gesloten"),
        # Venues with a town, a street or a name; a station keeps its word
        ("au cpas de seraing", "au [place]"),
        ("au delhaize de la chaussée de hannut", "au [place]"),
        ("de scouts van kontich", "de [place]"),
        ("in zaal de kring op de fuif", "in [place] op de fuif"),
        ("opvanghuis de steiger", "[place]"),
        ("bij korfbalclub boeckenberg", "bij [place]"),
        ("dans la salle de bain", "dans la salle de bain"),
        ("rfc wetteren", "[place]"),
        ("in de zaal de lichten uit", "in de zaal de lichten uit"),
        ("mon attestation de dépôt", "mon attestation de dépôt"),
        ("la boîte de lexotan", "la boîte de lexotan"),
        ("à la gare du midi", "à la gare [place]"),
        ("métro delacroix", "métro [place]"),
        # A kind with an article and what only stands for it there
        ("op college ten doorn", "op [place]"),
        ("bij speelplein 't kwikkeltje", "bij [place]"),
        ("aan freinetschool de wijze boom", "aan [place]"),
        ("op scouts de zwaluw noemen ze hem", "op [place] noemen ze hem"),
        ("ik zit op GO! atheneum de bron", "ik zit op [place]"),
        ("de juf van freinetschool de vlieger", "de juf van [place]"),
        ("op internaat de mensen zijn lief", "op internaat de mensen zijn lief"),
        ("in het zwembad de jongens lachten", "in het zwembad de jongens lachten"),
        ("op chiro ten laatste om 5 uur", "op chiro ten laatste om 5 uur"),
        ("la friterie chez josette", "la [place]"),
        ("j'ai dormi chez josette", "j'ai dormi chez [name]"),
        ("a l'hopital brugmann ce soir", "a l'hopital [place] ce soir"),
        ("a l'hopital pour une entorse", "a l'hopital pour une entorse"),
        # Streets and towns
        ("op de steenweg op mechelen 211b", "op de [place]"),
        ("in de oude baan", "in de [place]"),
        ("mijn nieuwe baan is zwaar", "mijn nieuwe baan is zwaar"),
        ("hij woont in londen", "hij woont in [place]"),
        ("voor ons deur in de kapelleweg", "voor ons deur in de [place]"),
        ("op het fietspad in de supermarkt", "op het fietspad in de supermarkt"),
        ("au camp à vresse", "au camp à [place]"),
        ("kheb hulpe nodig", "kheb hulpe nodig"),
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


def test_a_thing_put_off_is_no_street() -> None:
    assert not [*find_streets(Pieces(fold("dat is op de lange baan geschoven")))]


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("ik ben lucas en ik woon ver", "ik ben [name] en ik woon ver"),
        ("ik ben marie 14", "ik ben [name] 14"),
        ("tis daan van mijn ploeg", "tis [name] van mijn ploeg"),
        ("rose m'a tout raconté", "[name] m'a tout raconté"),
        ("storm zegt dat het mijn schuld is", "[name] zegt dat het mijn schuld is"),
        ("l'anniversaire de lou", "l'anniversaire de [name]"),
        ("ocean is mijn nicht", "[name] is mijn nicht"),
        ("la fête de noël", "la fête de noël"),
        ("mon prof de gym", "mon prof de gym"),
        ("ma copine polonaise a peur", "ma copine polonaise a peur"),
    ],
)
def test_names(text: str, redacted: str) -> None:
    assert redact(text) == redacted
