"""Why a lead has its score, grade and stage: the whole reasoning as data.

``explain(evaluator, lead, as_of)`` asks the reference evaluator what it found, and never works anything out by itself.
How it looks is up to who shows it. Points are hundredths, times microseconds; ``to_json`` gives them as numbers and
ISO texts.
"""

from collections.abc import Mapping, Sequence

from ..dsl import model as m
from ..dsl.comparing import Comparable, Truth
from ..dsl.types import Type
from ..dsl.values import date_text
from .evaluate import Evaluator, Given, Scored
from .explanation import (
    Choice,
    EventSeen,
    Explanation,
    GradeExplained,
    GroupExplained,
    Missing,
    Reason,
    RuleExplained,
    StageExplained,
    Status,
    WhenExplained,
    missing_values,
    unmet,
)
from .lead_at import LeadAt
from .phrases import condition_words, measure_events, measure_words, signed, value_text
from .records import Event, Lead
from .tally import Counted, counted

_MOST_EVENTS = 1_000


def explain(evaluator: Evaluator, lead: Lead, as_of: int) -> Explanation:
    """The reasoning behind a lead's score as of a moment (microseconds)."""
    return _Explainer(evaluator.at(lead, as_of)).explanation()


def reason_of(scored: Scored, condition: m.Condition) -> Reason:
    """Why a condition is true of a lead, or not."""
    return _Explainer(scored).reason(condition)


