"""Links to profiles and private rooms of apps; their help pages are no profiles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.private_contact.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Collection

# Every page of these leads to a person or a room.
_ROOMS = (
    r"t\.me|telegram\.me|wa\.me|chat\.whatsapp\.com|api\.whatsapp\.com|discord\.gg|m\.me|ig\.me"
    r"|signal\.me|signal\.group|linktr\.ee|join\.skype\.com|meet\.google\.com|zoom\.us"
)
_APPS = (
    r"instagram\.com|snapchat\.com|facebook\.com|fb\.com|tiktok\.com|twitter\.com|x\.com"
    r"|discord\.com|discordapp\.com|linkedin\.com|threads\.net|threads\.com|youtube\.com"
    r"|twitch\.tv|onlyfans\.com|bere\.al|steamcommunity\.com|vk\.com|tumblr\.com|reddit\.com"
    r"|roblox\.com|pinterest\.com"
)
_PREFIX = r"(?<![\w.-])(?:https?://)?(?:(?:www|m|be|fr|nl|mobile)\.)?"
_ROOM = re.compile(rf"{_PREFIX}(?:{_ROOMS})/[\w+@.-]+")
_PROFILE = re.compile(rf"{_PREFIX}(?:{_APPS})/(@?[\w.-]+)")
# First parts of paths that explain, report or set something up.
_EXPLAINS = frozenset(
    [
        "help",
        "legal",
        "safety",
        "support",
        "accounts",
        "about",
        "privacy",
        "settings",
        "setting",
        "report",
        "policies",
        "policy",
        "community",
        "guidelines",
        "terms",
        "safety-center",
        "contact",
        "hc",
        "en",
        "fr",
        "nl",
        "login",
        "password",
        "business",
        "family",
        "parents",
        "transparency",
        "watch",
        "safetycenter",
    ]
)
_GAPS = re.compile(r"\s*([./])\s*(?=[\w@])")
_SPELLED_DOT = re.compile(r"\s[(\[]?(?:point|punt|dot)[)\]]?\s(?=(?:com|be|me|gg|net|tv)\b)")
_SPELLED_SLASH = re.compile(r"\s(?:slash|barre oblique)\s")


def links_to_profile(text: str, sites: Collection[str]) -> bool:
    """Tell whether a text links to somebody's profile or room.

    Args: sites: domains of helplines, whose pages may be linked.
    """
    shown = plain(text)
    spelled = _SPELLED_SLASH.sub("/", _SPELLED_DOT.sub(".", shown))
    return any(_links(form, sites) for form in (shown, _GAPS.sub(r"\1", spelled)))


def _links(text: str, sites: Collection[str]) -> bool:
    if any(found.group().split("/")[0] not in sites for found in _ROOM.finditer(text)):
        return True
    return any(found.group(1) not in _EXPLAINS for found in _PROFILE.finditer(text))
