"""Reading files of definitions: what is said, over which rules, and what is expected of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

from ...dsl.errors import SourceError
from ...dsl.types import POINT_SCALE
from ..drafts import Outcome
from ..gate import Gate

_OUTCOMES: tuple[Outcome, ...] = ("draft", "ask", "decline")
_PROBE = {"given", "points", "stage", "qualifies", "disqualified", "segment", "grade", "about"}
_KEYS = {"name", "rules", "said", "outcome", "assumes", "unread", "probe"}
_HELP = "docs/assistant.md shows what such a file holds"


@dataclass(frozen=True, slots=True)
class Expected:
    """A made-up lead, told as steps of a test, and what a draft makes of it; None: not asked.

    ``points``: hundredths that the draft adds. ``qualifies``: whether the stage, the segment or the definition of the
    draft holds. ``segment``: a label that it has by the draft, empty for none. ``about``: the words of the definition
    that it is about; if they are reported as unread, nothing is expected.
    """

    given: str
    points: int | None = None
    stage: str | None = None
    qualifies: bool | None = None
    disqualified: bool | None = None
    segment: str | None = None
    grade: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """``said``: one text, or the turns of a conversation. ``outcome``: what is right; ``assumes``: a draft has to state
    an assumption; ``unread``: words that it has to report. ``text`` and ``folder``: the rules that are there."""

    name: str
    said: tuple[str, ...]
    outcome: tuple[Outcome, ...]
    expected: tuple[Expected, ...] = ()
    assumes: bool = False
    unread: tuple[str, ...] = ()
    text: str = ""
    folder: Path | None = None

    def gate(self) -> Gate:
        return Gate.of_text(self.text, self.folder)


def shipped(part: str) -> Path:
    """One of the two files that come with leadwright: ``open`` or ``held_out``."""
    with as_file(files("leadwright.assistant.evaluation").joinpath(f"{part}.toml")) as path:
        return path


def definitions(file: Path) -> tuple[Definition, ...]:
    """All definitions of a file. Raises SourceError for one that cannot be read, or has what does not belong there."""
    try:
        found = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SourceError(f"{file} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{file}: {error}", _HELP) from None
    return _Reader(file, found).definitions()


class _Reader:
    def __init__(self, file: Path, document: Mapping[str, Any]) -> None:
        self.file = file
        self.document = document
        self.name = ""

    def wrong(self, what: str) -> SourceError:
        return SourceError(f"{self.file}: {f'definition “{self.name}”: ' if self.name else ''}{what}", _HELP)

    def definitions(self) -> tuple[Definition, ...]:
        unknown = set(self.document) - {"rules", "definition"}
        if unknown:
            raise self.wrong(f"`{min(unknown)}` does not belong there")
        tables = self.document.get("definition")
        if not isinstance(tables, list) or not tables:
            raise self.wrong("there is no [[definition]]")
        return tuple(self.definition(table) for table in cast("list[dict[str, Any]]", tables))

    def definition(self, table: Mapping[str, Any]) -> Definition:
        self.name = str(table.get("name", ""))
        self.known(table, _KEYS)
        said = table.get("said")
        turns = (said,) if isinstance(said, str) else tuple(cast("list[str]", said)) if isinstance(said, list) else ()
        if not turns or not all(t.strip() for t in map(str, turns)):
            raise self.wrong("`said` is missing: a text, or a list of turns")
        outcome = table.get("outcome", ["draft"])
        outcomes = (outcome,) if isinstance(outcome, str) else tuple(outcome)
        if not outcomes or set(outcomes) - set(_OUTCOMES):
            raise self.wrong("`outcome` is one or several of draft, ask, decline")
        text, folder = self.rules(str(table.get("rules", "")))
        return Definition(
            self.name or turns[0][:40],
            turns,
            cast("tuple[Outcome, ...]", outcomes),
            tuple(self.expected(probe) for probe in table.get("probe", ())),
            bool(table.get("assumes", False)),
            tuple(table.get("unread", ())),
            text,
            folder,
        )

    def known(self, table: Mapping[str, Any], keys: set[str]) -> None:
        unknown = set(table) - keys
        if unknown:
            raise self.wrong(f"`{min(unknown)}` does not belong there")

    def expected(self, probe: Mapping[str, Any]) -> Expected:
        self.known(probe, _PROBE)
        asked = dict(probe)
        steps = asked.get("given")
        if isinstance(steps, list):
            asked["given"] = "\n".join(cast("list[str]", steps))
        elif not isinstance(steps, str):
            raise self.wrong("a probe needs `given`: the steps of a test, a text or a list of them")
        if "points" in asked:
            asked["points"] = self.points(asked["points"])
        return Expected(**asked)

    def points(self, value: object) -> int:
        try:
            return int(Decimal(str(value)) * POINT_SCALE)
        except InvalidOperation:
            raise self.wrong(f"`points` is a number, not {value!r}") from None

    def rules(self, name: str) -> tuple[str, Path | None]:
        """The rules that a definition is about: those of an example, of a file beside this one, or a text."""
        if not name:
            return "", self.file.parent
        found = self.document.get("rules", {}).get(name)
        if not isinstance(found, dict):
            raise self.wrong(f"there are no [rules.{name}]")
        table = cast("dict[str, str]", found)
        self.known(table, {"example", "file", "text"})
        if "example" in table:
            with as_file(files("leadwright.examples").joinpath(table["example"])) as folder:
                if not (folder / "vocabulary.lead").is_file():
                    raise self.wrong(f"there is no example {table['example']}")
                return 'use "vocabulary.lead"\n' + table.get("text", ""), folder
        if "file" in table:
            file = self.file.parent / table["file"]
            if not file.is_file():
                raise self.wrong(f"there is no file {file}")
            return file.read_text("utf-8"), file.parent
        return table.get("text", ""), self.file.parent