class _Explainer:
    def __init__(self, scored: Scored) -> None:
        self.scored = scored
        self.at: LeadAt = scored.at
        self.model = scored.model
        self.calendar = scored.evaluator.shared.calendar

    def explanation(self) -> Explanation:
        scored, model = self.scored, self.model
        result = scored.result()
        rules = [(given.rule.group, self.rule(given)) for given in scored.given]
        stages = tuple(self.stage(s) for s in model.stages)
        since = next((s.since for s in stages if scored.stage is not None and s.name == scored.stage.name), None)
        ignored = tuple((model.ignores[i].text, count) for i, count in sorted(self.at.ignored.items()))
        types = model.fields
        return Explanation(
            lead_id=result.lead_id,
            as_of=self.at.as_of,
            score=scored.score,
            before_limits=scored.unlimited,
            baseline=model.baseline,
            maximum=model.maximum,
            minimum=model.minimum,
            ungrouped=tuple(r for group, r in rules if group is None),
            groups=tuple(self.group(g, rules) for g in model.groups if g.parent is None),
            grade=result.grade,
            grade_lines=tuple(self.grade_line(line) for line in model.grade),
            stage=result.stage,
            since=since,
            stages=stages,
            missing=self.missing(stages),
            disqualified=result.disqualified,
            disqualifications=tuple(
                WhenExplained(w.because, self.reason(w.condition)) for w in model.disqualifications
            ),
            segments=result.segments,
            segment_reasons=tuple((s.label, self.reason(s.condition)) for s in model.segments),
            route=result.route,
            due=result.due,
            met=result.met,
            fields={
                name: value_text(value, types[name].type if name in types else Type.TEXT, self.calendar)
                for name, value in self.at.lead.fields.items()
            },
            events=len(self.at.events),
            ignored=ignored,
        )

    # --- rules and groups

    def group(self, group: m.Group, rules: list[tuple[str | None, RuleExplained]]) -> GroupExplained:
        scored = self.scored
        return GroupExplained(
            group.name,
            scored.groups[group.name],
            scored.before_limits[group.name],
            group.maximum,
            group.minimum,
            group.apart,
            None if group.only_for is None else self.reason(group.only_for),
            tuple(r for name, r in rules if name == group.name),
            tuple(self.group(g, rules) for g in self.model.groups if g.parent == group.name),
        )

    def rule(self, given: Given) -> RuleExplained:
        rule = given.rule
        named = given.named
        because = (named.because if named is not None else None) or rule.because
        where = f"{rule.place.source.name}:{rule.place.source.position(rule.place.span.start)[0]}" if rule.place else ""
        condition = None if rule.condition is None else self.reason(rule.condition)
        details = self.details(rule, given)
        status, note = self.status(rule, given, condition, details)
        return RuleExplained(given.label, rule.text, where, because, given.points, status, note, condition, *details)

    def status(self, rule: m.Rule, given: Given, condition: Reason | None, details: "_Details") -> tuple[Status, str]:
        if not self.scored.evaluator.plan.rules[rule.number].is_in_force(self.scored.day):
            days = [f"from {date_text(rule.first_day)}"] if rule.first_day is not None else []
            days += [f"until {date_text(rule.last_day)}"] if rule.last_day is not None else []
            return "not in force", f"in force {' '.join(days)}"
        if not self.scored.is_for(rule.group):
            return "not for this lead", f"the group `{rule.group}` is for other leads"
        if condition is not None and condition.truth is None:
            return "unknown", "; ".join(missing_values(condition))
        if condition is not None and condition.truth is False:
            return "not true", "; ".join(unmet(condition))
        if given.points:
            return "points", ""
        match rule.body:
            case m.Tally():
                if self.at.visible(rule.body.events) is None:
                    return "unknown", "its window begins at something that is missing"
                return "no points", "no such event" if not details[0] else "the events give no points"
            case m.Table() if given.choice is None:
                measured = details[3]
                if measured is not None and measured.missing:
                    return "unknown", "; ".join(measured.missing)
                return "no points", "no row matches"
            case m.Choose() if given.choice is None:
                return "no points", "no `if` is true"
            case _:
                return "no points", "0 points"

    def details(self, rule: m.Rule, given: Given) -> "_Details":
        match rule.body:
            case m.Flat():
                return (), None, None, None, ()
            case m.Tally() as tally:
                found = counted(tally, self.at) or []
                seen = tuple(self.counted_event(c) for c in found[-_MOST_EVENTS:])
                return seen, sum(c.points for c in found if c.kept), tally.limit, None, ()
            case m.Table(measure, rows):
                value = self.measured(measure)
                choices = tuple(
                    Choice(
                        rule.choices[i], row.points.fixed, given.choice == i,
                        None if row.matches is None else self.at.truth(row.matches),
                        row.points.name, row.points.because,
                    )
                    for i, row in enumerate(rows)
                )  # fmt: skip
                return (), None, None, value, choices
            case m.Choose(branches):
                choices = tuple(
                    Choice(
                        rule.choices[i], branch.points.fixed, given.choice == i,
                        None if branch.condition is None else self.at.truth(branch.condition),
                        branch.points.name, branch.points.because,
                        None if branch.condition is None else self.reason(branch.condition),
                    )
                    for i, branch in enumerate(branches)
                )  # fmt: skip
                return (), None, None, None, choices

    def counted_event(self, found: Counted) -> EventSeen:
        event = found.event
        return EventSeen(
            event.at, event.type, self.properties(event), found.before, found.points, found.steps, found.kept
        )

    def event(self, event: Event) -> EventSeen:
        return EventSeen(event.at, event.type, self.properties(event))

    def properties(self, event: Event) -> dict[str, str]:
        declared = self.model.events.get(event.type)
        types: Mapping[str, m.Field] = {} if declared is None else declared.properties
        return {
            name: value_text(value, types[name].type if name in types else _type_of(value), self.calendar)
            for name, value in event.properties.items()
        }

    # --- conditions

    def reason(self, condition: m.Condition) -> Reason:
        truth = self.at.truth(condition)
        text = condition_words(condition, self.calendar)
        match condition:
            case m.AllOf(parts):
                return Reason("all", text, truth, parts=tuple(self.reason(p) for p in parts))
            case m.AnyOf(parts):
                return Reason("any", text, truth, parts=tuple(self.reason(p) for p in parts))
            case m.AtLeast(_, parts):
                reasons = tuple(self.reason(p) for p in parts)
                true = sum(r.truth is True for r in reasons)
                return Reason("at least", text, truth, f"{true} true", parts=reasons)
            case m.Not(part):
                return Reason("not", text, truth, parts=(self.reason(part),))
            case m.Named(part):
                return Reason("definition", text, truth, parts=(self.reason(part),))
            case m.Exists(events):
                return self.existence(text, truth, events)
            case m.Sequence():
                return self.sequence(text, truth, condition)
            case m.Ratio(left, _, right):
                a, b = self.measured(left), self.measured(right)
                found = f"{a.found} against {b.found}"
                return Reason("comparison", text, truth, found, (*a.missing, *b.missing), (*a.events, *b.events))
            case m.InSegment() | m.IsDisqualified():
                return Reason("comparison", text, truth)
            case m.IsTrue(left) | m.IsKnown(left):
                value = self.measured(left)
                missing = value.missing if truth is None else ()
                return Reason("comparison", text, truth, value.found, missing, value.events)
            case _:
                value = self.measured(condition.left)
                return Reason("comparison", text, truth, value.found, value.missing, value.events)

    def existence(self, text: str, truth: Truth, events: m.Events) -> Reason:
        found = self.at.visible(events)
        if found is None:
            return Reason("comparison", text, truth, "unknown", (self.unknown_window(events.windows),))
        shown = "none" if not found else f"{len(found)}"
        return Reason("comparison", text, truth, shown, (), self.seen(found))

    def sequence(self, text: str, truth: Truth, condition: m.Sequence) -> Reason:
        found = self.at.sequence(condition)
        if found is None:
            return Reason("comparison", text, truth, "unknown", (self.unknown_window(condition.windows),))
        return Reason("comparison", text, truth, "found" if found else "not found", (), self.seen(found))

    def seen(self, events: Sequence[Event]) -> tuple[EventSeen, ...]:
        return tuple(self.event(e) for e in events[-_MOST_EVENTS:])

    def measured(self, measure: m.Measure) -> Reason:
        """A measure's value, the events it was taken from, and what is missing if it is unknown."""
        value: Comparable | None = self.at.value(measure)
        found = value_text(value, measure.type, self.calendar)
        events = measure_events(measure)
        seen = () if events is None else self.at.visible(events)
        missing: tuple[str, ...] = ()
        if value is None:
            missing = (self.unknown(measure, events, seen),)
        return Reason("comparison", measure_words(measure), None, found, missing, self.seen(seen or ()))

    def unknown(self, measure: m.Measure, events: m.Events | None, seen: Sequence[Event] | None) -> str:
        match measure:
            case m.FieldValue(name):
                return f"`{name}` is missing"
            case m.CalendarDay(of):
                return self.unknown(of, events, seen)
            case m.DomainOf(of):
                known = self.at.value(of) is not None
                return f"`{of.name}` has no domain" if known else f"`{of.name}` is missing"
            case m.DaysFromField(field=of):
                return f"`{of.name}` is missing"
            case _:
                if events is not None and seen is None:
                    return self.unknown_window(events.windows)
                if events is not None and not seen:
                    return f"no `{events.stream.text}`"
                return f"`{measure_words(measure)}` is unknown"

    def unknown_window(self, windows: tuple[m.Window, ...]) -> str:
        for window in windows:
            match window:
                case m.AfterField(of) if self.at.moment(of) is None:
                    return f"`{of.name}` is missing"
                case m.AfterEvent("first", stream) | m.Following(stream=stream) if not self.at.stream(stream):
                    return f"no `{stream.text}`"
                case _:
                    pass
        return "the start of the window is unknown"

    # --- grade and stages

    def grade_line(self, line: m.GradeLine) -> GradeExplained:
        points = self.scored.score if line.group is None else self.scored.groups[line.group]
        label = next((b.label for b in line.bands if b.threshold is None or points >= b.threshold), "")
        bands = tuple(
            b.label if b.threshold is None else f"{b.label} from {signed(b.threshold).lstrip('+')}" for b in line.bands
        )
        return GradeExplained(line.group or "score", points, label, bands)

    def stage(self, stage: m.Stage) -> StageExplained:
        scored = self.scored
        reached = scored.reached[stage.name]
        whens = tuple(WhenExplained(w.because, self.reason(w.condition)) for w in stage.whens)
        now = (stage.after is None or scored.reached[stage.after]) and any(w.reason.truth is True for w in whens)
        since = scored.since(stage.name) if reached else None
        return StageExplained(stage.name, reached, now, reached and not now, since, stage.after, whens)

    def missing(self, stages: tuple[StageExplained, ...]) -> Missing | None:
        """What the next stage lacks: the first declared after the lead's that is not reached."""
        names = [s.name for s in stages]
        start = names.index(self.scored.stage.name) + 1 if self.scored.stage is not None else 0
        following = next((s for s in stages[start:] if not s.reached), None)
        if following is None:
            return None
        needed = ()
        if following.after is not None and not self.scored.reached[following.after]:
            needed = (f"stage `{following.after}` is not reached",)
        ways = tuple(dict.fromkeys((*needed, *unmet(w.reason)) for w in following.whens))
        return Missing(following.name, ways)


_Details = tuple[tuple[EventSeen, ...], int | None, int | None, Reason | None, tuple[Choice, ...]]


def _type_of(value: object) -> Type:
    return Type.FLAG if isinstance(value, bool) else Type.NUMBER if isinstance(value, int) else Type.TEXT
