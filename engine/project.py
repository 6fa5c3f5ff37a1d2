"""A project: which rules, which data, and how its columns are named. Read from ``leadwright.toml``.

Every setting has a default; the reference is ``docs/project-file.md``. Paths and patterns are relative to the
folder of the file. The clock is read in one place of leadwright: ``parse_as_of("now")``.
"""

import glob
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Literal

from ..dsl.errors import DataError, SourceError
from ..dsl.values import Unreadable, time_from
from .postgres import is_postgres
from .sources_elsewhere import is_elsewhere

FILE_NAME = "leadwright.toml"
AS_OF_HELP = "write a date (2026-03-01), a time (2026-03-01T09:30:00+01:00) or now"

Encoding = Literal["utf-8", "utf-16", "latin-1"]


@dataclass(frozen=True, slots=True)
class LeadsSettings:
    """``[leads]``: where the leads are and how their columns are to be read."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    source: tuple[str, ...] = ()
    """Paths or patterns, in the order in which they are read; or one database. None: the ids in the events."""
    table: str | None = None
    """The table of a database: ``leads`` if left out."""
    id: str = "lead_id"
    """The column that holds the lead's id."""
    missing: tuple[str, ...] = ()
    """Texts that mean that there is no value, besides the empty text."""
    timezone: str = "UTC"
    """The zone of times that are written without an offset."""
    rename: Mapping[str, str] = field(default_factory=dict[str, str])
    """Column in the data → name in the rules. ``id`` is the name in the data."""
    delimiter: str | None = None
    """What separates the values of a CSV file; found from the header if left out."""
    encoding: Encoding = "utf-8"
    """How the letters of a CSV file are written."""


@dataclass(frozen=True, slots=True)
class EventsSettings:
    """``[events]``: where the events are and how their columns are to be read."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    source: tuple[str, ...] = ()
    """Paths or patterns, in the order in which they are read; or one database. None: the leads have no events."""
    table: str | None = None
    """The table of a database: ``events`` if left out."""
    lead: str = "lead_id"
    """The column that holds the id of the event's lead."""
    time: str = "ts"
    """The column that holds the event's time."""
    type: str = "type"
    """The column that holds the event's type."""
    missing: tuple[str, ...] = ()
    """Texts that mean that there is no value, besides the empty text."""
    timezone: str = "UTC"
    """The zone of times that are written without an offset."""
    rename: Mapping[str, str] = field(default_factory=dict[str, str])
    """Column in the data → name in the rules. ``lead``, ``time`` and ``type`` are names in the data."""
    delimiter: str | None = None
    """What separates the values of a CSV file; found from the header if left out."""
    encoding: Encoding = "utf-8"
    """How the letters of a CSV file are written."""


@dataclass(frozen=True, slots=True)
class OutcomesSettings:
    """``[outcomes]``: what became of leads, and how the columns that say it are to be read."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    source: tuple[str, ...] = ()
    """Paths or patterns, in the order in which they are read; or one database. None: no outcomes are known."""
    table: str | None = None
    """The table of a database: ``outcomes`` if left out."""
    lead: str | None = None
    """The column that holds the lead's id: ``lead_id``, or the one that can only be it, if left out."""
    outcome: str | None = None
    """The column that says what became of the lead: ``outcome``, or the one that can only be it, if left out."""
    at: str | None = None
    """The column with the day or time of it: ``at``, or the one that can only be it, if left out; else unknown."""
    won: tuple[str, ...] = ()
    """The outcomes that count as won. Texts are compared as in the rules: upper and lower case are one."""
    lost: tuple[str, ...] = ()
    """The outcomes that count as lost. All that are in neither list are open."""
    missing: tuple[str, ...] = ()
    """Texts that mean that there is no value, besides the empty text."""
    timezone: str = "UTC"
    """The zone of times that are written without an offset."""
    delimiter: str | None = None
    """What separates the values of a CSV file; found from the header if left out."""
    encoding: Encoding = "utf-8"
    """How the letters of a CSV file are written."""


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """``[report]``: what ``leadwright report`` calls things, and where costs are."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    title: str | None = None
    """What stands at the top: the model's name if left out."""
    mql: str | None = None
    """The stage that marketing hands over: the one called MQL, else the first, if left out."""
    sql: str | None = None
    """The stage that sales takes on: the one called SQL, else the one after the other, if left out."""
    customer: str | None = None
    """The stage that stands for a customer, where no outcomes say who bought."""
    lead_source: str | None = None
    """The field that says where a lead comes from: the one called as CRMs call it if left out."""
    since: str | None = None
    """The field with the time or date at which a lead began: ``created_at`` or the like, else the first event."""
    costs: str | None = None
    """A CSV file with the columns month, source (may be left out) and amount."""
    currency: str = ""
    """What stands before an amount: ``$``, ``EUR ``."""


