"""What a definition can be about: the names that a project declares, or else those of its data."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from os.path import commonpath
from pathlib import Path
from typing import Literal

from ..dsl import nodes as n
from ..dsl.check import Checked
from ..dsl.errors import LeadwrightError
from ..dsl.gather import Located, resolve_list_file
from ..dsl.parse import parse, parse_text
from ..dsl.source import SourceText
from ..dsl.types import Type
from ..engine.source import Data, Source

Kind = Literal["field", "event", "signal", "list", "define", "let", "group", "stage"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an event."""

    name: str
    type: Type
    description: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name. ``type``: of a field; ``properties``: of an event or a signal; ``text``: how a signal, define, list or
    let is declared; ``entries``: what a list of texts holds, its file read."""

    name: str
    kind: Kind
    description: str = ""
    type: Type | None = None
    properties: tuple[Property, ...] = ()
    text: str = ""
    entries: tuple[str, ...] = ()


ValuesOf = Callable[[str, str | None], tuple[str, ...]]
"""Field, or property and event, to its known values in the data, the most frequent first; never sent anywhere."""


def _no_values(_name: str, _event: str | None) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Names:
    """``is_open``: nothing of the kind is declared, so that any other name may be used as well.

    ``rules``: what rules are called (`as`); ``segments``: their labels; ``has_grade``: whether there is a `grade`;
    ``grades``: its labels from the best to the worst, if it is of one line.
    """

    names: tuple[Name, ...]
    is_open_for_fields: bool = False
    is_open_for_events: bool = False
    values_of: ValuesOf = field(default=_no_values, compare=False)
    rules: frozenset[str] = frozenset()
    segments: tuple[str, ...] = ()
    has_grade: bool = False
    grades: tuple[str, ...] = ()

    def of(self, *kinds: Kind) -> Iterator[Name]:
        return (name for name in self.names if name.kind in kinds)

    def find(self, name: str) -> Name | None:
        return next((n for n in self.names if n.name == name), None)


def names_of(checked: Checked, data: Source | None = None) -> Names:
    """All names of checked rules, whether or not they have errors; what they leave undeclared, from ``data``.

    A project that declares no fields may use those of its leads' data, one that declares no events those of its
    events' data. ``data`` also has the values that are known of fields and properties, read when they are asked for.
    """
    declared = _declared(checked.sources)
    fields = [name for name in declared.names if name.kind == "field"]
    events = [name for name in declared.names if name.kind == "event"]
    found = list(declared.names)
    if data is not None and not (fields and events):
        there = _in_data(data)
        found += [name for name in there if name.kind == "field" and not fields]
        found += [name for name in there if name.kind == "event" and not events]
    return Names(
        tuple(_once(found)),
        not fields,
        not events,
        _no_values if data is None else values_in(data),
        frozenset(declared.rules),
        tuple(declared.segments),
        declared.has_grade,
        declared.grades,
    )


def _once(names: Iterable[Name]) -> Iterator[Name]:
    """The first of each name; stages have names of their own."""
    seen: set[tuple[bool, str]] = set()
    for name in names:
        key = name.kind == "stage", name.name
        if key not in seen:
            seen.add(key)
            yield name


# --- from rules


@dataclass(slots=True)
class _Declared:
    names: list[Name] = field(default_factory=list[Name])
    rules: set[str] = field(default_factory=set[str])
    segments: list[str] = field(default_factory=list[str])
    has_grade: bool = False
    grades: tuple[str, ...] = ()


def _declared(sources: Sequence[SourceText]) -> _Declared:
    statements = [Located(s, source) for source in sources for s in parse(source).file.statements]
    events: dict[str, n.Event] = {
        located.statement.name.text: located.statement
        for located in statements
        if isinstance(located.statement, n.Event)
    }
    signals: dict[str, n.Signal] = {
        located.statement.name.text: located.statement
        for located in statements
        if isinstance(located.statement, n.Signal)
    }
    found = _Declared()
    root = _root_of(sources)
    for located in statements:
        s = located.statement
        found.names.extend(_names_in(located, events, signals, root))
        match s:
            case n.Rule():
                found.rules.update(_rule_names(s))
            case n.Segment():
                found.segments.append(s.label.value)
            case n.Grade():
                found.has_grade = True
                found.grades = tuple(_labels_of(s)) if len(s.lines) == 1 else ()
            case _:
                pass
    return found


def _labels_of(grade: n.Grade) -> Iterator[str]:
    for band in grade.lines[0].bands:
        match band.label:
            case n.Name(text=text):
                yield text
            case n.Text(value=value):
                yield value
            case n.Number(written=text):
                yield text


def _root_of(sources: Sequence[SourceText]) -> Path:
    folders = [source.path.resolve().parent for source in sources if source.path is not None]
    return Path(commonpath(folders)) if folders else Path()


def _names_in(
    located: Located, events: Mapping[str, n.Event], signals: Mapping[str, n.Signal], root: Path
) -> Iterator[Name]:
    s = located.statement
    text = " ".join(located.source[s.span].split())
    match s:
        case n.Lead(fields):
            for d in fields:
                yield Name(d.name.text, "field", _description(d.description), Type(d.type))
        case n.Event(name, description, _):
            yield Name(name.text, "event", _description(description), properties=_properties(s))
        case n.Signal(name, _):
            yield Name(name.text, "signal", "", None, _common_properties(name.text, events, signals, ()), text)
        case n.ListOf(name, values):
            entries = tuple(v.value for v in values if isinstance(v, n.Text))
            yield Name(name.text, "list", text=text, entries=entries)
        case n.ListFrom(name, file):
            entries = resolve_list_file(located, file, root)[0] if located.source.path is not None else None
            yield Name(name.text, "list", text=text, entries=tuple(entries or ()))
        case n.Let(name, _):
            yield Name(name.text, "let", text=text)
        case n.Define(name, _):
            yield Name(name.text, "define", text=text)
        case n.Group(name, _, _):
            yield Name(name.text, "group", text=text)
        case n.Stage(name, _, _, _):
            yield Name(name.text, "stage", text=text)
        case _:
            pass


def _description(text: n.Text | None) -> str:
    return "" if text is None else text.value


def _properties(event: n.Event) -> tuple[Property, ...]:
    return tuple(Property(d.name.text, Type(d.type), _description(d.description)) for d in event.properties)


def _common_properties(
    name: str, events: Mapping[str, n.Event], signals: Mapping[str, n.Signal], inside: tuple[str, ...]
) -> tuple[Property, ...]:
    """What all events of a source have; a signal may be made of signals."""
    if name in events:
        return _properties(events[name])
    if name not in signals or name in inside:
        return ()
    found: list[tuple[Property, ...]] = [
        _common_properties(source.name.text, events, signals, (*inside, name)) if source.name else ()
        for source in signals[name].sources
    ]
    shared: list[tuple[str, Type]] = [(p.name, p.type) for p in found[0]]
    for properties in found[1:]:
        have = {(p.name, p.type) for p in properties}
        shared = [key for key in shared if key in have]
    return tuple(p for p in found[0] if (p.name, p.type) in shared)


def _rule_names(rule: n.Rule) -> Iterator[str]:
    """What a rule and its rows are called, whatever kind of rule it is."""
    for node in n.walk(rule):
        if isinstance(node, n.As):
            yield node.name.text


# --- from data


def _in_data(data: Source) -> Sequence[Name]:
    """Fields, events and properties, with the types that their values have."""
    from ..engine.vocabulary import vocabulary

    with suppress(LeadwrightError):
        return _declared([parse_text(vocabulary(data)).source]).names
    return ()


_MOST = 200


def values_in(data: Source) -> ValuesOf:
    """Looks up values in a project's data."""

    @cache
    def values_of(name: str, event: str | None) -> tuple[str, ...]:
        table = data.leads if event is None else data.events
        if table is None or name not in table.columns or (event is not None and table.type is None):
            return ()
        with suppress(LeadwrightError):
            return _most_frequent(data, table, name, event)
        return ()

    return values_of


def _most_frequent(data: Source, table: Data, name: str, event: str | None) -> tuple[str, ...]:
    column = table.columns[name]
    kind = table.type
    table.table.fetch([column] if kind is None or event is None else [column, kind])
    value = f"{column.sql}::VARCHAR"
    where = f"NOT {table.is_missing(f'({value})')}"
    if event is not None and kind is not None:
        from ..engine.quoting import quote_text

        where += f" AND {kind.sql}::VARCHAR = {quote_text(event)}"
    rows = data.database.rows(
        f"SELECT {value}, count(*) FROM {table.table.view} WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_MOST}"
    )
    return tuple(str(row[0]) for row in rows)
