"""From the workbench to the assistant. A layer of the workbench."""

from .changing import Changing


class Assisting(Changing):
    """The workbench with the assistant at its side."""
