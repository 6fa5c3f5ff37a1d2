"""What a simulation found as tables of plain values, for files and other programs: the same in CSV and in JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ...dsl.values import points_text, time_text
from .ahead import Falling
from .durations import TimeTo
from .levels import PERCENTS
from .promises import Kept
from .run import Simulation

Value = str | int | float | None
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """Moments are texts in ISO 8601, lengths of time whole seconds, points numbers, shares between 0 and 1."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


TABLES: Final = ("stages", "times", "splits", "scores", "routes", "ahead", "leaving")
"""What there is: the course of stages by period, time to each stage, the same by field and segment, scores over time,
routes, and of the time ahead how many leave and which leads."""


def tables_of(simulation: Simulation) -> dict[str, Table]:
    """All tables, by their names."""
    return {
        "stages": _stages(simulation),
        "times": _times(simulation),
        "splits": _splits(simulation),
        "scores": _scores(simulation),
        "routes": _routes(simulation),
        "ahead": _ahead(simulation.ahead),
        "leaving": _leaving(simulation.ahead),
    }


def _stages(simulation: Simulation) -> Table:
    columns = ("period", "from", "to", "new_leads", "stage", "first", "again", "left", "at_end", "own_at_end")
    return Table(
        columns,
        tuple(
            (
                step.label,
                time_text(step.start),
                time_text(step.end),
                simulation.beginnings[number],
                course.stage,
                step.first,
                step.again,
                step.left,
                step.at_end,
                step.own,
            )
            for course in simulation.courses
            for number, step in enumerate(course.steps)
        ),
    )


_TIME_COLUMNS = ("leads", "median_seconds", "p90_seconds", "not_yet", "unknown")


def _time(time: TimeTo) -> tuple[Value, ...]:
    return time.count, seconds(time.median), seconds(time.p90), time.waiting, time.unknown


def seconds(length: int | None) -> int | None:
    return None if length is None else length // _SECOND


def _times(simulation: Simulation) -> Table:
    return Table(("stage", *_TIME_COLUMNS), tuple((time.stage, *_time(time)) for time in simulation.times))


def _splits(simulation: Simulation) -> Table:
    columns = ("by", "value", "leads", "stage", "reached", "first", "median_seconds", "p90_seconds", "not_yet")
    rows = (
        (
            split.by,
            share.value,
            share.leads,
            name,
            stage.reached,
            stage.first,
            seconds(stage.time_to.median),
            seconds(stage.time_to.p90),
            stage.time_to.waiting,
        )
        for split in simulation.splits
        for share in split.shares
        for name, stage in zip(split.stages, share.stages, strict=True)
    )
    return Table(columns, tuple(rows))


def _scores(simulation: Simulation) -> Table:
    texts = [f"{threshold.stage}: {threshold.text}" if threshold.stage else threshold.text
             for threshold in simulation.thresholds]  # fmt: skip
    columns = ("at", "leads", *(f"p{percent}" for percent in PERCENTS), *texts)
    rows = (
        (time_text(level.at), level.leads, *map(points_number, level.quantiles), *level.above)
        for level in simulation.levels
    )
    return Table(columns, tuple(rows))


def points_number(hundredths: int | None) -> int | float | None:
    """Points as a number that is written as people write it: 57, 57.5."""
    if hundredths is None:
        return None
    text = points_text(hundredths)
    return float(text) if "." in text else int(text)


def _routes(simulation: Simulation) -> Table:
    counts = ("came", "due", "in_time", "late", "missed", "open")
    columns = ("stage", "queue", "promise", "period", *counts, "median_seconds", "p90_seconds")

    def row(kept: Kept) -> tuple[Value, ...]:
        return *(getattr(kept, name) for name in counts), seconds(kept.median), seconds(kept.p90)

    rows: list[tuple[Value, ...]] = []
    for route in simulation.routes:
        head = route.stage, route.queue, route.promise
        rows.append((*head, None, *row(route.kept)))
        rows += [(*head, period, *row(kept)) for period, kept in route.by_period]
    return Table(columns, tuple(rows))


def _ahead(falling: Sequence[Falling]) -> Table:
    rows = ((each.what, each.now, days, gone) for each in falling for days, gone in each.by_day)
    return Table(("what", "now", "days", "gone"), tuple(rows))


def _leaving(falling: Sequence[Falling]) -> Table:
    def rows() -> Iterator[tuple[Value, ...]]:
        for each in falling:
            yield from ((each.what, leaving.lead, time_text(leaving.at)) for leaving in each.leaving)

    return Table(("what", "lead_id", "at"), tuple(rows()))
