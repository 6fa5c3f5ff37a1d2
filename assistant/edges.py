"""The made-up leads at whose edges something of a draft changes: below and above each threshold, in and out of each
window, with and without a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..dsl import model as m
from ..dsl.types import Type, Value
from ..dsl.words import written_name, written_text
from ..engine.phrases import duration_text, events_words
from .making import DAY, NOBODY, OTHER, Deed, Made, Maker, inside, older
from .subjects import Subject

_MOST_WAYS = 4
_MOST_TESTS = 7
_MOST_VALUES = 6
_MOST_STEPS = 30
_SOME = 4
_CLOCK = 1_768_478_400_000_000
"""When tests begin unless they say otherwise: 2026-01-15, noon."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps of a test up to an expectation. ``must_change``: it is told only if something else is expected then."""

    steps: tuple[str, ...]
    must_change: bool = False

    @property
    def is_of_fields(self) -> bool:
        """Whether it only gives a value in place of the last one."""
        return not self.must_change and all(step.startswith("given lead ") for step in self.steps)


def phases_of(subject: Subject, model: m.Model) -> Iterator[tuple[str, tuple[Phase, ...]]]:
    """Tests of a subject: their names and phases."""
    maker = Maker(model, _CLOCK)
    edges = _Edges(subject, maker)
    yield from islice(edges.tests(), _MOST_TESTS)


