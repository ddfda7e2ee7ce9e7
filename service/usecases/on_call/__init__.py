"""The person on call is reached when nobody at the desk takes a chat in danger."""
