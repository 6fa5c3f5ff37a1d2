"""Which rows of the store the rules see: events of a stream, ignored ones taken out, inside windows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import Bools, Ints, TextColumn, ValueColumn
from ..plan import Moment
from ..store import Store
from .truths import Truths, at_least, both, either, negation
from .values import Values, calendar_days, domains, value_truths

if TYPE_CHECKING:
    from .leads_at import LeadsAt

EARLIEST = -(2**62)
LATEST = 2**62


@dataclass(frozen=True, slots=True)
class Rows:
    """Some events of the store, in its order: their positions (a slice if they stand side by side), leads and times."""

    positions: Ints | slice
    lead: NDArray[np.int32]
    at: NDArray[np.int64]
    in_time_order: bool

    def __len__(self) -> int:
        return len(self.at)

    def where(self, mask: Bools) -> "Rows":
        if isinstance(self.positions, slice):
            positions = np.flatnonzero(mask) + self.positions.start
        else:
            positions = self.positions[mask]
        return Rows(positions, self.lead[mask], self.at[mask], self.in_time_order)

    def between(self, after: int, until: int) -> "Rows":
        """Those later than one moment and not later than the other."""
        if self.in_time_order:
            start, stop = (int(n) for n in np.searchsorted(self.at, [after, until], side="right"))
            return self._slice(start, max(start, stop))
        if not len(self) or (after < int(self.at.min()) and int(self.at.max()) <= until):
            return self
        return self.where((self.at > after) & (self.at <= until))

    def _slice(self, start: int, stop: int) -> "Rows":
        positions = self.positions
        if isinstance(positions, slice):
            positions = slice(positions.start + start, positions.start + stop)
        else:
            positions = positions[start:stop]
        return Rows(positions, self.lead[start:stop], self.at[start:stop], self.in_time_order)


def all_rows(store: Store) -> Rows:
    return Rows(slice(0, len(store.at)), store.lead, store.at, store.is_in_time_order)


@dataclass(frozen=True, slots=True)
class Visible:
    """The events in all windows, and for which leads the windows are known (None: for all)."""

    rows: Rows
    known: Bools | None = None


# --- streams


class Alive:
    """The events that exist as of a moment: not later, not ignored. ``ignored``: how many each `ignore` took out."""

    def __init__(self, at: "LeadsAt", ignores: tuple[m.Ignore, ...]) -> None:
        store = at.store
        rows = all_rows(store).between(EARLIEST, at.as_of)
        self.ignored: Mapping[int, int] = {}
        if ignores:
            counts: dict[int, int] = {}
            left = np.ones(len(rows), np.bool_)
            for number, ignore in enumerate(ignores):
                hit = left & _passing(ignore.what, rows, at)
                counts[number] = int(np.count_nonzero(hit))
                left &= ~hit
            self.ignored = counts
            rows = rows.where(left)
        self.rows = rows
        self._kinds = store.kind[rows.positions]
        self._of_type: dict[str, Rows] = {}

    def of_type(self, type: str, store: Store) -> Rows:
        found = self._of_type.get(type)
        if found is None:
            numbers = [n for n, name in enumerate(store.kinds) if name == type]
            mask = np.isin(self._kinds, numbers) if len(numbers) != 1 else self._kinds == numbers[0]
            found = self._of_type[type] = self.rows.where(mask)
        return found


def _passing(what: m.Filtered, rows: Rows, at: "LeadsAt") -> Bools:
    if what.event is not None:
        numbers = [n for n, name in enumerate(at.store.kinds) if name == what.event]
        of_type = np.isin(at.store.kind[rows.positions], numbers)
    else:
        of_type = np.ones(len(rows), np.bool_)
    if what.filter is None:
        return of_type
    passing = np.zeros(len(rows), np.bool_)
    passing[of_type] = filter_truths(what.filter, rows.where(of_type), at).true
    return passing


def stream_rows(stream: m.Stream, at: "LeadsAt") -> Rows:
    """The events of a stream, each once."""
    found = [_alternative(alternative, at) for alternative in stream.alternatives]
    if len(found) == 1:
        return found[0]
    everything = at.alive.rows
    chosen = np.zeros(len(at.store.at), np.bool_)
    for rows in found:
        chosen[rows.positions] = True
    return everything.where(chosen[everything.positions])


def _alternative(what: m.Filtered, at: "LeadsAt") -> Rows:
    rows = at.alive.rows if what.event is None else at.alive.of_type(what.event, at.store)
    return rows if what.filter is None else rows.where(filter_truths(what.filter, rows, at).true)


# --- filters


def filter_truths(condition: m.Condition, rows: Rows, at: "LeadsAt") -> Truths:
    """A filter's truth for each of some events."""
    match condition:
        case m.AllOf(parts):
            return both([filter_truths(part, rows, at) for part in parts])
        case m.AnyOf(parts):
            return either([filter_truths(part, rows, at) for part in parts])
        case m.AtLeast(number, parts):
            return at_least(number, [filter_truths(part, rows, at) for part in parts])
        case m.Not(part):
            return negation(filter_truths(part, rows, at))
        case m.Named(part):
            return filter_truths(part, rows, at)
        case m.Exists() | m.Sequence() | m.Ratio() | m.InSegment() | m.IsDisqualified():
            raise AssertionError(condition)
        case m.IsTrue(measure) | m.IsKnown(measure):
            return value_truths(condition, property_values(measure, rows, at), at.calendar, at.as_of)
        case _:
            return value_truths(condition, property_values(condition.left, rows, at), at.calendar, at.as_of)


