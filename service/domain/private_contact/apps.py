"""The apps by whose names people call a private contact."""

from __future__ import annotations

# "signal", "teams" and "x" are everyday words, too: they count only after "on" (see `ON_APP`).
APP = (
    r"(?:snap(?:chat|je|ke)?s?|insta(?:gram)?|ig|whats? ?app|wh?ats ?app|wapp|watsapp|wattsapp|wsp"
    r"|telegram|tiktok|tik tok|discord|disc|messenger|facebook|fb|twitter|skype|viber|steam|kik"
    r"|bereal|threads|linkedin|imessage|facetime|wechat|roblox|twitch|psn|playstation|xbox)"
)
# Long enough that they are not spelled out, or disguised, by chance.
LONG_APP = (
    r"(?:snap|insta|whats? ?app|wattsapp|telegram|tiktok|discord|messenger|facebook|twitter|skype"
    r"|viber|steam|bereal|threads|linkedin|imessage|facetime|wechat|roblox|twitch|playstation)"
)
ON_APP = rf"(?:{APP}|signal|teams|zoom|x)"
# Ways to write to a person that are not this page.
PRIVATE = r"(?:dms?|mp|pb|pv|prive|private|privebericht|message prive|sms(?:je)?|texto|appje|gsm)"
