"""Come back later, on another device, with a code that was shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from service.adapters.schema import Chat, Code
from service.domain.come_back_code import new_code, plain_code
from service.domain.errors import NoSuchChatError, NoSuchCodeError
from service.domain.ids import ChatId, new_token
from service.usecases.access import access_chat_by_id, access_chat_by_token
from service.usecases.opening import Opened, grant_token

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.services import Services


async def make_code(services: Services, *, chat_id: str, token: str) -> str:
    """Make a code for the chat. Only its keyed hash is stored; the oldest ones beyond a few go.

    Raises: NoSuchChatError: not this visitor's chat.
    """
    code = new_code()
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        session.add(
            Code(
                code_hash=services.keyring.hash_code(plain_code(code)),
                chat_id=chat.id,
                created_at=services.clock.now(),
            )
        )
        chat.row.has_code = True
        await session.flush()
        await _drop_oldest(session, chat, services.settings.codes_per_chat)
    return code


async def come_back(services: Services, *, code: str) -> Opened:
    """Give a new token for the chat of a code; older tokens stay valid.

    A code that is wrong, of an expired or of an erased chat finds no row: the same steps, the
    same time.

    Raises: NoSuchCodeError: there is no such code.
    """
    hashed = services.keyring.hash_code(plain_code(code))
    async with services.database.read() as session:
        found = await session.scalar(
            select(Code.chat_id).join(Chat, Chat.id == Code.chat_id).where(Code.code_hash == hashed)
        )
    if found is None:
        raise NoSuchCodeError
    opened = Opened(ChatId(found), new_token())
    async with services.database.write() as session:
        try:
            chat = await access_chat_by_id(session, services.keyring, found, to_change=True)
        except NoSuchChatError as error:
            raise NoSuchCodeError from error
        grant_token(session, services, chat, opened.token)
    return opened


async def _drop_oldest(session: AsyncSession, chat: OpenChat, kept: int) -> None:
    newest = (
        select(Code.code_hash)
        .where(Code.chat_id == chat.id)
        .order_by(Code.created_at.desc(), Code.code_hash)
    )
    hashes = (await session.scalars(newest)).all()
    if len(hashes) > kept:
        await session.execute(delete(Code).where(Code.code_hash.in_(hashes[kept:])))
