"""The problems of a source's data, in words: the same ones for whatever reads it.

Those who read count, and find the first one; here is what people are told, and whether it is an error.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..dsl.errors import DataError
from ..dsl.nearest import nearest
from ..dsl.types import Type
from .records import Schema
from .report import DataReport, Problem, counted, shown_value
from .source import Data, Source

Fault = Literal["id", "lead", "notation", "time", "type"]
"""What an event is left out for: it has no lead id, its lead is not among the leads, its time cannot be read, it has
no time, it has no type. One with several faults counts under the first of id, lead, type, time and notation."""

_A_VALUE = {
    Type.TEXT: "a text",
    Type.NUMBER: "a number",
    Type.FLAG: "a flag",
    Type.DATE: "a date",
    Type.TIME: "a time",
}
_NOTATION = {
    Type.TEXT: "",
    Type.NUMBER: "numbers are written 1234.5, with at most 12 digits before the point and no thousands signs; ",
    Type.FLAG: "flags are written true or false, yes or no, 1 or 0; ",
    Type.DATE: "dates are written 2026-01-15; ",
    Type.TIME: "times are written 2026-01-15T12:00:00Z or 2026-01-15 12:00; ",
}


class Problems:
    """Adds problems to a report."""

    def __init__(self, source: Source, report: DataReport) -> None:
        self.source = source
        self.settings = source.project.data
        self.report = report

    def raise_errors(self) -> None:
        """Raise DataError for all that the settings make an error."""
        errors = [problem for problem in self.report.problems if problem.severity == "error"]
        if errors:
            helps = dict.fromkeys(problem.help for problem in errors if problem.help)
            message = "\n".join(problem.message for problem in errors)
            raise DataError(message, "\n          ".join(helps) or None, errors[0].code)

    def leads_without_id(self, data: Data, count: int, first: int) -> None:
        """``first`` is the row of the first one, from 1, or 0 if that is not known; so it is everywhere here."""
        stop = self.settings.lead_without_id == "error"
        one = count == 1
        self._add(
            "LW805",
            count,
            f"{counted(count, 'lead')} {'has' if one else 'have'} no id (the column `{data.lead.found}`)"
            f"{'' if stop else ' and ' + _left_out(count)}{_one(first, None)}",
            data.table.place(first),
            stop,
            'to leave such leads out, set lead_without_id = "leave out" in [data]' if stop else None,
        )

    def repeated_leads(self, data: Data, ids: int, rows: int, key: str, first: int, second: int) -> None:
        """``rows``: in which the ids that stand in several rows stand; ``key``: the one that comes first."""
        rule = self.settings.duplicate_lead
        left_out = rows - ids
        where = f"one is {shown_value(key)}, in"
        if first:
            where = f"the first is {shown_value(key)}, in {data.table.place(second)}, after"
        kept = (
            f", of which only the {rule} {'row' if ids == 1 else 'row of each'} counts: "
            f"{counted(left_out, 'row')} {_left_out(left_out)}"
        )
        self._add(
            "LW804",
            left_out,
            f"{counted(ids, 'lead id stands', 'lead ids stand')} in more than one row"
            f"{'' if rule == 'error' else kept}; {where}",
            data.table.place(first),
            rule == "error",
            'keep one row of each lead, or set duplicate_lead = "first" or "last" in [data]',
            example=key,
        )

    def broken_events(self, data: Data, fault: Fault, count: int, first: int, key: str, time: str) -> None:
        """``key`` and ``time``: the lead's id and the time of the first one, as texts."""
        assert data.time is not None and data.type is not None
        have = f"{counted(count, 'event')} {'has' if count == 1 else 'have'}"
        match fault:
            case "id":
                code, setting = "LW803", self.settings.event_of_unknown_lead
                what, example = f"{have} no lead id (the column `{data.lead.found}`)", None
            case "lead":
                code, setting = "LW803", self.settings.event_of_unknown_lead
                is_of = f"{counted(count, 'event is', 'events are')}"
                what, example = f"{is_of} of a lead that is not among the leads", key
            case "type":
                code, setting = "LW806", self.settings.event_without_type
                what, example = f"{have} no type (the column `{data.type.found}`)", None
            case "time":
                code, setting = "LW802", self.settings.event_without_time
                what, example = f"{have} no time (the column `{data.time.found}`)", None
            case "notation":
                code, setting = "LW802", self.settings.event_without_time
                what, example = f"{have} a time that cannot be read (the column `{data.time.found}`)", time
        stop = setting == "error"
        help = "times are written 2026-01-15T12:00:00Z or 2026-01-15 12:00" if fault == "notation" else None
        self._add(
            code,
            count,
            f"{what}{'' if stop else ' and ' + _left_out(count)}{_one(first, example)}",
            data.table.place(first),
            stop,
            help,
            example=example,
        )

    def names_not_found(self, schema: Schema, types: Collection[str] | None) -> None:
        """What the schema names and the data does not have; ``types`` are the event types in it, None to ask none."""
        source = self.source
        for name in schema.fields:
            if name not in source.fields:
                self._add_name(f"the field `{name}`", name, source.fields)
        if source.events is None:
            if schema.events:
                self._add_name("events, but there is no source of events", "", (), "")
            return
        for name in schema.events if types is not None else ():
            if types is not None and name not in types:
                self._add_name(f"the event `{name}`", name, types)
        wanted = [(f"{event}.{p}", p) for event, properties in schema.events.items() for p in properties]
        for shown, name in [*wanted, *((f"activity.{p}", p) for p in schema.activity)]:
            if name not in source.properties:
                self._add_name(f"the property `{shown}`", name, source.properties)

    def _add_name(
        self, what: str, name: str, known: Iterable[str], ending: str = ", which the data does not have"
    ) -> None:
        known = tuple(known)
        parts = [f"`{other}`" for other in known if name and other.startswith(f"{name}.")]
        if parts:
            ending, help = ", which is an object in the data, not a value", f"name one of its parts: {', '.join(parts)}"
        else:
            close = nearest(name, known)
            help = f"did you mean `{close}`?" if close else None
        self._add(
            "LW809",
            1,
            f"the rules read {what}{ending}",
            None,
            self.settings.name_not_found == "error",
            help,
            field=name or None,
        )

    def _add(
        self,
        code: str,
        count: int,
        message: str,
        where: str | None,
        stop: bool,
        help: str | None = None,
        example: str | None = None,
        field: str | None = None,
    ) -> None:
        severity: Literal["error", "warning"] = "error" if stop else "warning"
        message = f"{message} {where}" if where else message
        self.report.problems.append(Problem(code, count, message, help, severity, field, where, example))


