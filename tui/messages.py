"""What widgets tell the workbench and each other."""

from collections.abc import Mapping
from pathlib import Path

from textual.message import Message

from ..dsl.source import Place
from ..engine.live import Scored, Unscored


class RulesChanged(Message):
    """The rules are another text than before: ``texts`` are those that stand in for files."""

    def __init__(self, texts: Mapping[Path, str], version: int) -> None:
        super().__init__()
        self.texts = texts
        self.version = version


class ScoresChanged(Message):
    """The leads were scored by a version of the rules, or could not be."""

    def __init__(self, scored: Scored | Unscored) -> None:
        super().__init__()
        self.scored = scored


class LeadChosen(Message):
    """A lead is to be explained: its row in the scores that are shown."""

    def __init__(self, lead: int) -> None:
        super().__init__()
        self.lead = lead


class PlaceChosen(Message):
    """The editor is to go to a place in the rules."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class FileAsked(Message):
    """A file is to be made (`new`), renamed (`rename`) or deleted (`delete`). ``path``: the one that is marked."""

    def __init__(self, what: str, path: Path | None) -> None:
        super().__init__()
        self.what = what
        self.path = path


class FileChosen(Message):
    """A file is to be opened, at a line and column (from 1) if they are given."""

    def __init__(self, path: Path, line: int | None = None, column: int = 1) -> None:
        super().__init__()
        self.path = path
        self.line = line
        self.column = column