class _Edges:
    def __init__(self, subject: Subject, maker: Maker) -> None:
        self.subject = subject
        self.maker = maker

    def tests(self) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        ways = list(islice(_ways(self.subject.condition), _MOST_WAYS)) if self.subject.condition is not None else [()]
        first = ways[0]
        match self.subject.body:
            case m.Tally():
                yield from self._tally(self.subject.body, self._made(first))
            case m.Table():
                yield from self._table(self.subject.body, self._made(first))
            case None:
                done: set[m.Condition] = set()
                for way in ways:
                    yield from self._way(way, done)

    def _made(self, way: Sequence[m.Condition], without: Sequence[m.Condition] = ()) -> Made | None:
        whole = NOBODY
        for leaf in way:
            if leaf in without:
                continue
            made = self.maker.made(leaf)
            if made is None:
                return None
            whole += made
        return whole

    def _way(self, way: Sequence[m.Condition], done: set[m.Condition]) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        """Tests of the parts of one way in which a condition is true; of parts that other ways have too, once."""
        by_points = [leaf for leaf in way if _is_by_points(leaf)]
        if by_points:
            yield from self._by_points(self._made(way, by_points))
            return
        before = len(done)
        numbers = dict.fromkeys(f for leaf in way if (f := _field(leaf)) is not None and f.type is not Type.TEXT)
        for field in numbers:
            leaves = [leaf for leaf in way if _field(leaf) == field]
            if not done.issuperset(leaves):
                done.update(leaves)
                yield from self._number(field, leaves, self._made(way, leaves))
        texts = [leaf for leaf in way if (f := _field(leaf)) is not None and f.type is Type.TEXT]
        if texts and not done.issuperset(texts):
            done.update(texts)
            yield from self._texts(texts, self._made(way, texts))
        for leaf in way:
            if leaf not in done and _field(leaf) is None:
                done.add(leaf)
                yield from self._events(leaf, self._made(way, (leaf,)))
        if len(done) == before and way and (whole := self._made(way)) is not None:
            yield self.subject.name, (Phase(tuple(whole.steps())),)

    def _number(
        self, field: m.FieldValue, leaves: Sequence[m.Condition], others: Made | None
    ) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        if others is None:
            return
        values = {v for leaf in leaves for wanted in (True, False) for v in self.maker.values(leaf, wanted)}
        in_order = sorted(values, key=lambda v: v if isinstance(v, int) else 0)[:_MOST_VALUES]
        if any(isinstance(v, str) for v in values) or isinstance(leaves[0], m.IsKnown):
            return
        written = [self.maker.literal(v, field.type) for v in in_order]
        name = f"{self.subject.name}: {field.name} {_series(written)}"
        yield name, self._one_after_another(field.name, written, others)

    def _one_after_another(self, field: str, written: Sequence[str], others: Made) -> tuple[Phase, ...]:
        start = Phase(tuple(others.steps()))
        return (start, *(Phase((f"given lead {written_name(field)} {text}",)) for text in written))

    def _texts(self, leaves: Sequence[m.Condition], others: Made | None) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        right = self._made(leaves)
        if others is None or right is None or not right.fields:
            return
        if isinstance(leaves[0], m.IsKnown):
            yield (
                f"{self.subject.name}: {right.fields[0][0]}",
                (Phase(tuple(others.steps())), Phase(tuple(right.steps()))),
            )
            return
        wrong = ", ".join(f"{written_name(name)} {written_text(OTHER)}" for name, _ in right.fields[:1])
        phases = [Phase((*others.steps(), f"given lead {wrong}")), Phase(tuple(right.steps()))]
        if len(leaves) == 1:
            more = list(islice(self.maker.values(leaves[0], True), 1, _MOST_VALUES))
            left = _measure(leaves[0])
            for value in more:
                made = None if left is None else self.maker.with_value(left, value)
                phases += [Phase(tuple(made.steps()))] if made is not None else []
        yield f"{self.subject.name}: {_series([name for name, _ in right.fields])}", tuple(phases)

    def _events(self, leaf: m.Condition, others: Made | None) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        if others is None:
            return
        start = tuple(others.steps())
        match leaf:
            case m.Sequence():
                turn = self.maker.in_turn(leaf)
                late = older(turn[:-1], max(leaf.spanning - turn[0].age, 0) + _day(leaf.spanning))
                steps = (*start, *(d.step() for d in (*late, turn[-1])))
                names = " then ".join(_short(d.source) for d in turn)
                yield self._named(f"{names} in {duration_text(leaf.spanning)}"), (Phase(steps), Phase(_steps(turn)))
            case m.Exists(events, is_there):
                age, outside = inside(events)
                deed = self.maker.deed(events)
                wait = _wait(outside)
                if is_there:
                    name = self._named(f"{_short(deed.source)}{_windows(events)}")
                    yield name, (Phase(start), Phase(_steps((deed,))), *wait)
                else:
                    now = Deed(deed.source, 1, age)
                    yield (
                        self._named(f"no {_short(deed.source)}{_windows(events)}"),
                        (Phase((*start, now.step())), *wait),
                    )
            case m.Relation(m.Count(events) | m.ActiveDays(events) as left) if isinstance(leaf.right, int):
                yield from self._count(leaf, left, events, start)
            case m.Relation(m.DaysSinceEvent(events=events), _, int()):
                edge = min(_whole(v) for wanted in (True, False) for v in self.maker.values(leaf, wanted))
                deed = self.maker.deed(events, age=max(edge, 0) * DAY)
                name = self._named(f"{edge + 1} days since {_short(deed.source)}")
                yield name, (Phase((*start, deed.step())), Phase(("wait 1d",)))
            case _:
                whole, false = self.maker.made(leaf), self.maker.made(leaf, False)
                if whole is not None:
                    before = () if false is None else (Phase((*start, *false.steps())),)
                    yield self._named(""), (*before, Phase((*(() if before else start), *whole.steps())))

    def _count(
        self, leaf: m.Relation, left: m.Count | m.ActiveDays, events: m.Events, start: tuple[str, ...]
    ) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        low, high = sorted(max(0, _whole(v)) for wanted in (True, False) for v in self.maker.values(leaf, wanted))
        fewer = self.maker.with_value(left, low * 1_000_000)
        enough = self.maker.with_value(left, high * 1_000_000)
        if fewer is None or enough is None:
            return
        more = enough.deeds[-1:] if isinstance(left, m.ActiveDays) else (self.maker.deed(events, high - low),)
        first = Phase((*start, *(d.step() for d in fewer.deeds)))
        wait = _wait(inside(events)[1])
        source = _short(self.maker.source(events.stream))
        yield self._named(f"{low} and {high} of {source}{_windows(events)}"), (first, Phase(_steps(more)), *wait)

    def _named(self, about: str) -> str:
        return f"{self.subject.name}: {about.strip()}" if about.strip() else self.subject.name

    # --- points of other rules

    def _by_points(self, others: Made | None) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        """Leads that gather points, rule by rule, until something else is expected."""
        if others is None:
            return
        steps = [step for rule in self.maker.model.rules for step in self._worth(rule)]
        phases = tuple(Phase(s, must_change=True) for s in steps[:_MOST_STEPS] if s)
        if phases:
            yield f"{self.subject.name}: as points add up", (Phase((*others.steps(), *phases[0].steps)), *phases[1:])

    def _worth(self, rule: m.Rule) -> Iterator[tuple[str, ...]]:
        """What brings the points of a rule: once, or of what counts each time some."""
        match rule.body:
            case m.Flat(points) if points.fixed > 0 and rule.condition is not None:
                made = self.maker.made(rule.condition)
                yield () if made is None else tuple(made.steps())
            case m.Tally(events=events, points=points) if points.fixed > 0 and rule.condition is None:
                yield from [(self.maker.deed(events, 1, 0).step(),)] * _SOME
            case _:
                pass

    # --- tallies and tables

    def _tally(self, tally: m.Tally, others: Made | None) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        if others is None:
            return
        carried = tally.points.amount
        properties = ""
        if isinstance(carried, m.Carried) and isinstance(carried.of, m.PropertyValue):
            properties = f"{written_name(carried.of.name)} 10"
        again = properties
        if tally.once_per is not None and (of := tally.once_per.property) is not None:
            called, one_of, other = written_name(of.name), self.maker.nth(of.type, 0), self.maker.nth(of.type, 1)
            properties, again = ", ".join(p for p in (properties, f"{called} {one_of}") if p), f"{called} {other}"
        one = self.maker.deed(tally.events, 1, 0, properties)
        phases = [Phase((*others.steps(), one.step()))]
        if tally.kind == "each":
            more = 1
            if tally.limit is not None and tally.points.fixed:
                more = min(max(1, tally.limit // abs(tally.points.fixed)), 50)
            if again != properties:  # one of each value counts
                phases.append(Phase((one.step(),)))
            phases.append(Phase((self.maker.deed(tally.events, more, 0, again).step(),)))
        if tally.fade is not None:
            phases.append(Phase((f"wait {duration_text(tally.fade.every)}",), must_change=True))
        age, outside = inside(tally.events)
        if outside is not None:
            phases.append(Phase((f"wait {duration_text(age + outside)}",), must_change=True))
        yield self._named(f"{'each' if tally.kind == 'each' else 'the latest'} {_short(one.source)}"), tuple(phases)

    def _table(self, table: m.Table, others: Made | None) -> Iterator[tuple[str, tuple[Phase, ...]]]:
        if others is None:
            return
        values: dict[Value, None] = {}
        for row in table.rows:
            for wanted in (True, False):
                if row.matches is not None and not isinstance(row.matches, m.IsKnown):
                    found = islice(self.maker.values(row.matches, wanted), 4)
                    values.update(dict.fromkeys(v for v in found if wanted or not isinstance(v, str)))
        in_order: list[Value] = list(values)
        if all(isinstance(v, int) for v in in_order):
            in_order.sort(key=lambda v: v if isinstance(v, int) else 0)
        elif any(row.matches is None for row in table.rows):
            in_order.append(OTHER)
        made = [one for v in in_order[:12] if (one := self.maker.with_value(table.measure, v)) is not None]
        if made and all(one.fields for one in made):
            start = Phase(tuple(others.steps()))
            yield self._named(made[0].fields[0][0]), (start, *(Phase(tuple(one.steps())) for one in made))
        else:
            for one in made[:_MOST_TESTS]:
                yield self.subject.name, (Phase((*others.steps(), *one.steps())),)


def _ways(condition: m.Condition) -> Iterator[tuple[m.Condition, ...]]:
    """Ways in which a condition can be true, each the parts that have to be; the first of each choice first."""
    match condition:
        case m.Named(condition=inner):
            yield from _ways(inner)
        case m.AnyOf(parts):
            for part in parts:
                yield from _ways(part)
        case m.AllOf(parts) | m.AtLeast(parts=parts):
            wanted = parts[: condition.number] if isinstance(condition, m.AtLeast) else parts
            choices = [list(islice(_ways(part), _MOST_WAYS)) for part in wanted]
            yield tuple(leaf for ways in choices for leaf in ways[0])
            for number, ways in enumerate(choices):
                for way in ways[1:]:
                    chosen = [way if i == number else others[0] for i, others in enumerate(choices)]
                    yield tuple(leaf for leaves in chosen for leaf in leaves)
        case _:
            yield (condition,)


def _measure(leaf: m.Condition) -> m.Measure | None:
    """What a comparison is about."""
    return getattr(leaf, "left", None) or getattr(leaf, "measure", None)


def _field(leaf: m.Condition) -> m.FieldValue | None:
    """The field that a part compares; of an e-mail address its domain as well."""
    left = _measure(leaf)
    if isinstance(left, m.DomainOf) and isinstance(left.of, m.FieldValue):
        return left.of
    return left if isinstance(left, m.FieldValue) else None


def _is_by_points(leaf: m.Condition) -> bool:
    return isinstance(getattr(leaf, "left", None), m.Score | m.GroupPoints | m.GradeText)


def _steps(deeds: Sequence[Deed]) -> tuple[str, ...]:
    return tuple(deed.step() for deed in deeds)


def _wait(length: int | None) -> tuple[Phase, ...]:
    return () if length is None else (Phase((f"wait {duration_text(length)}",), must_change=True),)


def _windows(events: m.Events) -> str:
    words = events_words(events)
    return f" {words}" if words else ""


def _short(source: str) -> str:
    """A source without its filter."""
    return source.partition("[")[0]


def _series(parts: Sequence[str]) -> str:
    unique = list(dict.fromkeys(parts))
    return " and ".join([", ".join(unique[:-1]), unique[-1]]) if len(unique) > 1 else "".join(unique)


def _day(length: int) -> int:
    day = 86_400_000_000
    return day if length >= day else day // 24


def _whole(value: Value) -> int:
    return value // 1_000_000 if isinstance(value, int) else 0