def _one(first: int, example: str | None) -> str:
    """What leads over to the place of the first, or of all if it is not known which is the first."""
    shown = "" if example is None else f" {shown_value(example)}"
    if first:
        return f"; the first is{shown} in"
    return f"; one is{shown} in" if shown else ", in"


def _left_out(count: int) -> str:
    return "was left out" if count == 1 else "were left out"


@dataclass(slots=True)
class _Seen:
    count: int
    row: int
    example: object


class UnreadableValues:
    """Counts values that their type cannot hold, by field or property, with the first one of each."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, Type], _Seen] = {}

    def add(self, event: str, name: str, type: Type, row: int, raw: object, count: int = 1) -> None:
        """``event`` is empty for a field. ``row`` is the first of ``count`` rows, ``raw`` what stands there."""
        seen = self.found.setdefault((event, name, type), _Seen(0, row, raw))
        seen.count += count
        if row < seen.row:
            seen.row, seen.example = row, raw

    def problems(self, source: Source) -> Iterator[Problem]:
        stop = source.project.data.unreadable_value == "error"
        for (event, name, type), seen in sorted(self.found.items()):
            data = source.events if event else source.leads
            assert data is not None
            full = f"{event}.{name}" if event else name
            where = data.table.place(seen.row)
            example = shown_value(seen.example)
            yield Problem(
                "LW807",
                seen.count,
                f"{counted(seen.count, 'value')} of `{full}` {'is' if seen.count == 1 else 'are'} not "
                f"{_A_VALUE[type]}{'' if stop else ' and count' + ('s' if seen.count == 1 else '') + ' as missing'}"
                f"; {'the first' if seen.row else 'one'} is {example} in {where}",
                f"{_NOTATION[type]}if {example} means that there is no value, add it to `missing` in "
                f"[{'events' if event else 'leads'}]",
                "error" if stop else "warning",
                full,
                where,
                str(seen.example),
            )
