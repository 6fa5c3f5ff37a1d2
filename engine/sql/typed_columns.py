"""From the columns of people's data to typed ones, in SQL: what ``dsl.values`` does, for executors that read there.

Values are read in steps, each a SELECT over the one before:

1. *cleaned*: null for what is missing, texts without the blanks around them;
2. *parsed*: the value; of a date or time its clock time and whether it is an instant;
3. *placed*: clock times become instants, and instants days, by the tables of zones.

A value that was not missing and came to nothing is unreadable. How each is written in a dialect is in its ``Reading``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from ...dsl.types import MICROSECONDS_PER_DAY, Type
from ...dsl.values import FIRST_INSTANT, LAST_INSTANT
from ..source import Data
from ..table import Column
from . import expressions as x
from .dialect import Dialect
from .held import Held, held_as
from .local_time import Joined, ZoneTables, day_of
from .names import Names

READING: Mapping[str, str] = {
    "text_of_text": "a text, compared by code points",
    "text_of_flag": "true or false",
    "text_of_whole": "a whole number as its digits",
    "text_of_decimal": "an exact number as it is written",
    "text_of_double": "its shortest decimal form without an exponent",
    "text_of_date": "2026-01-15",
    "text_of_clock": "2026-01-15 12:00:00.5",
    "text_of_instant": "2026-01-15 12:00:00.5+00",
    "text_of_other": "any other value as a text",
    "trimmed": "a text without any of the signs of text 1 around it",
    "number_of_text": "millionths of a number that is written, null if it is none",
    "number_of_whole": "millionths of a whole number, null if it has more than 12 digits",
    "number_of_decimal": "the same of an exact number, rounded half away from zero",
    "number_of_double": "the same of a float's shortest decimal form",
    "known_double": "a float, null if it is none or infinite",
    "known_decimal": "an exact number, null if it is none or infinite",
    "known_date": "a date, null if it is infinite",
    "known_clock": "a timestamp without a zone, null if it is infinite",
    "known_instant": "an instant, null if it is infinite",
    "not_a_number": "whether a text, which is no missing value, is written as none or infinity (nan, inf)",
    "flag_of_text": "true or false of a text, null if it is neither",
    "flag_of_number": "true of 1, false of 0, else null",
    "clock_of_text": "microseconds of a time that is written (less its offset, if it has one), null if it is none",
    "is_instant_of_text": "whether a time that is written has an offset",
    "clock_of_date": "microseconds of a date's midnight",
    "clock_of_clock": "microseconds of a timestamp without a zone",
    "clock_of_instant": "microseconds of an instant",
    "key_of_double": "a float as an id: a whole one without a point",
    "key_of_decimal": "an exact number as an id: without zeros at the end",
}
"""What a dialect has to have a snippet for, with ``_0`` where the column goes."""

BLANKS = " \t\r\n\f\v\u00a0"
"""What does not count around numbers, flags and times."""
ALL_BLANKS = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())
"""What does not count around a text that is looked up among those that mean no value."""
_TIMES = (Type.DATE, Type.TIME)
_FIRST_DAY, _LAST_DAY = FIRST_INSTANT // MICROSECONDS_PER_DAY, LAST_INSTANT // MICROSECONDS_PER_DAY
_CAN_BE_NONE = (Held.DOUBLE, Held.DECIMAL, Held.DATE, Held.CLOCK, Held.INSTANT)
_NEVER_A_TEXT = (Held.WHOLE, Held.DOUBLE, Held.FLAG)
"""Values of these are never among the texts that mean no value."""


class Reading:
    """How a dialect reads raw values: the snippets of ``READING``."""

    def __init__(self, dialect: Dialect, snippets: Mapping[str, str]) -> None:
        self.dialect = dialect
        self.snippets = snippets

    def call(self, name: str, *arguments: str) -> str:
        return re.sub(r"_(\d)\b", lambda found: arguments[int(found[1])], self.snippets[name])

    def literal(self, text: str) -> str:
        return self.dialect.text_of(self.dialect.literal(text), pretty=False)

    def text(self, column: Column) -> str:
        """A value as a text, as it stands in the data."""
        return self.call(f"text_of_{held_as(column)}", column.sql)

    def key(self, column: Column) -> str:
        """An id as a text."""
        held = held_as(column)
        if held in (Held.DOUBLE, Held.DECIMAL):
            return self.call(f"key_of_{held}", column.sql)
        return self.text(column)

    def is_missing(self, text: str, missing: Iterable[str]) -> str:
        """Whether a text stands for no value."""
        meant = [self.literal(text) for text in sorted({"", *missing})]
        return f"({text} IS NULL OR {self.trimmed(text)} IN ({', '.join(meant)}))"

    def trimmed(self, text: str, blanks: str = ALL_BLANKS) -> str:
        return self.call("trimmed", text, self.literal(blanks))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that is to be read as a type, and what it is called then."""

    column: Column
    type: Type
    name: str

    @property
    def unreadable(self) -> str:
        """The column with what stands in the data where that is nothing that the type can hold, elsewhere null."""
        return f"{self.name}_odd"


