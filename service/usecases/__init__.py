"""What the service does, one function each. Database, engine, keys and clock are handed in."""
