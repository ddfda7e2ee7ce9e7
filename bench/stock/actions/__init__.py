"""The actions of the stock bot, for its action server."""