@dataclass(frozen=True, slots=True)
class DataSettings:
    """``[data]``: what is to happen when data is not as it should be. All of it is counted and reported."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    duplicate_lead: Literal["error", "first", "last"] = "error"
    """Two rows with one lead id: stop, or keep the first or the last of them."""
    lead_without_id: Literal["error", "leave out"] = "error"
    """A row of the leads in which the id is missing."""
    event_of_unknown_lead: Literal["leave out", "error"] = "leave out"
    """An event whose lead is not among the leads."""
    event_without_time: Literal["leave out", "error"] = "leave out"
    """An event whose time is missing or cannot be read."""
    event_without_type: Literal["leave out", "error"] = "leave out"
    """An event whose type is missing."""
    unreadable_value: Literal["missing", "error"] = "missing"
    """A value that the declared type cannot hold."""
    name_not_found: Literal["warn", "error"] = "warn"
    """A field, event type or property that the rules name and the data does not have."""


@dataclass(frozen=True, slots=True)
class SparkSettings:
    """``[spark]``: where Spark runs, for ``--engine spark``."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    master: str | None = None
    """The master, such as ``spark://host:7077``; Spark's own configuration, or ``local[*]``, if left out."""
    conf: Mapping[str, str | bool | int | float] = field(default_factory=dict[str, str | bool | int | float])
    """Any settings of Spark's."""


