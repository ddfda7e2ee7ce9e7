"""Accounts of staff and their sessions: who is at the desk, and how they prove it."""
