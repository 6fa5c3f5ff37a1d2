"""A table of outcomes: read once, and put in the order of any store's leads."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl.comparing import fold
from ...dsl.errors import DataError
from ...dsl.values import Unreadable, number_from
from ...dsl.zones import zone as zone_named
from ..columns import Bools
from ..lead_at import EARLIEST
from ..project import OutcomesSettings, Project
from ..report import Problem
from ..source import Data, table_of
from ..store.choosing import kind_reading_of, time_reading_of
from ..store.keys import NO_ID, numbers_of_leads
from ..store.leads import IdReading
from ..store.opening import counting
from ..store.readings import Read, Reading
from ..store.scan import taken
from ..store.space import Memory
from ..table import Database
from .columns import LOST_WORDS, WON_WORDS, OutcomeColumns, outcome_columns
from .problems import OutcomeProblems

WON, LOST, OPEN = 1, 0, -1

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """Of the leads of a store: ``open``: an outcome that is neither won nor lost; ``absent``: none at all."""

    won: int
    lost: int
    open: int
    absent: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the leads of a store, a row a lead.

    ``result``: 1 won, 0 lost, −1 open or unknown. ``at``: microseconds since 1970-01-01T00:00Z, ``EARLIEST`` where it
    is not known when that was. ``problems``: what was odd in the rows of these leads and, if there is one store alone,
    in all rows.
    """

    result: NDArray[np.int8]
    at: NDArray[np.int64]
    counts: OutcomeCounts
    problems: Sequence[Problem] = field(default=(), compare=False)

    @property
    def is_known(self) -> Bools:
        """Which leads were won or lost."""
        return self.result >= 0

    @property
    def has_time(self) -> Bools:
        return self.at != EARLIEST


@dataclass(frozen=True, slots=True)
class _Rows:
    """All rows of the table. ``value``: the position in ``values``, −1 where there is none."""

    ids: pa.Array
    value: NDArray[np.signedinteger]
    values: Sequence[str]
    result: NDArray[np.int8]
    at: NDArray[np.int64]


