"""What of a draft can be tested: each rule, stage, segment, with what holds of a lead as an expectation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..dsl import model as m
from ..dsl import nodes as n
from ..dsl.parse import parse_text
from ..dsl.source import Place
from ..dsl.values import points_text
from ..dsl.words import written_name, written_text
from ..engine.evaluate import Scored
from ..engine.testing import rule_points
from .gate import Gate, Verdict, test_of


@dataclass(frozen=True, slots=True)
class Subject:
    """``words``: what holds of it, as an expectation; ``holds``: whether it gives points, is reached, has the label."""

    name: str
    condition: m.Condition | None
    words: Callable[[Scored], str]
    holds: Callable[[Scored], bool]
    body: m.Tally | m.Table | None = None


def subjects_of(verdict: Verdict, gate: Gate, rules: str) -> Iterator[Subject]:
    """All that a draft adds to the rules that are there."""
    model = verdict.model
    assert model is not None
    own = {s.name.text for s in parse_text(rules).file.statements if isinstance(s, n.Group)}
    own -= {g.name for g in gate.base.model.groups} if gate.base.model is not None else set[str]()

    def is_own(place: Place | None) -> bool:
        source = None if place is None else place.source
        if place is None or source is None or source.path is None or source.path.resolve() != gate.target:
            return False
        return bool(verdict.placed.line_of(source.position(place.span.start)[0]))

    statements = parse_text(rules).file.statements
    if statements and all(isinstance(s, n.Define) for s in statements):
        yield from _of_definition(gate, rules, statements[-1])
    for rule in model.rules:
        if is_own(rule.place):
            yield from _of_rule(rule, model, rule.group if rule.group in own else None)
    for stage in model.stages:
        if is_own(stage.place):
            for when in stage.whens:
                yield _of_stage(stage.name, when.condition)
    for when in model.disqualifications:
        if is_own(when.place):
            yield Subject(
                when.because or "disqualified", when.condition,
                lambda s: "not disqualified" if s.reason is None else "disqualified",
                lambda s: s.reason is not None,
            )  # fmt: skip
    if any(isinstance(s, n.Grade) for s in parse_text(rules).file.statements):
        points = m.Relation(m.Score(), ">=", 0)
        yield Subject("grade", points, lambda s: f"grade is {written_text(s.result().grade or 'none')}", lambda _: True)
    known = {s.label for s in gate.base.model.segments} if gate.base.model is not None else set[str]()
    for segment in model.segments:
        if segment.label not in known:
            yield _of_segment(segment)


def _of_definition(gate: Gate, rules: str, define: n.Statement) -> Iterator[Subject]:
    """A condition that only has a name so far."""
    assert isinstance(define, n.Define)
    name = written_name(define.name.text)
    title = f"what {define.name.text} means"
    model = gate.check(rules, test_of(title, f"expect {name}")).model
    test = None if model is None else next((t for t in model.tests if t.name == title), None)
    if test is not None and isinstance(step := test.steps[-1], m.Expect):
        condition = step.condition

        def words(scored: Scored) -> str:
            """Nothing can be expected of what is unknown."""
            truth = scored.at.truth(condition)
            return "" if truth is None else name if truth else f"not {name}"

        yield Subject(define.name.text, condition, words, lambda s: s.at.truth(condition) is True)


def _of_rule(rule: m.Rule, model: m.Model, group: str | None) -> Iterator[Subject]:
    only_for = next((g.only_for for g in model.groups if g.name == rule.group), None)

    def all_of(*conditions: m.Condition | None) -> m.Condition | None:
        wanted = tuple(c for c in conditions if c is not None)
        return m.AllOf(wanted) if len(wanted) > 1 else wanted[0] if wanted else None

    def gives(scored: Scored) -> int:
        return sum(given.points for given in scored.given if given.rule.number == rule.number)

    def words(name: str | None, counts: bool) -> Callable[[Scored], str]:
        def told(scored: Scored) -> str:
            if group is not None and (counts or name is None):
                return f"{written_name(group)} = {points_text(scored.groups[group])}"
            if name is not None:
                return f"{written_name(name)} {'fires' if rule_points(scored, name) else 'silent'}"
            return f"score = {points_text(scored.score)}"

        return told

    label = rule.name or group or " ".join(rule.text.split())[:50]
    match rule.body:
        case m.Flat(points):
            name = points.name or rule.name
            yield Subject(name or label, all_of(only_for, rule.condition), words(name, False), lambda s: gives(s) != 0)
        case m.Tally(points=points):
            name = points.name or rule.name
            condition = all_of(only_for, rule.condition)
            yield Subject(name or label, condition, words(name, True), lambda s: gives(s) != 0, rule.body)
        case m.Table():
            condition = all_of(only_for, rule.condition)
            yield Subject(label, condition, words(rule.name, True), lambda s: gives(s) != 0, rule.body)
        case m.Choose(branches):
            for number, branch in enumerate(branches):
                name = branch.points.name or rule.name
                condition = all_of(only_for, rule.condition, branch.condition)
                if branch.condition is not None:
                    yield Subject(name or label, condition, words(name, True), _chooses(rule.number, number))


def _chooses(rule: int, branch: int) -> Callable[[Scored], bool]:
    return lambda s: any(g.rule.number == rule and g.choice == branch for g in s.given)


def _of_stage(name: str, condition: m.Condition) -> Subject:
    words = written_text(name)

    def is_it(scored: Scored) -> bool:
        return scored.stage is not None and scored.stage.name == name

    return Subject(
        name, condition,
        lambda s: f"stage is {words}" if is_it(s) else f"stage is not {words}",
        is_it,
    )  # fmt: skip


def _of_segment(segment: m.Segment) -> Subject:
    words = written_text(segment.label)
    return Subject(
        segment.label, segment.condition,
        lambda s: f"{'' if segment.label in s.segments else 'not '}segment {words}",
        lambda s: segment.label in s.segments,
    )  # fmt: skip