def property_values(measure: m.Measure, rows: Rows, at: "LeadsAt") -> Values:
    """What some events know of a property, or of what is made of one."""
    match measure:
        case m.PropertyValue(name, type):
            column = at.store.property(name, type)
            if isinstance(column, TextColumn):
                return TextColumn(column.codes[rows.positions], column.texts)
            known = None if column.known is None else column.known[rows.positions]
            return ValueColumn(column.type, column.data[rows.positions], known, column.unit)
        case m.CalendarDay(of):
            return calendar_days(property_values(of, rows, at), at.calendar)
        case m.DomainOf(of):
            return domains(property_values(of, rows, at))
        case _:
            raise AssertionError(measure)


# --- windows


def visible_rows(events: m.Events, at: "LeadsAt") -> Visible:
    """The events of a stream inside all windows and after all resets."""
    return bounded(at.rows(events.stream), events.windows, events.resets, at)


def bounded(rows: Rows, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...], at: "LeadsAt") -> Visible:
    bounds = bounds_of(windows, resets, at)
    if bounds is None:
        return Visible(rows)
    rows = rows.between(bounds.after, bounds.until)
    mask: Bools | None = None
    if bounds.after_each is not None:
        mask = rows.at > bounds.after_each[rows.lead]
    if bounds.until_each is not None:
        inside = rows.at <= bounds.until_each[rows.lead]
        mask = inside if mask is None else mask & inside
    if bounds.known is not None:
        known = bounds.known[rows.lead]
        mask = known if mask is None else mask & known
    return Visible(rows if mask is None else rows.where(mask), bounds.known)


@dataclass(frozen=True, slots=True)
class Bounds:
    """All windows as one: later than ``after`` and, lead by lead, ``after_each``; not later than the others."""

    after: int
    until: int
    after_each: NDArray[np.int64] | None
    until_each: NDArray[np.int64] | None
    known: Bools | None


def bounds_of(windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...], at: "LeadsAt") -> Bounds | None:
    if not windows and not resets:
        return None
    after, until = EARLIEST, LATEST
    afters: list[NDArray[np.int64]] = []
    untils: list[NDArray[np.int64]] = []
    knowns: list[Bools] = []
    for reset in resets:
        afters.append(_or(at.moment(Moment("last", reset)), EARLIEST))
    for window in windows:
        match window:
            case m.Within(length):
                after = max(after, at.as_of - length)
            case m.BetweenAgo(near, far):
                after, until = max(after, at.as_of - far), min(until, at.as_of - near)
            case m.FromMoment(moment):
                after = max(after, moment - 1)
            case m.AfterField(field):
                found = at.instants(field)
                afters.append(_or(found, LATEST))
                knowns += [found.known] if found.known is not None else []
            case m.AfterEvent(which, stream):
                found = at.moment(Moment(which, stream, resets))
                afters.append(_or(found, EARLIEST))
                knowns += [found.known] if which == "first" and found.known is not None else []
            case m.Following(length, which, stream):
                found = at.moment(Moment(which, stream, resets))
                afters.append(_or(found, LATEST))
                untils.append(_or(found, EARLIEST) + length)
                knowns += [found.known] if found.known is not None else []
    return Bounds(after, until, _most(afters), _least(untils), _every(knowns))


def _or(column: ValueColumn, instead: int) -> NDArray[np.int64]:
    data = column.data.astype(np.int64, copy=False)
    return data if column.known is None else np.where(column.known, data, instead)


def _most(found: list[NDArray[np.int64]]) -> NDArray[np.int64] | None:
    return np.maximum.reduce(found) if found else None


def _least(found: list[NDArray[np.int64]]) -> NDArray[np.int64] | None:
    return np.minimum.reduce(found) if found else None


def _every(found: list[Bools]) -> Bools | None:
    return np.logical_and.reduce(found) if found else None
