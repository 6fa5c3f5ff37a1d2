"""Which rows of the store the rules see: events of a stream, ignored ones taken out, inside windows."""

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
_EVERYTHING = (m.Filtered(None),)


@dataclass(slots=True)
class Rows:
    """Some events of a store, in its order: their positions, a slice if they stand side by side. Their leads and times
    are taken from the store when they are asked for."""

    store: Store
    positions: Ints | slice
    _lead: NDArray[np.int32] | None = None
    _at: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return self.positions.stop - self.positions.start if isinstance(self.positions, slice) else len(self.positions)

    @property
    def lead(self) -> NDArray[np.int32]:
        if self._lead is None:
            self._lead = self.store.lead[self.positions]
        return self._lead

    @property
    def at(self) -> NDArray[np.int64]:
        if self._at is None:
            self._at = self.store.at[self.positions]
        return self._at

    def where(self, mask: Bools) -> "Rows":
        found = np.flatnonzero(mask)
        if isinstance(self.positions, slice):
            found += self.positions.start
            return Rows(self.store, narrow(found, len(self.store.at)))
        lead = None if self._lead is None else self._lead[found]
        at = None if self._at is None else self._at[found]
        return Rows(self.store, self.positions[found], lead, at)

    def between(self, after: int, until: int) -> "Rows":
        """Those later than one moment and not later than the other."""
        if self.store.is_in_time_order:
            start, stop = self.store.at.searchsorted([after, until], side="right").tolist()
            if isinstance(self.positions, slice):
                start, stop = (min(max(n - self.positions.start, 0), len(self)) for n in (start, stop))
            else:
                wanted = np.array([start, stop], self.positions.dtype)
                start, stop = self.positions.searchsorted(wanted).tolist()
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
        lead = None if self._lead is None else self._lead[start:stop]
        at = None if self._at is None else self._at[start:stop]
        return Rows(self.store, positions, lead, at)


def narrow(positions: NDArray[np.int64], size: int) -> Ints:
    """Positions in half the bytes, where they fit."""
    return positions.astype(np.int32) if size < 2**31 else positions


@dataclass(frozen=True, slots=True)
class Visible:
    """The events in all windows, and for which leads the windows are known (None: for all)."""

    rows: Rows
    known: Bools | None = None


# --- streams


class Alive:
    """The events that exist as of a moment: not later, not ignored. ``ignored``: how many each `ignore` took out."""

    def __init__(self, at: "LeadsAt", ignores: tuple[m.Ignore, ...]) -> None:
        self.store = at.store
        self.up_to_now = Rows(at.store, slice(0, len(at.store.at))).between(EARLIEST, at.as_of)
        self.ignored: dict[int, int] = {}
        self._left: Bools | None = None
        self._of_type: dict[str, Rows] = {}
        for number, ignore in enumerate(ignores):
            self._ignore(number, ignore.what, at)

    def _ignore(self, number: int, what: m.Filtered, at: "LeadsAt") -> None:
        rows = self.everything if what.event is None else self.of_type(what.event)
        if what.filter is not None:
            rows = rows.where(filter_truths(what.filter, rows, at).true)
        self.ignored[number] = len(rows)
        if self._left is None:
            self._left = np.ones(len(self.store.at), np.bool_)
        self._left[rows.positions] = False
        for type, found in self._of_type.items():
            if what.event in (None, type):
                self._of_type[type] = self.left(found)

    @property
    def everything(self) -> Rows:
        return self.left(self.up_to_now)

    def left(self, rows: Rows) -> Rows:
        """Those of some events that no `ignore` took."""
        return rows if self._left is None else rows.where(self._left[rows.positions])

    def of_type(self, type: str) -> Rows:
        found = self._of_type.get(type)
        if found is None:
            numbers = [n for n, name in enumerate(self.store.kinds) if name == type]
            kinds = self.store.kind[self.up_to_now.positions]
            found = self.up_to_now.where(kinds == numbers[0] if len(numbers) == 1 else np.isin(kinds, numbers))
            found = self._of_type[type] = self.left(found)
        return found


def stream_rows(stream: m.Stream, at: "LeadsAt") -> Rows:
    """The events of a stream, each once."""
    found = [_alternative(alternative, at) for alternative in stream.alternatives]
    if len(found) == 1:
        return found[0]
    chosen = np.zeros(len(at.store.at), np.bool_)
    for rows in found:
        chosen[rows.positions] = True
    return Rows(at.store, narrow(np.flatnonzero(chosen), len(chosen)))


def _alternative(what: m.Filtered, at: "LeadsAt") -> Rows:
    rows = at.alive.everything if what.event is None else at.alive.of_type(what.event)
    return rows if what.filter is None else rows.where(filter_truths(what.filter, rows, at).true)


def after_resets(stream: m.Stream, resets: tuple[m.Stream, ...], at: "LeadsAt") -> Rows:
    """The events of a stream that are later than each lead's latest event of each of some resets."""
    rows = at.rows(stream)
    if not resets or not len(rows):
        return rows
    return rows.where(at.reset(resets)[rows.positions])


def reset_rows(resets: tuple[m.Stream, ...], at: "LeadsAt") -> Bools:
    """Whether each event of the store is later than its lead's latest reset."""
    last = _most([_or(at.moment(Moment("last", reset)), EARLIEST) for reset in resets])
    assert last is not None
    later = np.ones(len(at.store.at), np.bool_)
    concerned = np.flatnonzero((last > EARLIEST)[at.store.lead])
    later[concerned] = at.store.at[concerned] > last[at.store.lead[concerned]]
    return later


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
            return value_truths(condition, property_values(measure, rows, at), at)
        case _:
            return value_truths(condition, property_values(condition.left, rows, at), at)


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


def visible_rows(
    stream: m.Stream, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...], at: "LeadsAt"
) -> Visible:
    """The events of a stream inside all windows and after all resets."""
    bounds = bounds_of(windows, resets, at)
    if stream.alternatives == _EVERYTHING and not resets:
        rows = at.alive.left(at.alive.up_to_now.between(bounds.after, bounds.until))
    else:
        rows = at.rows(stream, resets).between(bounds.after, bounds.until)
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


def bounds_of(windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...], at: "LeadsAt") -> Bounds:
    """``resets`` bound the events that windows begin from."""
    after, until = EARLIEST, LATEST
    afters: list[NDArray[np.int64]] = []
    untils: list[NDArray[np.int64]] = []
    knowns: list[Bools] = []
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
