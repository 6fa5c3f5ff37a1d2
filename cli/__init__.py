"""The command line: ``main.py``, and one small file a verb. Nothing heavy is imported before a verb needs it."""
