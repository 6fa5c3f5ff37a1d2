"""A timeline as rows and as JSON: the same facts that the terminal shows."""

from collections.abc import Iterator
from datetime import tzinfo

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE, Type, Value
from ...dsl.values import date_text, points_text, time_text
from ..columnar.steps import EARLIEST
from ..explanation import to_json as plain
from .causes import Cause
from .changes import Change, StageDates, State, Timeline
from .words import cause_words


def columns_of_changes(timeline: Timeline) -> tuple[str, ...]:
    """The columns of ``rows_of_changes``."""
    groups = tuple(group.name for group in timeline.plan.model.groups)
    return (
        "lead_id",
        "at",
        "score",
        "change",
        *groups,
        "grade",
        "stage",
        "disqualified",
        "segments",
        "rules",
        "causes",
    )


def rows_of_changes(timeline: Timeline, zone: tzinfo | None = None) -> Iterator[tuple[str, ...]]:
    """A row a change, and before them one without a time: how it was at first. Times in ``zone``, in UTC if None."""
    yield _row(timeline, "", timeline.initial, "", "", "")
    for change in timeline.changes:
        difference = points_text(change.after.score - change.before.score)
        rules = "; ".join(f"{rule.label}: {points_text(rule.after - rule.before)}" for rule in change.rules)
        causes = "; ".join(cause_words(cause, zone) for cause in change.causes)
        yield _row(timeline, time_text(change.at, zone), change.after, difference, rules, causes)


def _row(timeline: Timeline, at: str, state: State, difference: str, rules: str, causes: str) -> tuple[str, ...]:
    return (
        str(timeline.lead.id),
        at,
        points_text(state.score),
        difference,
        *(points_text(points) for points in state.groups.values()),
        state.grade or "",
        state.stage,
        state.disqualified or "",
        "; ".join(state.segments),
        rules,
        causes,
    )


def to_json(timeline: Timeline) -> object:
    """All of it as plain data: points as numbers, times as ISO texts (UTC)."""
    return plain(
        {
            "lead_id": timeline.lead.id,
            "from": time_text(timeline.start),
            "to": time_text(timeline.end),
            "as_of": time_text(timeline.as_of),
            "initial": _state(timeline.initial),
            "changes": [_change(change, timeline.plan.model) for change in timeline.changes],
            "stages": [_dates(stage) for stage in timeline.stages],
            "events": len(timeline.events),
            "events_that_changed_nothing": len(timeline.silent_events),
        }
    )


def _points(hundredths: int) -> int | float:
    whole, rest = divmod(hundredths, 100)
    return whole if rest == 0 else hundredths / 100


def _state(state: State) -> dict[str, object]:
    return {
        "score": _points(state.score),
        "groups": {name: _points(points) for name, points in state.groups.items()},
        "grade": state.grade,
        "stage": state.stage,
        "disqualified": state.disqualified,
        "segments": list(state.segments),
    }


def _change(change: Change, model: m.Model) -> dict[str, object]:
    return {
        "at": time_text(change.at),
        "change": _points(change.after.score - change.before.score),
        **_state(change.after),
        "entered": list(change.entered),
        "left": list(change.left),
        "rules": [
            {
                "rule": rule.label,
                "group": rule.rule.group,
                "because": rule.rule.because,
                "before": _points(rule.before),
                "after": _points(rule.after),
                "causes": [_cause(cause, model) for cause in rule.causes],
            }
            for rule in change.rules
        ],
        "causes": [_cause(cause, model) for cause in change.causes],
    }


def _cause(cause: Cause, model: m.Model) -> dict[str, object]:
    event = cause.event
    return {
        "kind": cause.kind,
        "text": cause_words(cause),
        "event": None
        if event is None
        else {
            "at": time_text(event.at),
            "type": event.type,
            "properties": {name: _value(event.type, name, value, model) for name, value in event.properties.items()},
        },
    }


def _value(event: str, name: str, value: Value, model: m.Model) -> object:
    """Numbers as numbers, dates and times as ISO texts."""
    declared = model.events[event].properties.get(name) if event in model.events else None
    match declared.type if declared is not None else None:
        case Type.NUMBER:
            whole, rest = divmod(int(value), NUMBER_SCALE)
            return whole if rest == 0 else int(value) / NUMBER_SCALE
        case Type.DATE:
            return date_text(int(value))
        case Type.TIME:
            return time_text(int(value))
        case _:
            return value


def _dates(stage: StageDates) -> dict[str, object]:
    first, since = stage.first_reached, stage.since
    return {
        "stage": stage.name,
        "reached": first is not None,
        "first_reached": None if first is None or first == EARLIEST else time_text(first),
        "since": None if since is None or since == EARLIEST else time_text(since),
        "reached_now": since is not None,
        "times": stage.times,
    }
