"""What a condition may be in the emission grammar: for each name what its type allows, and two levels of nesting."""

import re
from collections.abc import Iterable, Sequence

from ...dsl.types import Type
from ...dsl.words import written_name
from ..names import Name, Names, Property
from .forms import Form, Grammar, Ref, maybe, one_of, seq, several
from .words import Words

MOST_JOINED = 5
"""Conditions joined by one `and`, `or`, `any of`."""

MOST_FILTERS = 2
"""Comparisons in one filter."""

_OUTCOME_WORDS = frozenset(("score", "grade", "stage", "segment", "disqualified"))


class Conditions:
    """``plain`` ones can stand in a rule; ``of_outcomes`` also ask for points: for stages, segments, `disqualify`."""

    def __init__(self, grammar: Grammar, names: Names, words: Words) -> None:
        self._grammar = grammar
        self._names = names
        self._words = words
        self._comparisons = {kind: self._comparison(kind) for kind in Type}
        self.streams = list(names.of("event", "signal"))
        self.sources = {n.name: self._source(i, n) for i, n in enumerate(self.streams)}
        self.source = grammar.rule("source", one_of(*self.sources.values(), "activity"))
        self.count = self._count()
        self.clear, self.tainted = _defines(names)
        self.plain = self._joined("", [self._field_condition(), *self._of_events(), *self.clear])
        groups = [written_name(n.name) for n in names.of("group")]
        points = seq(one_of("score", *groups), words.relation, words.number)
        self.of_outcomes = self._joined("outcome_", [self.plain_atom, points, *self.tainted])

    def with_define(self, name: str) -> Ref:
        """Conditions that may also ask for a definition that the draft itself makes."""
        return self._joined("target_", [self.plain_atom, name])

    @property
    def plain_atom(self) -> Ref:
        return Ref("atom")

    # --- what is compared

    def _comparison(self, kind: Type, is_undeclared: bool = False) -> Ref:
        """What may follow a field or property of this type. An undeclared name before `within` is an event."""
        w = self._words
        known = one_of(" is known", " is unknown")
        match kind:
            case Type.TEXT:
                choices: list[Form | str] = [
                    seq(" is ", maybe("not "), w.text),
                    seq(maybe(" not"), " in ", w.texts),
                    seq(maybe(" not"), " ", w.text_test),
                ]
                if w.lists:
                    choices.append(seq(maybe(" not"), " in ", w.lists))
            case Type.NUMBER:
                choices = [seq(w.relation, w.number), seq(" between ", w.number, " and ", w.number)]
            case Type.FLAG:
                choices = [" is true", " is false"]
            case Type.DATE | Type.TIME:
                choices = [
                    *([] if is_undeclared else [seq(" within ", w.duration)]),
                    seq(" older than ", w.duration),
                    seq(one_of(" before ", " after "), w.date),
                ]
        name = "day" if kind in (Type.DATE, Type.TIME) else kind.value
        prefix = "undeclared_" if is_undeclared else ""
        return self._grammar.rule(f"{prefix}{name}_comparison", one_of(*choices, known))

    def _field_condition(self) -> Form:
        w = self._words
        by_type: dict[Type, list[str]] = {}
        for field in self._names.of("field"):
            if field.type is not None:
                by_type.setdefault(field.type, []).append(written_name(field.name))
        choices: list[Form] = []
        for kind, fields in by_type.items():
            named = self._grammar.rule(f"{kind.value}_field", one_of(*fields))
            choices.append(seq(named, self._comparison(kind, self._names.is_open_for_fields)))
            if kind is Type.TEXT:
                domain = one_of(seq(" is ", w.text), seq(" in ", w.texts), *([seq(" in ", w.lists)] if w.lists else []))
                choices.append(seq(named, " domain", domain))
            elif kind in (Type.DATE, Type.TIME):
                choices.append(seq("days ", one_of("since ", "until "), named, self._comparisons[Type.NUMBER]))
        return self._grammar.rule("field_condition", one_of(*choices)) if choices else Ref("event_condition")

    # --- events

    def _source(self, i: int, stream: Name) -> Ref:
        """An event or signal, with a filter on its own properties where it has any."""
        name = written_name(stream.name)
        compared = [seq(written_name(p.name), self._comparisons[p.type]) for p in stream.properties]
        if not compared:
            return self._grammar.rule(f"source_{i}", seq(name))
        one = self._grammar.rule(f"filter_{i}", one_of(*compared))
        return self._grammar.rule(f"source_{i}", seq(name, maybe("[", several(one, " and ", MOST_FILTERS), "]")))

    def _count(self) -> Ref:
        """How much of something happened: always a number, never missing."""
        return self._grammar.rule("count_of", seq(self.source, " ", one_of(self._words.noun, "days")))

    def _of_events(self) -> Sequence[Form]:
        w = self._words
        window = maybe(w.window)
        measured = [self._measured(stream) for stream in self.streams]
        bare = [seq(self.count, w.relation, w.count), *(m for m in measured if m is not None), self.source]
        bare.append(seq("no ", self.source))
        unbound = self._grammar.rule("event_unbound", one_of(*bare))
        since = seq("days since ", one_of("last ", "first "), self.source, self._comparisons[Type.NUMBER])
        sequence = seq(self.source, " then ", self.source, " spanning ", w.duration, window)
        than = seq(self.count, window, w.relation, maybe(w.percent, " of "), self.count, window)
        any_of = seq(self._quantifier(), "(", several(unbound, ", ", MOST_JOINED, 2), ")", w.window)
        event = self._grammar.rule("event_condition", one_of(seq(unbound, window), since, sequence, than, any_of))
        return [event]

    def _measured(self, stream: Name) -> Form | None:
        """Totals and the like of one event's properties."""
        number, source = self._comparisons[Type.NUMBER], self.sources[stream.name]
        choices: list[Form] = (
            [seq(" distinct ", one_of(*_named(stream.properties)), self._words.relation, self._words.count)]
            if stream.properties
            else []
        )
        numbers = _named(p for p in stream.properties if p.type is Type.NUMBER)
        if numbers:
            choices.append(seq(one_of(" total ", " largest ", " average "), one_of(*numbers), number))
        texts = _named(p for p in stream.properties if p.type is Type.TEXT)
        if texts:
            choices.append(seq(" last ", one_of(*texts), " is ", self._words.text))
        return seq(source, one_of(*choices)) if choices else None

    # --- joined

    def _quantifier(self) -> Form:
        return one_of("any of ", "all of ", "at least 2 of ", "at least 3 of ")

    def _joined(self, prefix: str, atoms: Sequence[Form | str]) -> Ref:
        """Conditions of these atoms: joined by one word, and in parentheses once more."""
        rule = self._grammar.rule
        atom = rule(f"{prefix}atom", one_of(*atoms))
        negation = rule(f"{prefix}negation", seq(maybe("not "), atom))
        inside = rule(
            f"{prefix}inside",
            one_of(several(negation, " and ", MOST_JOINED, 2), several(negation, " or ", MOST_JOINED, 2)),
        )
        listed = several(rule(f"{prefix}item", one_of(negation, inside)), ", ", MOST_JOINED, 2)
        part = rule(
            f"{prefix}part",
            one_of(negation, seq("(", inside, ")"), seq(self._quantifier(), "(", listed, ")")),
        )
        return rule(
            f"{prefix}condition",
            one_of(part, several(part, " and ", MOST_JOINED, 2), several(part, " or ", MOST_JOINED, 2)),
        )


def _named(properties: Iterable[Property]) -> list[str]:
    return [written_name(p.name) for p in properties]


def _defines(names: Names) -> tuple[list[str], list[str]]:
    """The definitions that can stand in a rule, and those that ask for points or stages, which come after all rules."""
    late = {*_OUTCOME_WORDS, *(n.name for n in names.of("group"))}
    defines = list(names.of("define"))
    for _ in defines:
        late |= {d.name for d in defines if late & set(re.findall(r"[\w.]+", d.text.partition("=")[2]))}
    return (
        [written_name(d.name) for d in defines if d.name not in late],
        [written_name(d.name) for d in defines if d.name in late],
    )
