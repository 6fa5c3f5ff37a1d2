"""``python -m leadwright``: the command line."""

from .cli.main import main

main()
