"""The only ways to a chat. A chat that is not yours answers like a chat that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from service.adapters.schema import Chat, ChatKey, VisitorToken
from service.domain.errors import NoSuchChatError
from service.domain.ids import ChatId, hash_token

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.sealing import ChatKeys, KeyRing
    from service.usecases.services import Services


@dataclass(frozen=True)
class OpenChat:
    """A chat with its keys. `row` is locked and may be changed if it was asked for `to_change`."""

    row: Chat
    keys: ChatKeys
    to_change: bool = False

    @property
    def id(self) -> ChatId:
        """The chat's id."""
        return ChatId(self.row.id)


async def access_chat_by_token(
    session: AsyncSession, keyring: KeyRing, *, chat_id: str, token: str, to_change: bool = False
) -> OpenChat:
    """Give a visitor the chat that belongs to their token.

    Args: to_change: hold the chat's row lock until the transaction ends (a writing session).
    Raises: NoSuchChatError: unknown, erased, expired or somebody else's chat.
    """
    holds = select(VisitorToken.chat_id).where(
        VisitorToken.token_hash == hash_token(token), VisitorToken.chat_id == chat_id
    )
    chat = await _load(session, keyring, chat_id, Chat.id.in_(holds), to_change=to_change)
    return _living(chat)


async def access_chat_by_id(
    session: AsyncSession, keyring: KeyRing, chat_id: str, *, to_change: bool = False
) -> OpenChat:
    """Give the service itself a chat (turns, jobs), or staff once their right was checked.

    Whoever calls this for a person checks that person's right first. Expired chats are not given:
    see `access_story_by_id`.

    Raises: NoSuchChatError: unknown, erased or expired.
    """
    return _living(await _load(session, keyring, chat_id, to_change=to_change))


async def access_story_by_id(session: AsyncSession, keyring: KeyRing, chat_id: str) -> OpenChat:
    """Give a chat of which perhaps only the redacted copies can be read (`keys.body` is None).

    Raises: NoSuchChatError: unknown or erased.
    """
    return await _load(session, keyring, chat_id, to_change=False)


def _living(chat: OpenChat) -> OpenChat:
    if chat.keys.body is None or chat.row.expired_at is not None:
        raise NoSuchChatError
    return chat


async def _load(
    session: AsyncSession,
    keyring: KeyRing,
    chat_id: str,
    *conditions: ColumnElement[bool],
    to_change: bool,
) -> OpenChat:
    """Read a chat and its keys in one step; a lock is on the chat alone."""
    query = (
        select(Chat, ChatKey)
        .join(ChatKey, ChatKey.chat_id == Chat.id)
        .where(Chat.id == chat_id, *conditions)
    )
    if to_change:
        await session.flush()  # what this session changed so far must not be read over
        query = query.with_for_update(of=Chat).execution_options(populate_existing=True)
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NoSuchChatError
    row, key = found
    return OpenChat(row, keyring.open_chat(key), to_change)


async def language_for_token(services: Services, *, chat_id: str, token: str) -> str | None:
    """Tell the language of a chat to its own visitor; None for anybody else, or on any trouble."""
    query = (
        select(Chat.language)
        .join(VisitorToken, VisitorToken.chat_id == Chat.id)
        .where(Chat.id == chat_id, VisitorToken.token_hash == hash_token(token))
    )
    try:
        async with services.database.read() as session:
            return await session.scalar(query)
    except SQLAlchemyError:
        return None
