"""Routes only: what comes in is checked, a use case is called, its result goes out."""
