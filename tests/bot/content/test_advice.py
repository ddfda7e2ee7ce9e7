"""The tags of contract §3: only these, never more than five, each one really said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.labels import ADVICE

if TYPE_CHECKING:
    from bot.dialogue.content import Content

# What a message must name when it carries the tag, in either language (placeholders unfilled).
SAID = {
    "call_116000": r"child_focus_(phone|mail)|Child Focus",
    "emergency_112": r"\{emergency\}|emergency_app",
    "police_101": r"\{police_urgent\}",
    "poison_centre": r"\{poison_centre\}",
    "suicide_line": r"suicide_line_phone",
    "take_it_down": r"Take It Down|take_it_down_site",
    "stop_it_now": r"Stop it Now",
    "report_abuse_images": r"abuse_images_site|\{child_focus_phone\}|groupe|groep",
    "helpline_other": r"listening_line_name|«|‘|soulage|lucht op",
    "bank": r"banque|carte|bank|kaart|reçu|bewijs|paiement|betaling",
    "medical_care": r"care_centre|médecin|dokter|huisarts",
    "dont_pay": r"(?i)pa(ie|ye[zr]?)\b|donne[zr]? rien|betaal|geef|pay\b|bezahle|pression|donnes|als je iets geeft",
    "not_the_image": r"(?i)image|beeld|photo|foto|screen|capture",
    "human_offered": r"(?i)\{help\}|personne|équipe|mens|team|conseiller|iemand|human",
    "i_am_a_bot": r"(?i)robot",
    "dont_meet": r"(?i)rendez-vous|va pas|vas pas|voir cette personne|afspra|afspreken|af te spreken|spreek niet|ga (dan )?niet"
    r"|gaat gewoon niet|avis|lastig|en vrai|in het echt",
    "tell_adult": r"(?i)adulte|volwassene|dis|vertel|parle|praat|Child Focus|phrase|zin|school|école|personne|persoon|protège|beschermt|«|‘|punir|straf|trahir",
}


# What may not be said without its tag: the dialogue sees only the tag, and leaves it out in time.
NEVER_UNTAGGED = {
    "dont_reply": r"(?i)\bne (?:lui |leur )?répond(?:s|ez)\b|\bantwoord(?:t)? (?:\w+ )?niet\b|stop(?:pen)? met antwoorden|arrêter de répondre",
}


def test_only_the_contracts_tags_are_used(content: Content) -> None:
    for name in content.responses:
        assert set(content.advice(name)) <= set(ADVICE), name


def test_a_message_carries_at_most_five_tags_and_none_twice(content: Content) -> None:
    for name in content.responses:
        advice = content.advice(name)
        assert len(advice) <= 5, name
        assert len(set(advice)) == len(advice), name


def test_what_a_tag_promises_is_in_the_words(content: Content) -> None:
    for name, response in content.responses.items():
        for wording in response.wordings.values():
            for tag in wording.advice:
                if tag in SAID:
                    assert re.search(SAID[tag], wording.text), f"{name} {tag}: {wording.text}"


def test_not_answering_is_never_said_without_its_tag(content: Content) -> None:
    """With `abuser_close` it may not be said: a silence can be punished."""
    for name, response in content.responses.items():
        for wording in response.wordings.values():
            for tag, said in NEVER_UNTAGGED.items():
                if re.search(said, wording.text):
                    assert tag in wording.advice, f"{name} {tag}: {wording.text}"


def test_every_tag_of_the_contract_is_said_somewhere(content: Content) -> None:
    said = {tag for name in content.responses for tag in content.advice(name)}
    assert said == set(ADVICE)


def test_the_fixed_reply_names_numbers_and_a_written_way(facts: dict[str, Any]) -> None:
    for entry in facts["safety_reply"].values():
        assert set(entry["advice"]) <= set(ADVICE)
        for way in ("116 000", "116000@childfocus.be", "112"):
            assert way in entry["text"]
