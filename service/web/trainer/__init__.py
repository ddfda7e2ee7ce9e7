"""The interface of trainers, contract §5."""