@dataclass(frozen=True, slots=True)
class PostgresSettings:
    """``[postgres]``: the database for ``--engine postgres`` where the data is not in one."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    url: str | None = None


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """``[assistant]``: who drafts rules, and the limits of a language model. Never a key."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    drafter: Literal["offline", "openai"] = "offline"
    base_url: str | None = None
    """The endpoint; the environment's ``OPENAI_BASE_URL`` if left out, else OpenAI's."""
    model: str | None = None
    timeout: int = 60
    """Seconds without a sign of the endpoint."""
    deadline: int = 300
    """Seconds for a whole draft, with all repairs."""
    max_tokens: int = 4000
    """What the model may write at once."""
    retries: int = 1
    """How often one call is tried again that failed for no reason of its own."""
    repairs: int = 2
    """How often a draft is given back with what is wrong with it: at most 2."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a run works on. ``rules`` and ``tests`` are paths or patterns relative to ``root``."""

    root: Path
    file: Path | None = None
    """The ``leadwright.toml`` this was read from."""
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    as_of: str | None = None
    leads: LeadsSettings = field(default_factory=LeadsSettings)
    events: EventsSettings = field(default_factory=EventsSettings)
    outcomes: OutcomesSettings = field(default_factory=OutcomesSettings)
    data: DataSettings = field(default_factory=DataSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    spark: SparkSettings = field(default_factory=SparkSettings)
    postgres: PostgresSettings = field(default_factory=PostgresSettings)
    assistant: AssistantSettings = field(default_factory=AssistantSettings)

    @classmethod
    def find(cls, start: Path) -> "Project | None":
        """The project of the nearest ``leadwright.toml`` in ``start`` or above it; None if there is none.

        Raises SourceError if the file is there but has mistakes.
        """
        start = start.absolute()
        for folder in (start, *start.parents) if start.is_dir() else start.parents:
            if (folder / FILE_NAME).is_file():
                return cls.read(folder / FILE_NAME)
        return None

    @classmethod
    def read(cls, file: Path) -> "Project":
        """The project of one ``leadwright.toml``. Raises SourceError with all mistakes and their lines."""
        from .project_file import read_project_file

        return read_project_file(file)

    @classmethod
    def adhoc(
        cls,
        rules: Sequence[str | Path] = (),
        leads: Sequence[str | Path] = (),
        events: Sequence[str | Path] = (),
        as_of: str | None = None,
    ) -> "Project":
        """A project without a file: ``lead_id`` in both sources, ``ts`` and ``type`` in the events."""
        return cls(root=Path.cwd()).with_options(rules, leads, events, as_of)

    def with_options(
        self,
        rules: Sequence[str | Path] = (),
        leads: Sequence[str | Path] = (),
        events: Sequence[str | Path] = (),
        as_of: str | None = None,
    ) -> "Project":
        """The same, but for what the command line says; its paths are relative to the current folder.

        A source may be followed by ``::`` and the name of a table. Raises DataError if several are.
        """
        here = Path.cwd()
        result = replace(self, as_of=as_of or self.as_of)
        if rules:
            result = replace(result, rules=tuple(str(here / path) for path in rules))
        if leads:
            source, table = _sources(here, leads)
            result = replace(result, leads=replace(self.leads, source=source, table=table))
        if events:
            source, table = _sources(here, events)
            result = replace(result, events=replace(self.events, source=source, table=table))
        return result

    def with_outcomes(
        self, outcomes: Sequence[str | Path] = (), won: Sequence[str] = (), lost: Sequence[str] = ()
    ) -> "Project":
        """The same, but for what the command line says of outcomes; paths are relative to the current folder."""
        settings = self.outcomes
        if outcomes:
            source, table = _sources(Path.cwd(), outcomes)
            settings = replace(settings, source=source, table=table)
        if won or lost:
            settings = replace(settings, won=tuple(won) or settings.won, lost=tuple(lost) or settings.lost)
        return replace(self, outcomes=settings)

    def rule_files(self) -> list[Path]:
        """The rules files, in order, each once. Raises SourceError if a path or pattern finds none."""
        return self._expand(self.rules, "rules")

    def test_files(self) -> list[Path]:
        """The files of ``tests``, in order, each once (the rules files may hold tests, too)."""
        return self._expand(self.tests, "tests")

    def _expand(self, patterns: Sequence[str], setting: str) -> list[Path]:
        files: dict[Path, None] = {}
        for pattern in patterns:
            found = matching_files(self.root, pattern)
            if not found:
                where = f"`{setting}` of {self.file}" if self.file else f"`{setting}`"
                raise SourceError(f"{where}: there is no file {shown_path(self.root / pattern)}")
            files.update(dict.fromkeys(found))
        return list(files)

    def as_of_time(self) -> int | None:
        """The default as-of time in microseconds since 1970-01-01T00:00Z, or None if none is given."""
        return None if self.as_of is None else parse_as_of(self.as_of)


def _sources(here: Path, given: Sequence[str | Path]) -> tuple[tuple[str, ...], str | None]:
    """Sources of the command line, paths made absolute, and the table that one of them names."""
    sources: list[str] = []
    tables: list[str] = []
    for source in map(str, given):
        name, sign, table = source.rpartition("::")
        if sign and not re.search(r"[]/\\]", table) and not (here / source).exists():
            source = name
            tables.append(table)
        is_path = not is_postgres(source) and not is_elsewhere(source)
        sources.append(str(here / source) if is_path else source)
    if tables and len(sources) > 1:
        raise DataError(
            "a table of a database is a source of its own", "give one --leads, one --events, one --outcomes"
        )
    return tuple(sources), tables[0] if tables else None


def parse_as_of(text: str) -> int:
    """An as-of time as microseconds since 1970-01-01T00:00Z.

    An ISO 8601 date (its midnight in UTC) or time (UTC if it has no offset), or ``now``: the clock, read here
    and nowhere else. Raises DataError for anything else.

    >>> parse_as_of("2026-01-15") == parse_as_of("2026-01-15T01:00:00+01:00")
    True
    """
    if text.strip().lower() == "now":
        now = datetime.now(UTC)
        return int(now.timestamp()) * 1_000_000 + now.microsecond
    at = time_from(text)
    if at is None or isinstance(at, Unreadable):
        raise DataError(f'cannot read the as-of time "{text}"', AS_OF_HELP)
    return at


def matching_files(root: Path, pattern: str) -> list[Path]:
    """The files that a path or pattern (``*``, ``**``, ``?``, ``[…]``) names, sorted."""
    path = root / pattern
    if path.is_file():
        return [path]
    return sorted(Path(found) for found in glob.glob(str(path), recursive=True) if Path(found).is_file())  # noqa: PTH207


def shown_path(path: Path) -> str:
    """A path as people would type it: relative to the current folder if it is inside."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.fspath(path)
