"""Projects that run as they stand, and the seeded generator of their data.

Each folder here is a whole project: ``leadwright.toml``, rules, tests, leads and events. ``generate`` makes the data:
``python -m leadwright.examples.generate``.
"""
