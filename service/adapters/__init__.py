"""What the service talks to: database, engine, key file, notifier, clock."""
