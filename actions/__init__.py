"""The custom actions: thin classes over `bot.dialogue`, one per file."""
