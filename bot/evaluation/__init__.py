"""How well messages are understood: figures with their counts, for a labelled file (`make evaluate`)."""
