"""From files to a model: reads, binds, types and lints; all problems of all files in one run."""

import gc
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import codes, given, outcomes, rules
from . import model as m
from . import nodes as n
from .conditions import condition
from .constants import Scope, points
from .declarations import check_declarations, ignored
from .diagnostics import Diagnostic, Related, has_errors, in_order
from .gather import Before, Gathered, Located, gather
from .groups import check_limits, group
from .lint import lint
from .modifiers import once
from .names import Names, Types
from .nearest import nearest
from .source import Place, SourceText
from .zones import Calendar, zone_names
from .zones import zone as zone_named


@dataclass(frozen=True, slots=True)
class Checked:
    """What the files mean, and all that is wrong with them. ``model`` is None if there are errors.

    ``uses`` maps each file read to the files that it uses.
    """

    model: m.Model | None
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[SourceText, ...]
    uses: Mapping[Path, Sequence[Path]] = field(default_factory=dict[Path, Sequence[Path]])

    @property
    def has_errors(self) -> bool:
        return has_errors(self.diagnostics)


def check(
    paths: Sequence[Path], root: Path, texts: Mapping[Path, str] | None = None, before: Before | None = None
) -> Checked:
    """Checks ``paths`` as one model, with all that they `use` from below ``root``.

    ``texts`` stand in for files (an editor's unsaved ones). ``before``: kept by whoever checks the same files again and
    again, so that only what changed is parsed. Raises OSError if one of ``paths`` cannot be read.
    """
    with _no_collection():
        return _check(paths, root, gather(paths, root, texts, before))


