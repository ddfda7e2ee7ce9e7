"""Understanding and dialogue of the chat, run as a Rasa project and served by `bot.engine`."""
