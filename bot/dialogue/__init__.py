"""What is said next: pure functions over memory, reading and content (no Rasa, no visitor text)."""
