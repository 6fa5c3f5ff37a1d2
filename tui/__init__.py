"""The terminal app: write, test and simulate rules against sample leads.

It shows what `dsl` and `engine` work out and works out no scores itself. Its widgets post messages (`messages.py`) and
never reach into one another; the workbench (`screens/workbench.py`) passes on what concerns others.
"""