class OutcomeTable:
    """Outcomes of leads. Rows are read when they are first asked for.

    ``columns``: those that hold lead, outcome and time. ``said``: which were taken without being named, in words.
    """

    def __init__(self, project: Project, data: Data, columns: OutcomeColumns) -> None:
        self.project = project
        self.data = data
        self.columns = columns
        self.settings = project.outcomes
        self.problems = OutcomeProblems(data, project.data)
        self._rows: _Rows | None = None
        self._matched: Bools | None = None

    @property
    def shown(self) -> str:
        """Where the rows are, as people are told it."""
        return self.data.table.shown

    @property
    def said(self) -> tuple[str, ...]:
        return self.columns.said

    @property
    def has_times(self) -> bool:
        """Whether there is a column that says when outcomes were."""
        return self.columns.at is not None

    @property
    def values(self) -> Mapping[str, tuple[int, int]]:
        """Each outcome that occurs, the most frequent first: its result (1, 0, −1) and in how many rows it stands."""
        rows = self._all()
        counts = Counter[int](rows.value[rows.value >= 0].tolist())
        meaning = self._meaning(rows.values)
        return {rows.values[n]: (int(meaning[n]), count) for n, count in counts.most_common()}

    def read(self, progress: Progress | None = None) -> None:
        """Read all rows now. ``progress``: called with the rows read and those there are (0: not known)."""
        self._all(progress)

    def of(self, ids: pa.Array) -> Outcomes:
        """What became of the leads with these ids (``Store.ids``), in their order.

        Raises DataError if a lead has several rows and the project's ``duplicate_lead`` does not say which counts.
        """
        rows = self._all()
        numbers = self._numbers(ids, rows)
        here = (numbers >= 0) | (numbers == NO_ID)
        self._matched = here if self._matched is None else self._matched | here
        chosen = self._chosen(numbers, rows)
        result = np.full(len(ids), OPEN, np.int8)
        at = np.full(len(ids), EARLIEST, np.int64)
        leads = numbers[chosen]
        result[leads] = rows.result[chosen]
        at[leads] = rows.at[chosen]
        counts = OutcomeCounts(
            int(np.count_nonzero(result == WON)),
            int(np.count_nonzero(result == LOST)),
            len(chosen) - int(np.count_nonzero(result >= 0)),
            len(ids) - len(chosen),
        )
        return Outcomes(result, at, counts, self.problems.found)

    def finish(self) -> Sequence[Problem]:
        """To be called after the last store: all problems, those of rows that belong to no lead with them.

        Raises DataError if the project's settings make one an error.
        """
        rows = self._all()
        matched = self._matched if self._matched is not None else np.zeros(len(rows.ids), np.bool_)
        self.problems.unknown_leads(np.flatnonzero(~matched))
        self.problems.raise_errors()
        return self.problems.found

    def close(self) -> None:
        self.data.table.database.connection.close()

    # --- reading

    def _all(self, progress: Progress | None = None) -> _Rows:
        if self._rows is None:
            self._rows = self._read(progress)
        return self._rows

    def _read(self, progress: Progress | None) -> _Rows:
        data, space = self.data, Memory()
        ids, kinds = IdReading(data, True), kind_reading_of(data, space)
        times = None if data.time is None else time_reading_of(data, space)
        columns = [column for column in (data.lead, data.type, data.time) if column is not None]
        data.table.fetch(columns)
        readings: list[Reading] = [ids, kinds, *([] if times is None else [times])]
        for _ in taken(data.table, readings, counting(progress, [None])):
            pass
        found = kinds.finish()
        value = found.data.astype(np.int32, copy=False)
        meaning = np.append(self._meaning(found.texts), np.int8(OPEN))
        at = np.full(len(value), EARLIEST, np.int64) if times is None else self._times(times.finish())
        rows = _Rows(ids.ids(), value, found.texts, meaning[value], at)
        if rows.ids.null_count:
            self.problems.without_id(np.flatnonzero(rows.ids.is_null().to_numpy(zero_copy_only=False)))
        return rows

    def _times(self, read: Read) -> NDArray[np.int64]:
        at = read.data.astype(np.int64) * read.unit
        if read.known is not None:
            at[~read.known] = EARLIEST
        for start, unreadable in read.unreadable:
            self.problems.unreadable_times(np.flatnonzero(unreadable) + start)
        return at

    def _meaning(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """What each text says: won, lost or open."""
        named = bool(self.settings.won or self.settings.lost)
        won = {_word(text) for text in (self.settings.won if named else WON_WORDS)}
        lost = {_word(text) for text in (self.settings.lost if named else LOST_WORDS)}
        if named and self.data.type is not None and self.data.type.type == "BOOLEAN":
            flags = {"true", "false"}
            won, lost = won or flags - lost, lost or flags - won
        words = [_word(text) for text in texts]
        return np.array([WON if w in won else LOST if w in lost else OPEN for w in words], np.int8)

    # --- the leads of a store

    def _numbers(self, ids: pa.Array, rows: _Rows) -> NDArray[np.int32]:
        found = rows.ids
        if not pa.types.is_int64(ids.type) or not pa.types.is_int64(found.type):
            ids, found = ids.cast(pa.string()), found.cast(pa.string())
        return numbers_of_leads(ids, self.data.missing).of(found)

    def _chosen(self, numbers: NDArray[np.int32], rows: _Rows) -> NDArray[np.int64]:
        """The row of each lead that has one; of several the first or last, if the settings say which."""
        mine = np.flatnonzero(numbers >= 0)
        order = np.argsort(numbers[mine], kind="stable")
        mine = mine[order]
        new = np.ones(len(mine), np.bool_)
        new[1:] = numbers[mine[1:]] != numbers[mine[:-1]]
        if new.all():
            return mine
        self.problems.repeated(mine, new)
        self.problems.raise_errors()
        if self.project.data.duplicate_lead == "last":
            new = np.append(new[1:], True)
        return mine[new]


def _word(text: str) -> str:
    """A text as outcomes are compared: folded, and a whole number as it is written without a point."""
    number = number_from(text)
    if number is not None and not isinstance(number, Unreadable) and number % 1_000_000 == 0:
        return str(number // 1_000_000)
    return fold(text.strip())


def open_outcomes(project: Project) -> OutcomeTable:
    """The outcomes that a project names; rows are read later.

    Raises DataError if it names none, if they cannot be opened, and if it cannot be told which column is which.
    """
    settings: OutcomesSettings = project.outcomes
    if not settings.source:
        raise DataError(
            "no outcomes: nothing says what became of the leads",
            "give --outcomes F, or set `source` in [outcomes] of leadwright.toml: a table with the columns lead_id, "
            "outcome and at",
            "LW808",
        )
    database = Database()
    table = table_of(project, settings, "outcomes", database)
    columns = outcome_columns(table, settings, project.leads.id if project.leads.source else project.events.lead)
    data = Data(
        table=table,
        columns={},
        lead=columns.lead,
        missing=frozenset(text.strip() for text in settings.missing) - {""},
        zone=zone_named(settings.timezone) or ZoneInfo("UTC"),
        time=columns.at,
        type=columns.outcome,
    )
    return OutcomeTable(project, data, columns)
