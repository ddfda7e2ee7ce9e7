"""The border to Rasa: the only place of the engine that imports it, or that holds its objects.

`brain.py` is what the rest of the engine sees. Behind it: `model.py` loads a model and asks its
graph, `processor.py` runs the actions that the policies choose, `actions.py` runs custom actions in
this process, `nlg.py` gives Rasa our texts, `tracker.py` turns a state into a tracker and back,
`quiet.py` keeps Rasa from printing what it sees, `lean.py` from importing TensorFlow.
"""
