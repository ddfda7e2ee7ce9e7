"""What is sent and answered about canned replies and helplines."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from service.domain.canned import Reply
from service.web.desk.bodies import Body

_LONGEST = 16 * 1024  # the body's own limit; the texts' is that of a message
_LONGEST_NAME = 200


class ReplyGiven(Body):
    """A reply, as a person wrote it."""

    shortcut: str = Field(max_length=_LONGEST_NAME, description="typed after a slash")
    folder: str = Field(max_length=_LONGEST_NAME)
    fr: str = Field(max_length=_LONGEST)
    nl: str = Field(max_length=_LONGEST)

    def reply(self) -> Reply:
        """Give what is to be checked and stored."""
        return Reply(self.shortcut, self.folder, self.fr, self.nl)


class ReplyChanged(ReplyGiven):
    """A reply, changed."""

    version: int = Field(ge=1, lt=2**31, description="of the reply that was read")


class ReplyShape(BaseModel):
    """A reply."""

    id: str
    shared: bool = Field(description="everybody's; false: one's own")
    shortcut: str
    folder: str
    fr: str
    nl: str
    version: int
    changed_by: str | None = Field(description="null: as it came from the starter file")
    changed_at: str


class CannedShape(BaseModel):
    """All replies that one may use."""

    replies: list[ReplyShape]
    values: dict[str, dict[str, str]] = Field(
        description="per language: what a placeholder is filled with; the rest is filled by hand"
    )


class HelplineShape(BaseModel):
    """A helpline in one language, just now."""

    id: str
    language: Literal["fr", "nl"]
    name: str
    number: str | None
    ways: list[str] = Field(description="how one can write: chat, mail, form, forum, app")
    state: Literal["always", "open", "closed", "unknown"]
    until: str | None = Field(description="while it is open: when it closes today")
    opens_at: str | None = Field(description="while it is closed: when it opens, if one knows")
    for_whom: str
    when_not: str | None
    text: str = Field(description="written out for a child")


class HelplinesShape(BaseModel):
    """The helplines of content/helplines.yml."""

    helplines: list[HelplineShape]