@contextmanager
def _no_collection() -> Generator[None]:
    """Nodes and models are many, refer to each other in no circle, and live on: looking for garbage among them takes
    a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(paths: Sequence[Path], root: Path, gathered: Gathered) -> Checked:
    resolved = _resolve(gathered, root, Types())
    if not resolved.names.is_settled:
        resolved = _resolve(gathered, root, resolved.names.found_types())
    resolved.names.report_conflicts()
    found = [*gathered.diagnostics, *resolved.names.diagnostics]
    model = None if has_errors(found) else resolved.model
    entries = {path.resolve() for path in paths}
    if model is not None:
        found.extend(lint(model))
    found.extend(_unused(resolved.names, entries, model))
    return Checked(model, tuple(in_order(found)), tuple(gathered.sources), gathered.uses)


@dataclass(frozen=True, slots=True)
class _Resolved:
    names: Names
    model: m.Model


def _resolve(gathered: Gathered, root: Path, known: Types) -> _Resolved:
    names = Names(gathered, root, known)
    statements = gathered.statements
    head = _head(statements, names)
    names.calendar = Calendar(head.timezone)
    check_declarations(statements, names)
    ignores = tuple(ignored(statements, names))
    groups = {located.statement.name.text: g for located in statements if isinstance(located.statement, n.Group)
              if (g := group(located.statement, _scope(located, names))) is not None}  # fmt: skip
    found_rules = tuple(_rules(statements, groups, names))
    _check_rule_names(found_rules, names)
    grade = tuple(_grade(statements, groups, head, names))
    stages = tuple(_stages(statements, names))
    after_points = outcomes.AFTER_POINTS
    disqualifications = tuple(
        w
        for located in statements
        if isinstance(s := located.statement, n.Disqualify)
        if (w := outcomes.when(s.condition, s.because, replace(_scope(located, names), outcomes=after_points), s))
        is not None
    )
    segments = tuple(
        m.Segment(s.label.value, found)
        for located in statements
        if isinstance(s := located.statement, n.Segment)
        if (found := condition(s.condition, replace(_scope(located, names), outcomes=outcomes.IN_SEGMENTS))) is not None
    )
    tests = tuple(_tests(statements, ignores, names))
    return _Resolved(
        names,
        m.Model(
            head.name, head.timezone, head.baseline, head.maximum, head.minimum, names.all_fields(), names.all_events(),
            ignores, tuple(groups.values()), found_rules, grade, stages, disqualifications, segments, tests,
            names.declares_fields, names.declares_events,
        ),
    )  # fmt: skip


def _scope(located: Located, names: Names) -> Scope:
    return Scope(names, located.source)


# --- the model statement


@dataclass(slots=True)
class _Head:
    name: str = ""
    timezone: str = "UTC"
    baseline: int = 0
    maximum: int | None = None
    minimum: int | None = None


def _head(statements: Sequence[Located], names: Names) -> _Head:
    head = _Head()
    first: Located | None = None
    for located in statements:
        node = located.statement
        if not isinstance(node, n.Model):
            continue
        scope = _scope(located, names)
        if first is not None:
            names.report(
                codes.MODEL_TWICE, "there is at most one `model`", scope.place(node), "a second one",
                related=(Related(Place(first.source, first.statement.span), "the first"),),
            )  # fmt: skip
            continue
        first = located
        head.name = node.name.value
        once(node.clauses, scope)
        for clause in node.clauses:
            match clause.keyword, clause.value:
                case "timezone", n.Text() as text:
                    if _is_zone(text, scope):
                        head.timezone = text.value
                case ("baseline" | "max" | "min") as what, (n.Number() | n.Name()) as value:
                    worth = points(value, scope, "limits" if what != "baseline" else "points", signed=True)
                    if what == "baseline":
                        head.baseline = worth or 0
                    elif what == "max":
                        head.maximum = worth
                    else:
                        head.minimum = worth
                case _:
                    pass
        check_limits(head.maximum, head.minimum, node, scope)
    return head


def _is_zone(text: n.Text, scope: Scope) -> bool:
    if zone_named(text.value) is not None:
        return True
    near = nearest(text.value, zone_names())
    help = (
        f"did you mean `{near}`?"
        if near
        else "zones are named as in the IANA data: `Europe/Berlin`, `America/New_York`, `UTC`"
    )
    scope.names.report(codes.BAD_TIMEZONE, f"there is no time zone `{text.value}`", scope.place(text), "", help)
    return False


# --- rules and their groups

_DECLARATIONS = n.Lead | n.Event | n.Signal | n.ListOf | n.ListFrom | n.Let | n.Define | n.Ignore | n.Use
_CLOSED = object()


def _rules(statements: Sequence[Located], groups: Mapping[str, m.Group], names: Names) -> Iterator[m.Rule]:
    current: dict[SourceText, object] = {}
    closed_by: dict[SourceText, n.Node] = {}
    number = 0
    for located in statements:
        node, source = located.statement, located.source
        match node:
            case n.Group(name):
                current[source] = name.text
            case n.Rule():
                here = current.get(source)
                if here is _CLOSED:
                    _no_group(node, closed_by[source], _scope(located, names))
                    current[source] = here = None
                group = here if isinstance(here, str) else None
                scope = replace(_scope(located, names), resets=_resets(group, groups))
                found = rules.rule(node, number, group, scope)
                number += 1
                if found is not None:
                    yield found
            case n.Model():
                if source in current:
                    current[source], closed_by[source] = _CLOSED, node
            case _ if not isinstance(node, _DECLARATIONS):
                current[source], closed_by[source] = _CLOSED, node
            case _:
                pass


def _no_group(node: n.Rule, before: n.Node, scope: Scope) -> None:
    word = scope.source[node.span].split(maxsplit=1)[0]
    if isinstance(before, n.Test) and _is_inside(node, before, scope):
        scope.names.report(
            codes.WHEN_IN_TEST, f"`{word}` begins a rule, which does not belong in a test", scope.place(node), "a rule",
            "in a test write `expect CONDITION`",
        )  # fmt: skip
        scope.names.cut_tests.add(scope.place(before))
        return
    what = before.__class__.__name__.lower()
    scope.names.report(
        codes.NO_GROUP, f"this rule stands after a `{what}` without a group", scope.place(node), "belongs to no group",
        "begin a `group NAME` before it, or move it up to its group",
        related=(Related(scope.place(before), f"the `{what}`"),),
    )  # fmt: skip


def _is_inside(node: n.Rule, test: n.Test, scope: Scope) -> bool:
    """Whether a rule looks like a step of the test before it: indented more, or the test would expect nothing."""
    column = scope.source.position(node.span.start)[1]
    return column > scope.source.position(test.span.start)[1] or not given.expects(test)


def _resets(group: str | None, groups: Mapping[str, m.Group]) -> tuple[m.Stream, ...]:
    """The streams that reset a group's rules: its own, and those of the groups that it is in."""
    found: list[m.Stream] = []
    while group is not None and group in groups:
        found.extend(groups[group].resets)
        group = groups[group].parent
    return tuple(dict.fromkeys(found))