class _NamesOf(Names):
    """Names that begin with what they are of."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self._table = table

    def new(self, kind: str, words: str = "") -> str:
        return super().new(self._table, f"{kind} {words}")


class TypedColumns:
    """The columns of one table, read. ``name``: leads or events; ``day_zone``: that of calendar days."""

    def __init__(self, name: str, reading: Reading, data: Data, wanted: Sequence[Wanted], day_zone: str) -> None:
        self.name = name
        self.reading = reading
        self.data = data
        self.wanted = wanted
        self.zone = data.zone.key
        self.day_zone = day_zone

    def parsed(self, source: str, head: Mapping[str, str]) -> str:
        """SQL: values parsed. ``source``: what stands behind FROM; ``head``: other columns of it, by name."""
        cleaned = [f"{sql} AS {name}" for name, sql in head.items()]
        parsed = list(head)
        for want in self.wanted:
            cleaned += [
                f"{self.reading.text(want.column)} AS {want.name}_found",
                f"{self._cleaned(want)} AS {want.name}_raw",
            ]
            parsed += [f"{want.name}_found", f"{want.name}_raw", *self._parsed(want)]
        return f"SELECT {', '.join(parsed)} FROM (SELECT {', '.join(cleaned)} FROM {source}) lw_cleaned"

    def placed(self, source: str, head: Iterable[str]) -> tuple[dict[str, str], str]:
        """SQL: what ``parsed`` gave, with every value in its type, and those that are unreadable.

        It reads tables of time zones, which come first: name → query.
        """
        dialect = self.reading.dialect
        names = _NamesOf(self.name)
        clocks = ZoneTables(dialect, names, self.zone)
        days = ZoneTables(dialect, names, self.day_zone)
        by_clock, by_day = Joined(clocks), Joined(days)
        columns: list[exp.Expr] = [x.column(name) for name in head]
        for want in self.wanted:
            value = self._placed(want, by_clock, by_day)
            columns.append(x.named(value, want.name) if want.type in _TIMES else value)
            is_odd = x.all_of([x.is_known(x.column(f"{want.name}_raw")), x.is_unknown(value.copy())])
            columns.append(x.named(x.case([(is_odd, x.column(f"{want.name}_found"))]), want.unreadable))
        query = exp.select(*columns, copy=False).from_(source)
        query = by_day.join_to(by_clock.join_to(query))
        zones = {name: query for tables in (clocks, days) for name, query, _ in tables.ctes()}
        texts = {name: dialect.text_of(zone, pretty=False) for name, zone in zones.items()}
        return texts, dialect.text_of(query, pretty=False)

    # --- the steps of one value

    def _cleaned(self, want: Wanted) -> str:
        """The raw value, null if it is missing; a text if it is read as one."""
        reading, column = self.reading, want.column
        held = held_as(column)
        known = reading.call(f"known_{held}", column.sql) if held in _CAN_BE_NONE else column.sql
        if _is_read_as_text(held, want.type):
            text = reading.text(replace(column, sql=known))
            value = text if want.type is Type.TEXT else reading.trimmed(text, BLANKS)
            value = f"NULLIF({value}, '')"
            if want.type is Type.NUMBER:
                value = f"CASE WHEN NOT {reading.call('not_a_number', value)} THEN {value} END"
        else:
            value = known
        if self.data.missing and held not in _NEVER_A_TEXT:
            return f"CASE WHEN NOT {self._is_meant_as_missing(reading.text(column))} THEN {value} END"
        return value

    def _is_meant_as_missing(self, text: str) -> str:
        reading = self.reading
        meant = ", ".join(reading.literal(text) for text in sorted(self.data.missing))
        return f"COALESCE({reading.trimmed(text)} IN ({meant}), FALSE)"

    def _parsed(self, want: Wanted) -> list[str]:
        """The columns of the second step for a value."""
        call, raw, name = self.reading.call, f"{want.name}_raw", want.name
        held = held_as(want.column)
        match want.type:
            case Type.TEXT:
                value = call("text_of_double", raw) if held is Held.DOUBLE else raw
                return [f"{value} AS {name}"]
            case Type.NUMBER | Type.FLAG:
                return [f"{self._number_or_flag(want.type, held, raw)} AS {name}"]
            case Type.DATE | Type.TIME:
                if _is_read_as_text(held, want.type):
                    clock, is_instant = call("clock_of_text", raw), call("is_instant_of_text", raw)
                elif held in (Held.DATE, Held.CLOCK, Held.INSTANT):
                    clock, is_instant = call(f"clock_of_{held}", raw), "TRUE" if held is Held.INSTANT else "FALSE"
                else:
                    clock, is_instant = "CAST(NULL AS BIGINT)", "FALSE"
                return [f"{clock} AS {name}_clock", f"{is_instant} AS {name}_is_instant"]

    def _number_or_flag(self, type: Type, held: Held, raw: str) -> str:
        call = self.reading.call
        if _is_read_as_text(held, type):
            return call(f"{type}_of_text", raw)
        match type, held:
            case Type.NUMBER, Held.WHOLE | Held.DECIMAL | Held.DOUBLE:
                return call(f"number_of_{held}", raw)
            case Type.FLAG, Held.WHOLE | Held.DOUBLE:
                return call("flag_of_number", raw)
            case Type.FLAG, Held.FLAG:
                return raw
            case _:
                return f"CAST(NULL AS {'BIGINT' if type is Type.NUMBER else 'BOOLEAN'})"

    def _placed(self, want: Wanted, by_clock: Joined, by_day: Joined) -> exp.Expr:
        if want.type not in _TIMES:
            return x.column(want.name)
        clock, is_instant = x.column(f"{want.name}_clock"), x.column(f"{want.name}_is_instant")
        if want.type is Type.TIME:
            local = by_clock.instant(clock)
            at = clock if local is clock else x.case([(is_instant, clock.copy())], local)
            return x.case([(_holds(at), at.copy())])
        written = day_of(self.reading.dialect, clock)
        day = by_day.day(clock.copy())
        if day == written:
            return x.case([(_holds(clock.copy()), written)])
        day = x.case([(exp.Between(this=day, low=x.integer(_FIRST_DAY), high=x.integer(_LAST_DAY)), day.copy())])
        return x.case([(_holds(clock.copy()), x.case([(is_instant, day)], written))])


def _holds(at: exp.Expr) -> exp.Expr:
    """Whether a time is one of the calendar's."""
    return exp.Between(this=at.copy(), low=x.integer(FIRST_INSTANT), high=x.integer(LAST_INSTANT))


def _is_read_as_text(held: Held, type: Type) -> bool:
    """Whether what a value is written as decides what it is."""
    if held in (Held.TEXT, Held.OTHER):
        return True
    match held:
        case Held.DECIMAL:
            return type is not Type.NUMBER
        case Held.DATE | Held.CLOCK | Held.INSTANT:
            return type not in _TIMES
        case Held.WHOLE | Held.FLAG:
            return type is Type.TEXT
        case _:
            return False
