"""Alembic migrations, run by the service when it starts."""
