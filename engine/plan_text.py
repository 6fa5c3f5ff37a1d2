"""A plan for people: what the rules share, what is worked out once, and which rules need it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..dsl import model as m
from ..dsl.values import date_text
from ..dsl.words import written_name, written_text
from ..dsl.zones import Calendar
from .phrases import condition_words, events_words, measure_words, signed
from .plan import Case, Metric, Plan, PlannedRule, as_count
from .report import counted

_FEW = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and rows of cells; the cells of a column stand below each other."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def plan_sections(plan: Plan) -> Iterator[Section]:
    """What a plan holds, the parts before what is made of them; empty sections are left out."""
    words = _Words(plan)
    sections = (
        Section("Signals: which events", tuple(words.signals())),
        Section("Moments: where windows begin", tuple(words.moments())),
        Section("Metrics: what is worked out of the events", tuple(words.metrics())),
        Section("Fields: what is read of a lead", tuple(words.fields())),
        Section("Rules: points, if every gate is true", tuple(words.rules())),
        Section("Groups, the inner ones first", tuple(words.groups())),
        Section("Outcomes, in this order", tuple(words.outcomes())),
    )
    yield from (section for section in sections if section.rows)


def plan_summary(plan: Plan) -> str:
    """``62 rules: 31 signals, 50 metrics, of 118 that the rules ask for``"""
    asked = sum(len(list(_asked_by(rule))) for rule in plan.rules)
    counts = f"{counted(len(plan.signals), 'signal')}, {counted(len(plan.metrics), 'metric')}"
    return f"{counted(len(plan.rules), 'rule')}: {counts}, of {asked} that the rules ask for"


def _asked_by(rule: PlannedRule) -> Iterator[Metric]:
    """The metrics that a rule asks for, as often as it does."""
    for part in m.parts((rule.gates, rule.gives if isinstance(rule.gives, m.Tally) else _conditions(rule.gives))):
        match part:
            case m.Exists():
                yield as_count(part).left  # type: ignore[misc]
            case m.Sequence() | m.Tally():
                yield part
            case (
                m.Count() | m.ActiveDays() | m.Distinct() | m.Total() | m.Average()
                | m.Extreme() | m.Edge() | m.DaysSinceEvent()
            ):  # fmt: skip
                yield part
            case _:
                pass


def _conditions(cases: tuple[Case, ...]) -> tuple[m.Condition, ...]:
    return tuple(case.condition for case in cases if case.condition is not None)


class _Words:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.calendar = Calendar(plan.model.timezone)
        self.number = {metric: f"m{n}" for n, metric in enumerate(plan.metrics, 1)}
        self.used_by: dict[Metric, list[str]] = {metric: [] for metric in plan.metrics}
        for rule in plan.rules:
            for metric in dict.fromkeys(_asked_by(rule)):
                self.used_by[metric].append(rule.rule.label)

    def signals(self) -> Iterator[tuple[str, ...]]:
        for n, signal in enumerate(self.plan.signals, 1):
            what = " or ".join(self._filtered(a) for a in signal.alternatives)
            yield f"s{n}", signal.text, "" if what == signal.text else what

    def _filtered(self, what: m.Filtered) -> str:
        name = "activity" if what.event is None else written_name(what.event)
        return name if what.filter is None else f"{name}[{condition_words(what.filter, self.calendar)}]"

    def moments(self) -> Iterator[tuple[str, ...]]:
        for moment in self.plan.moments:
            resets = "".join(f" since last {reset.text}" for reset in moment.resets)
            yield f"{moment.which} {moment.stream.text}{resets}", ""

    def metrics(self) -> Iterator[tuple[str, ...]]:
        for metric, number in self.number.items():
            users = self.used_by[metric]
            more = f" and {len(users) - _FEW} more" if len(users) > _FEW else ""
            yield (
                number,
                self._metric(metric),
                f"for {', '.join(users[:_FEW])}{more}" if users else "for stages and such",
            )

    def _metric(self, metric: Metric) -> str:
        match metric:
            case m.Sequence():
                return condition_words(metric, self.calendar)
            case m.Tally(kind, events, points):
                return f"points of {kind} {events.stream.text}{_behind(events)}{self._modifiers(metric, points)}"
            case m.Count(events):
                return f"number of {events.stream.text}{_behind(events)}"
            case _:
                return f"{measure_words(metric)}{_behind(metric.events)}"

    def _modifiers(self, tally: m.Tally, points: m.Points) -> str:
        if isinstance(points.amount, int):
            words = f": {signed(points.fixed)}"
        else:
            words = f": {'+' if points.sign > 0 else '−'} a share of {written_name(points.amount.of.name)}"
        if tally.once_per is not None:
            words += f" once per {_period(tally.once_per)}"
        if tally.fade is not None:
            words += f", fading {tally.fade.percent}%"
        if tally.limit is not None:
            words += f", up to {signed(tally.limit).lstrip('+')}"
        return words

    def fields(self) -> Iterator[tuple[str, ...]]:
        yield from ((written_name(field.name), str(field.type)) for field in self.plan.fields)

    def rules(self) -> Iterator[tuple[str, ...]]:
        for rule in self.plan.rules:
            gates = " and ".join(condition_words(gate, self.calendar) for gate in rule.gates)
            yield rule.rule.label, self._gives(rule), self._when(rule, gates)

    def _gives(self, rule: PlannedRule) -> str:
        if isinstance(rule.gives, m.Tally):
            return self.number[rule.gives]
        points = list(dict.fromkeys(signed(case.points) for case in rule.gives))
        return points[0] if len(points) == 1 else f"{len(rule.gives)} cases: {', '.join(points)}"

    def _when(self, rule: PlannedRule, gates: str) -> str:
        first, last = rule.rule.first_day, rule.rule.last_day
        days = [f"from {date_text(first)}"] if first is not None else []
        days += [f"until {date_text(last)}"] if last is not None else []
        return " ".join([f"if {gates}" if gates else "", *days]).strip()

    def groups(self) -> Iterator[tuple[str, ...]]:
        for group in self.plan.groups:
            limits = [
                f"{word} {signed(limit).lstrip('+')}"
                for word, limit in (("min", group.group.minimum), ("max", group.group.maximum))
                if limit is not None
            ]
            counts = "apart" if group.group.apart else f"in {group.group.parent or 'score'}"
            inside = sum(inner.group.parent == group.name for inner in self.plan.groups)
            held = [counted(len(group.rules), "rule")] if group.rules or not inside else []
            held += [counted(inside, "group")] if inside else []
            yield group.name, " and ".join(held), counts, " ".join(limits)

    def outcomes(self) -> Iterator[tuple[str, ...]]:
        model = self.plan.model
        if model.grade:
            yield "grade", ", ".join(line.group or "score" for line in model.grade)
        for when in model.disqualifications:
            yield "disqualify", condition_words(when.condition, self.calendar)
        for stage in model.stages:
            whens: Sequence[str] = [condition_words(when.condition, self.calendar) for when in stage.whens]
            history = ", and its history (holds until)" if stage.holds_until is not None else ""
            yield f"stage {stage.name}", " or ".join(whens) + history
        for segment in model.segments:
            yield f"segment {written_text(segment.label)}", condition_words(segment.condition, self.calendar)


def _period(per: m.OncePer) -> str:
    if per.property is not None:
        return written_name(per.property.name)
    if per.period != "days":
        return per.period
    return "day" if per.days == 1 else f"{per.days}d"


def _behind(events: m.Events) -> str:
    words = events_words(events)
    return f" {words}" if words else ""
