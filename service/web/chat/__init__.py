"""The visitor's interface, contract §2."""

from service.web.chat.around import router as around_router
from service.web.chat.chats import router as chats_router
from service.web.chat.talking import router as talking_router

routers = (talking_router, chats_router, around_router)  # the most frequent first
