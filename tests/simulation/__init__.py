"""`make simulate`: hundreds of visitors who tap and write at random, each told the truth by contract §3 or reported.

    visitor.py   what a visitor does next: prefers choices that nobody has taken yet
    rules.py     what must hold after every turn, whatever was done
    __main__.py  plays the paths with the newest model, in this process, and prints what broke

Everything is drawn from a seed: a path that broke is played again with `--situation … --language … --path N`.
"""
