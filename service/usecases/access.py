"""The only ways to a chat. A chat that is not yours answers like a chat that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select
from sqlalchemy.exc import SQLAlchemyError

from service.adapters.database import run
from service.adapters.held_rows import hold
from service.adapters.schema import Chat, ChatKey, Turn, VisitorToken, table_of
from service.domain.errors import NoSuchChatError
from service.domain.ids import ChatId, hash_token

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.sealing import ChatKeys, KeyRing
    from service.usecases.services import Services


@dataclass(frozen=True)
class OpenChat:
    """A chat with its keys, and its wish for turns.

    `row` and `turn` are locked and may be changed if they were asked for `to_change`.
    """

    row: Chat
    turn: Turn
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
    chat = await _load(session, keyring, chat_id, token_hash=hash_token(token), to_change=to_change)
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


# Built once: putting a statement together costs more than SQLite needs to run it.
_CHATS, _KEYS, _TURNS = table_of(Chat), table_of(ChatKey), table_of(Turn)
_OF_CHAT, _OF_TURN = _CHATS.columns.keys(), _TURNS.columns.keys()
_CHAT = (
    select(_KEYS.c.generation, _KEYS.c.body_key, _KEYS.c.copy_key, *_CHATS.c, *_TURNS.c)
    .join(_CHATS, _CHATS.c.id == _KEYS.c.chat_id)
    .join(_TURNS, _TURNS.c.chat_id == _KEYS.c.chat_id)
    .where(_KEYS.c.chat_id == bindparam("chat_id"))
)
_TOKENS = table_of(VisitorToken)
_HELD = exists().where(
    _TOKENS.c.chat_id == _CHATS.c.id, _TOKENS.c.token_hash == bindparam("token_hash")
)
_QUERIES = {
    # (by token, to change)
    (False, False): _CHAT,
    (False, True): _CHAT.with_for_update(of=(_CHATS, _TURNS)),
    (True, False): _CHAT.where(_HELD),
    (True, True): _CHAT.where(_HELD).with_for_update(of=(_CHATS, _TURNS)),
}


async def _load(
    session: AsyncSession,
    keyring: KeyRing,
    chat_id: str,
    *,
    token_hash: bytes | None = None,
    to_change: bool,
) -> OpenChat:
    """Read a chat, its turn and its keys in one step."""
    await session.flush()  # what this session changed so far must not be read over
    query = _QUERIES[token_hash is not None, to_change]
    given = {"chat_id": chat_id, "token_hash": token_hash}
    found = (await run(session, query, given)).one_or_none()
    if found is None:
        raise NoSuchChatError
    generation, body_key, copy_key, *values = tuple(found)
    keys = keyring.open_keys(chat_id, generation, body_key=body_key, copy_key=copy_key)
    of_chat = dict(zip(_OF_CHAT, values, strict=False))
    of_turn = dict(zip(_OF_TURN, values[len(_OF_CHAT) :], strict=True))
    row = hold(session, Chat, chat_id, of_chat, anew=to_change)
    turn = hold(session, Turn, chat_id, of_turn, anew=to_change)
    return OpenChat(row, turn, keys, to_change)


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
