"""The phrases that the dialogue finds by itself: as people type them, and not in what they resemble."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.dialogue.content import Content

LANGUAGES = ("fr", "nl")

FOUND = [
    ("parents_kill", "fr", "Mes parents vont me tuer si ils savent"),
    ("parents_kill", "fr", "mon PERE va me défoncer"),
    ("parents_kill", "fr", "ma mere me tue si elle l'apprend"),
    ("parents_kill", "fr", "je vais me faire tuer par mes darons"),
    ("parents_kill", "nl", "Mijn ouders vermoorden mij"),
    ("parents_kill", "nl", "mn ouders gaan me echt vermoorden"),
    ("parents_kill", "nl", "mijn papa slaat ... nee mijn papa vermoordt mij"),
    ("parents_kill", "nl", "ons ouders maken mij af"),
    ("dying_words", "fr", "C’est mort pour moi"),
    ("dying_words", "fr", "cest cuit pour moi la"),
    ("dying_words", "fr", "j'suis mort si elle voit ça"),
    ("dying_words", "fr", "je vais mourir de honte"),
    ("dying_words", "nl", "Ik ga dood als ze dat zien"),
    ("dying_words", "nl", "ik ga dood van schaamte"),
    ("dying_words", "nl", "dan ben ik er geweest"),
    ("dying_words", "nl", "mijn leven is voorbij"),
    ("bulk_mail", "fr", "un mail qui dit que ma webcam est piratée"),
    ("bulk_mail", "fr", "il veut 500 euros en bitcoin"),
    ("bulk_mail", "nl", "een mail: mijn webcam is gehackt"),
    ("bulk_mail", "nl", "ik moet betalen in bitcoin"),
    ("someone_comes_in", "fr", "attends quelqu'un arrive"),
    ("someone_comes_in", "fr", "ma mère entre"),
    ("someone_comes_in", "nl", "er komt iemand binnen"),
    ("someone_comes_in", "nl", "wacht mijn mama komt binnen"),
    ("meeting_demanded", "fr", "il veut qu'on se voie samedi sinon il envoie tout"),
    ("meeting_demanded", "fr", "il veut me voir en vrai"),
    ("meeting_demanded", "nl", "hij wil afspreken anders stuurt hij ze door"),
    ("meeting_demanded", "nl", "ik moet naar hem komen zegt ie"),
    ("confronts", "fr", "Je veux aller voir ces gamins moi-même."),
    ("confronts", "fr", "J'ai envie de le retrouver."),
    ("confronts", "fr", "J'ai envie d'aller le trouver chez lui."),
    ("confronts", "nl", "Zal ik die jongen vanavond zelf eens gaan aanspreken bij hem thuis?"),
    ("confronts", "nl", "ik ga bij hem langs"),
    ("confronts", "nl", "Ik wil die gasten zelf opzoeken."),
]
NOT_FOUND = [
    ("parents_kill", "fr", "mes parents ne savent rien"),
    ("parents_kill", "fr", "il dit qu'il va tuer mes parents"),
    ("parents_kill", "nl", "mijn ouders weten van niets"),
    ("parents_kill", "nl", "hij zegt dat hij mijn ouders gaat vermoorden"),
    ("dying_words", "fr", "mdr je suis mort de rire"),
    ("dying_words", "fr", "il est mort l'an passé"),
    ("dying_words", "nl", "ik ga dood van het lachen"),
    ("dying_words", "nl", "mijn hond is dood"),
    ("bulk_mail", "fr", "il veut une photo à la webcam"),
    ("bulk_mail", "nl", "hij wil met de webcam bellen"),
    ("someone_comes_in", "fr", "personne n'arrive à m'aider"),
    ("someone_comes_in", "fr", "je n'arrive pas à le dire à ma mère"),
    ("someone_comes_in", "nl", "er komt niemand helpen"),
    ("someone_comes_in", "nl", "er kwam een bericht binnen"),
    ("meeting_demanded", "fr", "il veut des photos"),
    ("meeting_demanded", "nl", "hij wil nog meer foto's"),
    ("confronts", "fr", "dois-je aller à la police ?"),
    ("confronts", "fr", "je vais lui parler ce soir, à ma fille"),
    ("confronts", "nl", "moet ik naar de politie gaan?"),
    ("confronts", "nl", "ik ga naar huis en praat met haar"),
]


@pytest.mark.parametrize(("name", "language", "text"), FOUND)
def test_a_phrase_is_found_as_it_is_typed(
    content: Content, name: str, language: str, text: str
) -> None:
    found = content.phrases[name].found_in(text)
    assert language in {place.partition(":")[0] for place in found}, found


@pytest.mark.parametrize(("name", "language", "text"), NOT_FOUND)
def test_what_resembles_a_phrase_is_left_alone(
    content: Content, name: str, language: str, text: str
) -> None:
    assert language in LANGUAGES
    assert content.phrases[name].found_in(text) == ()


def test_both_languages_are_tried_alike(content: Content) -> None:
    for table in (FOUND, NOT_FOUND):
        for name in content.phrases:
            tried = [language for each, language, _ in table if each == name]
            assert tried.count("fr") == tried.count("nl") > 0, name
