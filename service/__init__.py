"""The only public process: it owns chats, staff and the log of events."""
