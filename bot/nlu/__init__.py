"""Reads one message: Rasa graph components, one job and one file each; `config.yml` is their order."""
