"""Each app of facts.md section 4: how to save, find the profile, report, block, and what is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dialogue.content_read import WAYS_IN_APP

if TYPE_CHECKING:
    from bot.dialogue.content import Content

APPS = {
    *("snapchat", "instagram", "tiktok", "whatsapp", "messenger", "telegram", "discord", "roblox"),
    *("x", "signal", "bereal", "onlyfans", "steam", "fortnite", "cam_site"),
}
WAYS_OF_STEPS = {
    "keep_evidence": "save",
    "keep_messages": "save",
    "report_account": "report",
    "report_platform": "report",
    "stop_contact": "block",
}
# What leads to the profile: its link or, where an app has none, the name or number it goes by.
PROFILE = re.compile(r"(?i)\blien\b|\blink\b|numéro|nummer")


def test_every_app_of_the_facts_is_there_with_each_way_or_a_not_known(content: Content) -> None:
    assert set(content.apps) == APPS
    for name, app in content.app_ways.items():
        assert set(app.ways) <= set(WAYS_IN_APP), name
        assert {"save", "report", "block"} <= set(app.ways), name


def test_a_known_profile_link_is_told(content: Content) -> None:
    for name, app in content.app_ways.items():
        if "profile_link" in app.ways:
            for wording in content.responses[app.ways["profile_link"]].wordings.values():
                assert PROFILE.search(wording.text), name


def test_how_of_a_step_in_an_app_explains_it_there(content: Content) -> None:
    for step, way in WAYS_OF_STEPS.items():
        assert set(content.steps[step].how_app) == APPS, step
        for app, response in content.steps[step].how_app.items():
            assert response == content.app_ways[app].ways[way]


def test_saving_in_an_app_never_takes_in_the_intimate_image(content: Content) -> None:
    for name, app in content.app_ways.items():
        assert "not_the_image" in content.advice(app.ways["save"]), name


def test_no_choice_shows_the_name_of_a_service_for_adults(content: Content) -> None:
    for step in content.steps.values():
        assert not {"onlyfans", "cam_site"} & set(content.apps_offered(step))


def test_an_adult_who_reports_in_an_app_is_told_as_an_adult(content: Content) -> None:
    """A signal puts `report_platform` before an adult's plan; French imperatives differ."""
    for app, told in content.steps["report_platform"].how_app.items():
        variant = content.variant(told, role="adult", danger=False)
        assert variant != told, app
        assert re.search(r"\w+ez\b", content.text(variant, "fr", {})), app
