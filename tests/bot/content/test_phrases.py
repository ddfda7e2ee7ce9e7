"""The phrases that the dialogue finds by itself: as people type them, and not in what they resemble."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.nlu.fold import plain

if TYPE_CHECKING:
    from bot.dialogue.content import Content

LANGUAGES = ("fr", "nl")

FOUND = [
    ("punishes", "fr", "je lui prends son gsm ?"),
    ("punishes", "fr", "Dois-je la punir ?"),
    ("punishes", "nl", "mag ik zijn gsm afpakken?"),
    ("punishes", "nl", "moet ik haar straffen"),
    ("not_out", "fr", "ma mere sait pas que chui bi"),
    ("not_out", "nl", "mijn ouders weten niet dat ik op jongens val"),
    ("words_for_no", "fr", "je lui dis quoi"),
    ("words_for_no", "nl", "wat moet ik zeggen tegen hem"),
    ("joke", "fr", "haha c'est une blague"),
    ("joke", "nl", "t was maar een grap"),
    ("gone_again", "fr", "c bon il est parti"),
    ("gone_again", "nl", "ok hij is weg nu"),
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
    ("parents_kill", "fr", "wallah si mon père tombe dessus il me tue"),
    ("parents_kill", "nl", "mijn broers slaan mij dood als ze da zien"),
    ("back", "fr", "je suis là"),
    ("back", "fr", "cest bon chui la"),
    ("back", "fr", "c bon jsuis revenue"),
    ("back", "nl", "ok ben terug"),
    ("back", "nl", "ben er weer"),
    ("back", "nl", "hier ben k weer"),
    ("cannot_phone", "fr", "moi sourd. telephone pas possible"),
    ("cannot_phone", "fr", "jose pas appeler"),
    ("cannot_phone", "fr", "j'ai plus de crédit"),
    ("cannot_phone", "nl", "ik kan niet bellen ik praat met een spraakcomputer"),
    ("cannot_phone", "nl", "bellen durf ik niet"),
    ("cannot_phone", "nl", "mijn belkrediet is op"),
    ("cannot_cancel", "fr", "jpeux pas annuler, jlui ai promis"),
    ("cannot_cancel", "fr", "je peux plus annuler"),
    ("cannot_cancel", "nl", "kan ni afzeggen dan wordt em kwaad"),
    ("cannot_cancel", "nl", "ik kan niet meer terug"),
    ("pasted", "fr", "[link]"),
    ("pasted", "fr", "c ca son numéro [telephone]"),
    ("pasted", "fr", "voilà son insta [handle]"),
    ("pasted", "nl", "[link]"),
    ("pasted", "nl", "dit is zijn nummer [telephone]"),
    ("pasted", "nl", "zijn nummer [telephone]"),
    ("parents_apart", "fr", "ils les envoie a ma famille d'accueil"),
    ("parents_apart", "fr", "jai pas de famille ici"),
    ("parents_apart", "fr", "jsuis en foyer"),
    ("parents_apart", "nl", "ik zit in een leefgroep"),
    ("parents_apart", "nl", "ik heb geen familie hier"),
    ("parents_apart", "nl", "mijn pleegouders"),
    ("money_back", "fr", "vous croyez jvais ravoir mes 100 euros ?"),
    ("money_back", "fr", "je peux récupérer mon argent"),
    ("money_back", "nl", "krijg ik die 180 terug denk je"),
    ("money_back", "nl", "kan ik mijn geld terugkrijgen"),
    ("police_alone", "fr", "je peux porter plainte sans mes parents ?"),
    ("police_alone", "fr", "la police sans que ma mère le sache"),
    ("police_alone", "nl", "kan ik naar de politie zonder mijn ouders"),
    ("police_alone", "nl", "klacht zonder dat mijn ma het weet"),
    ("delete_received", "fr", "faut que je supprime la photo que jai recu ?"),
    ("delete_received", "nl", "moet ik da filmpje wissen dak zelf gekregen heb?"),
    ("dont_look", "fr", "Dois-je regarder cette photo moi-même ?"),
    ("dont_look", "nl", "Moet ik die foto zelf bekijken?"),
    ("block_seen", "fr", "si je les bloque ils le voient ?"),
    ("block_seen", "fr", "si jles bloque ils le voient?"),
    ("block_seen", "nl", "als ik ze blokkeer krijgen die dan een melding"),
    ("block_seen", "nl", "als ik hem blok ziet hij dat"),
    ("who_is_told", "fr", "si j'appelle le numéro ils vont prévenir mes parents ?"),
    ("who_is_told", "nl", "als ik da nummer bel bellen die dan naar mijn ouders"),
]
NOT_FOUND = [
    ("punishes", "fr", "il m'a pris mon argent"),
    ("punishes", "nl", "ik heb straf gekregen op school"),
    ("not_out", "fr", "il dit que je suis gay"),
    ("not_out", "nl", "ze noemen mij homo"),
    ("words_for_no", "fr", "il me dit quoi faire"),
    ("words_for_no", "nl", "wat moet ik doen"),
    ("joke", "fr", "c'est pas une blague"),
    ("joke", "nl", "dit is geen grapje"),
    ("gone_again", "fr", "il est encore là"),
    ("gone_again", "nl", "hij is er nog"),
    ("someone_comes_in", "fr", "au secours quelqu'un entre"),
    ("someone_comes_in", "nl", "help er komt iemand binnen"),
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
    ("back", "fr", "je suis là où il m'a dit"),
    ("back", "fr", "je suis la fille de la photo"),
    ("back", "nl", "ik ben weer bang"),
    ("back", "nl", "ben terug bij hem"),
    ("cannot_phone", "fr", "j'ose pas appeler ma mère"),
    ("cannot_phone", "fr", "il veut m'appeler"),
    ("cannot_phone", "nl", "ik durf mijn ma niet bellen"),
    ("cannot_phone", "nl", "hij gaat bellen"),
    ("cannot_cancel", "fr", "il a annulé"),
    ("cannot_cancel", "nl", "hij heeft afgezegd"),
    ("pasted", "fr", "tu peux m'appeler au [telephone]"),
    ("pasted", "fr", "il ma dit clique sur [link] et paye sinon"),
    ("pasted", "nl", "bel mij op [telephone]"),
    ("pasted", "nl", "hij zei klik op [link] en betaal"),
    ("parents_apart", "fr", "ma famille sait rien"),
    ("parents_apart", "nl", "mijn familie weet niks"),
    ("money_back", "fr", "je veux récupérer mon compte"),
    ("money_back", "nl", "krijg ik mijn account terug"),
    ("police_alone", "fr", "la police a appelé mes parents"),
    ("police_alone", "nl", "de politie belde mijn ouders"),
    ("delete_received", "fr", "il va pas supprimer ma photo"),
    ("delete_received", "nl", "hij wil mijn foto niet wissen"),
    ("dont_look", "fr", "il veut que je regarde la vidéo"),
    ("dont_look", "nl", "hij bekijkt mijn foto's"),
    ("block_seen", "fr", "je l'ai bloqué hier"),
    ("block_seen", "nl", "ik heb hem geblokkeerd"),
    ("who_is_told", "fr", "il va prévenir mes parents"),
    ("who_is_told", "nl", "hij gaat het aan mijn ouders zeggen"),
]


@pytest.mark.parametrize(("name", "language", "text"), FOUND)
def test_a_phrase_is_found_as_it_is_typed(
    content: Content, name: str, language: str, text: str
) -> None:
    found = content.phrases[name].found_in(plain(text))
    assert language in {place.partition(":")[0] for place in found}, found


@pytest.mark.parametrize(("name", "language", "text"), NOT_FOUND)
def test_what_resembles_a_phrase_is_left_alone(
    content: Content, name: str, language: str, text: str
) -> None:
    assert language in LANGUAGES
    assert content.phrases[name].found_in(plain(text)) == ()


def test_both_languages_are_tried_alike(content: Content) -> None:
    for table in (FOUND, NOT_FOUND):
        for name in content.phrases:
            tried = [language for each, language, _ in table if each == name]
            assert tried.count("fr") == tried.count("nl") > 0, name
