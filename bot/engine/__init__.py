"""The engine: understanding and dialogue behind four HTTP calls (contract §4), as a pure function.

    state, messages ──> /turn ──> readings, replies, plan, escalation, new state, trace

It keeps nothing between two calls, reaches no network, has no key and no database, and writes no
word of a visitor into a log. Start it with `python -m bot.engine`; `settings.py` lists what can be
set. Where to look:

| you want to know                                     | open                                    |
|------------------------------------------------------|-----------------------------------------|
| what a request may hold, and what is refused         | `wire.py`, `fields.py`, `payload.py`, `typed_text.py` |
| how a turn goes, step by step                        | `turn.py`                               |
| how several messages become one reading              | `together.py`                           |
| what the state holds                                 | `state.py`                              |
| where texts come from                                | `responses.py`                          |
| how a bubble of Rasa becomes a reply, what is traced | `replies.py`                            |
| what `bot.dialogue` is asked                         | `dialogue_face.py`                      |
| how Rasa is used (and nowhere else)                  | `border/`                               |
| which failure gives which code                       | `errors.py`                             |
| what a turn may cost in time and memory              | `limits.py`                             |
| HTTP: routes, secret, errors                         | `routes.py`                             |
| one worker process; one generation of them; all      | `worker.py`, `crew.py`, `switch.py`, `master.py` |
| how the master and its workers talk                  | `link.py`                               |
| which model may be opened, and how that is done      | `archive.py`, `opening.py`              |
| how it starts                                        | `__main__.py`                           |

The master loads Rasa and the model once and forks its workers afterwards, so that they share the
memory; a new model is tried in a child, loaded, and served by a new generation of workers before
the old one leaves.
"""
