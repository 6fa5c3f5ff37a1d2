"""What the names of a model stand for: declarations, suggestions, and what is inferred where nothing is declared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import codes
from . import nodes as n
from .diagnostics import Code, Diagnostic, Edit, Fix, Related
from .gather import Gathered, Located, resolve_list_file
from .model import EventType, Field, Filtered
from .nearest import nearest
from .source import Place, SourceText
from .types import Type
from .words import written_name, written_text
from .zones import Calendar

PropertyKey = tuple[str | None, str]
"""An event type (None: any) and a property."""

Inferred = dict[Type | None, Place]
"""The types that an undeclared name is compared as, each with its first place; None: not told."""


@dataclass(slots=True)
class Types:
    """The types that one pass over the rules found for undeclared names; the next pass goes by them."""

    fields: dict[str, Type] = field(default_factory=dict[str, Type])
    properties: dict[PropertyKey, Type] = field(default_factory=dict[PropertyKey, Type])
    disputed: frozenset[str | PropertyKey] = frozenset()
    """Names that are compared as two types: that is reported as such, not at each comparison."""


class Names:
    """The one name space of fields, events, signals, definitions, lets, lists and groups, and the problems found."""

    def __init__(self, gathered: Gathered, root: Path, known: Types) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.broken = gathered.broken
        self.known = known
        self.root = root
        self.fields: dict[str, Field] = {}
        self.events: dict[str, EventType] = {}
        self.signals: dict[str, tuple[n.Signal, SourceText]] = {}
        self.lists: dict[str, tuple[n.ListOf | n.ListFrom, SourceText]] = {}
        self.list_entries: dict[str, list[str] | None] = {}
        self.lets: dict[str, tuple[n.Let, SourceText]] = {}
        self.defines: dict[str, tuple[n.Define, SourceText]] = {}
        self.groups: dict[str, tuple[n.Group, SourceText]] = {}
        self.stages: dict[str, tuple[n.Stage, SourceText]] = {}
        self.segments: set[str] = set()
        self.bad_lists: set[str] = set()
        self.cut_tests: set[Place] = set()  # those that a rule stands in
        self.circles: set[frozenset[str]] = set()
        self.rule_names: dict[str, Place] = {}
        self.resolved_signals: dict[str, tuple[Filtered, ...] | None] = {}
        self.unfolded = 0  # definitions so far: see `conditions.MOST_UNFOLDED`
        self.used: set[str] = set()
        self.places: dict[str, Place] = {}
        self.kinds: dict[str, str] = {}
        self.declares_fields = False
        self.declares_events = False
        self.inferred_fields: dict[str, Inferred] = {}
        self.inferred_events: dict[str, Place] = {}
        self.inferred_properties: dict[PropertyKey, Inferred] = {}
        self.calendar = Calendar("UTC")
        for located in gathered.statements:
            self._declare(located)

    # --- reporting

    def report(
        self,
        code: Code,
        message: str,
        place: Place,
        label: str = "",
        *help: str,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        self.diagnostics.append(Diagnostic(code, message, place, label, help, related, fix))

    def report_unknown(
        self,
        code: Code,
        what: str,
        name: str,
        place: Place,
        among: Iterable[str],
        *help: str,
        of: str = "",
        as_text: bool = False,
    ) -> None:
        """An unknown name, with a suggestion where a good one exists; silent where a broken statement may have
        declared it. ``as_text``: it stands in quotes."""
        if None in self.broken or name in self.broken:
            return
        near = nearest(name, among)
        fix = None
        if near is not None:
            help = (f"did you mean `{near}`?",)
            fix = Fix(f"write `{near}`", (Edit(place.span, written_text(near) if as_text else written_name(near)),))
        self.report(code, f"unknown {what} `{name}`{of}", place, "not declared", *help, fix=fix)

    def report_circle(self, members: Iterable[str], message: str, place: Place) -> None:
        """A circle of names, once, whichever of them it was found from."""
        circle = frozenset(members)
        if not any(circle & other for other in self.circles):
            self.report(codes.DEFINE_CIRCLE, message, place, "closes the circle")
        self.circles.add(circle)

    # --- declarations

    def _declare(self, located: Located) -> None:
        statement, source = located.statement, located.source
        match statement:
            case n.Lead(fields):
                self.declares_fields = True
                for f in fields:
                    place = Place(source, f.name.span)
                    if self._is_new(f.name.text, "a lead field", place):
                        self.fields[f.name.text] = _field(f, place)
            case n.Event(name, description, properties):
                self.declares_events = True
                place = Place(source, name.span)
                known: dict[str, Field] = {}
                for p in properties:
                    at = Place(source, p.name.span)
                    if p.name.text in known:
                        self.report(
                            codes.DECLARED_TWICE, f"`{p.name.text}` is declared twice in `{name.text}`", at, "again"
                        )
                    else:
                        known[p.name.text] = _field(p, at)
                if self._is_new(name.text, "an event", place):
                    self.events[name.text] = EventType(
                        name.text, known, description.value if description else None, place
                    )
            case n.Signal(name=name):
                if self._is_new(name.text, "a signal", Place(source, name.span)):
                    self.signals[name.text] = (statement, source)
            case n.ListOf(name=name) | n.ListFrom(name=name):
                if self._is_new(name.text, "a list", Place(source, name.span)):
                    self.lists[name.text] = (statement, source)
                    if isinstance(statement, n.ListFrom):
                        entries, problem = resolve_list_file(located, statement.file, self.root)
                        self.list_entries[name.text] = entries
                        if problem is not None:
                            self.diagnostics.append(problem)
            case n.Let(name=name):
                if self._is_new(name.text, "a let", Place(source, name.span)):
                    self.lets[name.text] = (statement, source)
            case n.Define(name=name):
                if self._is_new(name.text, "a definition", Place(source, name.span)):
                    self.defines[name.text] = (statement, source)
            case n.Group(name=name):
                if self._is_new(name.text, "a group", Place(source, name.span)):
                    self.groups[name.text] = (statement, source)
            case n.Stage(name=name):
                if name.text in self.stages:
                    first = self.stages[name.text]
                    self.report(
                        codes.DECLARED_TWICE,
                        f"stage `{name.text}` is declared twice",
                        Place(source, name.span),
                        "again",
                        related=(Related(Place(first[1], first[0].name.span), "first declared here"),),
                    )
                else:
                    self.stages[name.text] = (statement, source)
            case n.Segment(label=label):
                self.segments.add(label.value)
            case _:
                pass

    def _is_new(self, name: str, kind: str, place: Place) -> bool:
        if name in self.kinds:
            self.report(
                codes.DECLARED_TWICE, f"`{name}` is declared twice", place,
                "again" if self.kinds[name] == kind else f"already {self.kinds[name]}",
                "fields, events, signals, definitions, lets, lists and groups share one name space",
                related=(Related(self.places[name], "first declared here"),),
            )  # fmt: skip
            return False
        self.kinds[name] = kind
        self.places[name] = place
        return True

    def kind(self, name: str) -> str | None:
        """What a name is declared as: "a lead field", "an event", "a signal", … ; None if it is not."""
        found = self.kinds.get(name)
        if found is not None:
            self.used.add(name)
        return found

    def is_broken(self, name: str) -> bool:
        return None in self.broken or name in self.broken

    # --- undeclared names

    def field_type(self, name: str, wanted: Type | None, place: Place) -> Type:
        """The type of a field; of an undeclared one, what it is compared as."""
        declared = self.fields.get(name)
        if declared is not None:
            self.used.add(name)
            return declared.type
        self.inferred_fields.setdefault(name, {}).setdefault(wanted, place)
        if name in self.known.disputed and wanted is not None:
            return wanted
        return self.known.fields.get(name) or wanted or Type.TEXT

    def property_type(self, event: str | None, name: str, wanted: Type | None, place: Place) -> Type:
        key = (event, name)
        self.inferred_properties.setdefault(key, {}).setdefault(wanted, place)
        if key in self.known.disputed and wanted is not None:
            return wanted
        return self.known.properties.get(key) or wanted or Type.TEXT

    def found_types(self) -> Types:
        """What this pass found out; a name that is nowhere compared as a type holds texts."""
        return Types(
            {name: _one(found) for name, found in self.inferred_fields.items()},
            {key: _one(found) for key, found in self.inferred_properties.items()},
            frozenset(
                key
                for inferred in (self.inferred_fields, self.inferred_properties)
                for key, found in inferred.items()
                if _are_two(found)
            ),
        )

    @property
    def is_settled(self) -> bool:
        """Whether another pass would find nothing else: each undeclared name was always asked for as one type."""
        everything = (*self.inferred_fields.values(), *self.inferred_properties.values())
        return not self.diagnostics and all(len(found) == 1 and None not in found for found in everything)

    def report_conflicts(self) -> None:
        """Undeclared names that are used as a field and as an event, or with two types."""
        for name, event_place in self.inferred_events.items():
            found = self.inferred_fields.get(name)
            if found:
                place = next(iter(found.values()))
                self.report(
                    codes.TWO_USES,
                    f"`{name}` is used as an event and as a lead field",
                    max(place, event_place, key=_order),
                    "",
                    f"declare it: `event {written_name(name)}` or `lead {written_name(name)} TYPE`",
                    related=(Related(min(place, event_place, key=_order), "used otherwise here"),),
                )
        for name, found in self.inferred_fields.items():
            self._report_two_types(f"`{name}`", found)
        for (event, name), found in self.inferred_properties.items():
            self._report_two_types(f"`{name}` of `{event or 'activity'}`", found)

    def _report_two_types(self, what: str, found: Inferred) -> None:
        typed = sorted(((place, t) for t, place in found.items() if t is not None), key=lambda x: _order(x[0]))
        if _are_two(found):
            (first, one), (second, other) = typed[:2]
            self.report(
                codes.TWO_TYPES, f"{what} is compared as {one} and as {other}", second, f"as {other}",
                "declare its type, and compare it as that",
                related=(Related(first, f"as {one}"),),
            )  # fmt: skip

    def all_fields(self) -> Mapping[str, Field]:
        if self.declares_fields:
            return self.fields
        types = self.found_types().fields
        return {name: Field(name, t) for name, t in types.items()}

    def all_events(self) -> Mapping[str, EventType]:
        if self.declares_events:
            return self.events
        types = self.found_types().properties
        return {
            name: EventType(name, {p: Field(p, t) for (e, p), t in types.items() if e == name})
            for name in [*self.inferred_events]
        }

    def names_of(self, *kinds: str) -> Iterator[str]:
        return (name for name, kind in self.kinds.items() if kind in kinds)


def _order(place: Place) -> Any:
    return (place.source.name, place.span)


def _one(found: Inferred) -> Type:
    return next((t for t in found if t is not None), Type.TEXT)


def _are_two(found: Inferred) -> bool:
    types = {t for t in found if t is not None}
    return len(types) > 1 and types != {Type.DATE, Type.TIME}


def _field(node: n.Declared, place: Place) -> Field:
    return Field(node.name.text, Type(node.type), node.description.value if node.description else None, place)