def _check_rule_names(found: tuple[m.Rule, ...], names: Names) -> None:
    """One name, one rule; but for rules that are never in force on the same day."""
    seen: dict[str, list[tuple[m.Rule, m.Points | None]]] = {}
    for rule in found:
        if rule.name is not None:
            seen.setdefault(rule.name, []).append((rule, None))
        for points_ in rule.all_points():
            if points_.name is not None and points_.name != rule.name:
                seen.setdefault(points_.name, []).append((rule, points_))
    for name, carriers in seen.items():
        for i, (rule, points_) in enumerate(carriers):
            for other, other_points in carriers[:i]:
                if _overlap(rule, other) and (rule is not other):
                    _named_twice(name, rule, points_, other, other_points, names)
                    break


def _overlap(a: m.Rule, b: m.Rule) -> bool:
    first = max(x for x in (a.first_day, b.first_day, -(10**9)) if x is not None)
    last = min(x for x in (a.last_day, b.last_day, 10**9) if x is not None)
    return first <= last


def _named_twice(name: str, rule: m.Rule, p: m.Points | None, other: m.Rule, q: m.Points | None, names: Names) -> None:
    place = p.place if p is not None else rule.place
    first = q.place if q is not None else other.place
    assert place is not None and first is not None
    names.report(
        codes.DECLARED_TWICE, f"two rules are called `{name}`", place, "again",
        "give each rule a name of its own; two may share one only if they are never in force on the same day",
        related=(Related(first, "the first"),),
    )  # fmt: skip


# --- what is worked out from the points


def _grade(
    statements: Sequence[Located], groups: Mapping[str, m.Group], head: _Head, names: Names
) -> Iterator[m.GradeLine]:
    first: Located | None = None
    for located in statements:
        if not isinstance(located.statement, n.Grade):
            continue
        if first is not None:
            names.report(
                codes.MODEL_TWICE,
                "there is at most one `grade`",
                Place(located.source, located.statement.span),
                "a second one",
                related=(Related(Place(first.source, first.statement.span), "the first"),),
            )
            continue
        first = located
        limits = {g.name: (g.minimum, g.maximum) for g in groups.values()}
        yield from outcomes.grade(
            located.statement, {**limits, None: (head.minimum, head.maximum)}, _scope(located, names)
        )


def _stages(statements: Sequence[Located], names: Names) -> Iterator[m.Stage]:
    earlier: list[str] = []
    for located in statements:
        if isinstance(located.statement, n.Stage) and names.stages[located.statement.name.text][0] is located.statement:
            found = outcomes.stage(located.statement, earlier, _scope(located, names))
            earlier.append(located.statement.name.text)
            if found is not None:
                yield found


def _tests(statements: Sequence[Located], ignores: tuple[m.Ignore, ...], names: Names) -> Iterator[m.Test]:
    seen: dict[str, Place] = {}
    for located in statements:
        node = located.statement
        if not isinstance(node, n.Test):
            continue
        place = Place(located.source, node.name.span)
        if node.name.value in seen:
            names.report(codes.TEST_TWICE, f"two tests are called “{node.name.value}”", place, "again",
                         related=(Related(seen[node.name.value], "the first"),))  # fmt: skip
        seen.setdefault(node.name.value, place)
        found = given.test(node, ignores, _scope(located, names))
        if found is not None:
            yield found


# --- what nothing uses

_USABLE = ("a let", "a list", "a signal", "a definition")


def _unused(names: Names, entries: set[Path], model: m.Model | None) -> Iterator[Diagnostic]:
    """Declarations of the entry files that nothing uses; a shared vocabulary may hold more than one model needs."""
    if model is None or not model.rules:
        return
    for name in names.names_of(*_USABLE):
        place = names.places[name]
        if name not in names.used and place.source.path is not None and place.source.path.resolve() in entries:
            kind = names.kinds[name]
            yield Diagnostic(
                codes.UNUSED, f"nothing uses `{name}`, {kind}", place, "not used", ("use it, or take it out",)
            )
