"""The ways to reach the person on call: console, webhook, e-mail."""
