"""A comparison over time as plain data, for programs: points as numbers, times as ISO texts, lengths in seconds."""

from collections.abc import Iterator
from typing import Any

from ...dsl.values import time_text
from ..changes.as_json import as_json as changes_as_json
from ..changes.as_json import effects_as_json
from ..changes.sentence import sentence
from ..columnar.steps import EARLIEST
from ..simulation.courses import Course
from ..simulation.tables import points_number, seconds
from .came import WAYS, Coming
from .figures import Figure, Kind, figures
from .run import Found

Plain = dict[str, Any]


def as_json(found: Found, labels: tuple[str, str]) -> Plain:
    """``labels``: what the versions before and after are called."""
    after = found.after
    plain: Plain = {
        "model": after.model.name,
        "before": None if found.before is None else labels[0],
        "after": labels[1],
        "from": time_text(after.first),
        "to": time_text(after.last),
        "by": after.by,
        "timezone": after.model.timezone,
        "leads": after.leads,
        "scores": [_figure(each) for each in figures(found, None)],
        "stages": [_stage(found, stage) for stage in found.stages],
        "score_bins": [
            {"from": each.low, "below": each.high, "before": each.before, "after": each.after}
            for each in found.spread.bins()
        ],
        "backtest": found.no_backtest or None,
    }
    if found.comparison is not None and found.effects is not None:
        said = sentence(found.comparison, found.effects)
        told = changes_as_json(said, *labels, found.comparison, None)
        plain["at_end"] = {**told, "effects": effects_as_json(found.effects)}
        plain["at_end"]["queues"] = [
            {"before": old, "after": new, "leads": count} for (old, new), count in found.effects.queues.items()
        ]
    return plain


def _figure(figure: Figure) -> Plain:
    def told(value: int | float | None) -> int | float | None:
        if value is None:
            return None
        match figure.kind:
            case Kind.LENGTH:
                return seconds(int(value))
            case Kind.POINTS:
                return points_number(int(value))
            case _:
                return value

    return {"name": figure.name, "before": told(figure.before), "after": told(figure.after)}


def _stage(found: Found, stage: str) -> Plain:
    courses, came = found.courses(stage), found.came_to(stage)
    course = courses[1] or courses[0]
    steps = () if course is None else course.steps
    return {
        "stage": stage,
        "figures": [_figure(each) for each in figures(found, stage)],
        "periods": [
            {
                "period": step.label,
                "from": time_text(step.start),
                "to": time_text(step.end),
                "before": _step(courses[0], number),
                "after": _step(courses[1], number),
            }
            for number, step in enumerate(steps)
        ],
        **({} if came is None else {how: [_lead(each) for each in came.leads(how)] for how in WAYS}),
    }


def _step(course: Course | None, number: int) -> Plain | None:
    if course is None:
        return None
    step = course.steps[number]
    return {"first": step.first, "again": step.again, "left": step.left, "at_end": step.at_end}


def _lead(coming: Coming) -> Plain:
    return {
        "lead_id": coming.lead_id,
        "before": _moment(coming.before),
        "after": _moment(coming.after),
        "score_before": points_number(coming.score_before),
        "score_after": points_number(coming.score_after),
    }


LEAD_COLUMNS = ("stage", "how", "lead_id", "before", "after", "score_before", "score_after")


def lead_rows(found: Found) -> Iterator[tuple[Any, ...]]:
    """The leads that come to a stage otherwise, a row each."""
    for came in found.came:
        for how in WAYS:
            for each in came.leads(how):
                yield came.stage, how, *_lead(each).values()


def _moment(at: int | None) -> str | None:
    return "always" if at == EARLIEST else None if at is None else time_text(at)
