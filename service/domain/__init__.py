"""Plain rules of a chat: no database, no web, no engine."""
