"""A backtest as tables of plain values: what CSV, JSON and Markdown are written from, and a terminal's page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...dsl.values import points_text
from ..lead_at import EARLIEST
from .ranking import Confusion, likely, share
from .report import Backtest


class Part(StrEnum):
    """The parts of a backtest, in the order in which they are shown."""

    DECILES = "deciles"
    SWEEP = "sweep"
    CALIBRATION = "calibration"
    STAGES = "stages"
    GRADES = "grades"
    SEGMENTS = "segments"
    RULES = "rules"
    CHECKS = "checks"
    THRESHOLDS = "thresholds"
    LEADS = "leads"


WHOLE = tuple(part for part in Part if part not in (Part.THRESHOLDS, Part.LEADS))
"""What is shown if nothing is said: the other two have a row for each score, and for each lead."""


class Kind(StrEnum):
    """What a column holds. POINTS: hundredths. SHARE: 0 to 1. RATIO, CHANGE: floats. TIME: microseconds."""

    TEXT = "text"
    COUNT = "count"
    POINTS = "points"
    SHARE = "share"
    RATIO = "ratio"
    CHANGE = "change"
    RATE = "rate"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` for programs, ``head`` for people; ``brief``: also where there is little room."""

    name: str
    head: str
    kind: Kind
    brief: bool = True


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """``said``: one sentence on how it is to be read."""

    part: Part
    title: str
    said: str
    columns: Sequence[Column]
    rows: Sequence[tuple[Cell, ...]]


def sheet(part: Part, found: Backtest) -> Sheet:
    return _SHEETS[part](found)


def _deciles(found: Backtest) -> Sheet:
    overall = found.conversion or 0.0
    rows: list[tuple[Cell, ...]] = []
    won_so_far = 0.0
    for number, part in enumerate(found.deciles, 1):
        won_so_far += float(part.won)
        conversion = part.conversion or 0.0
        lift = conversion / overall if overall else None
        rows.append(
            (number, part.high, part.low, part.leads, float(part.won), conversion, lift, share(won_so_far, found.won))
        )
    return Sheet(
        Part.DECILES,
        "By score, in tenths",
        "leads with one score on both sides of a bound share their wins evenly",
        (
            Column("decile", "tenth", Kind.COUNT),
            Column("highest_score", "from", Kind.POINTS),
            Column("lowest_score", "down to", Kind.POINTS),
            Column("leads", "leads", Kind.COUNT),
            Column("won", "won", Kind.RATE),
            Column("conversion", "converted", Kind.SHARE),
            Column("lift", "lift", Kind.RATIO),
            Column("share_of_won", "of all won so far", Kind.SHARE),
        ),
        rows,
    )


_CONFUSION = (
    Column("precision", "convert", Kind.SHARE),
    Column("recall", "of all won", Kind.SHARE),
    Column("f1", "F1", Kind.RATIO, brief=False),
    Column("called_won", "won", Kind.COUNT),
    Column("called_lost", "lost", Kind.COUNT),
    Column("missed_won", "won below", Kind.COUNT),
    Column("left_lost", "lost below", Kind.COUNT),
)


def _cells(confusion: Confusion) -> tuple[Cell, ...]:
    return (
        confusion.precision,
        confusion.recall,
        confusion.f1,
        confusion.called_won,
        confusion.called_lost,
        confusion.missed_won,
        confusion.left_lost,
    )


def _sweep(found: Backtest) -> Sheet:
    rows = [(row.confusion.threshold, row.leads, row.a_week, *_cells(row.confusion), ", ".join(row.marks))
            for row in found.sweep]  # fmt: skip
    return Sheet(
        Part.SWEEP,
        "What a threshold brings",
        "all leads with at least so many points, those still open among the leads and not among the shares",
        (
            Column("threshold", "at", Kind.POINTS),
            Column("leads", "leads", Kind.COUNT),
            Column("leads_a_week", "a week", Kind.RATE),
            *_CONFUSION,
            Column("why", "", Kind.TEXT),
        ),
        rows,
    )


def _thresholds(found: Backtest) -> Sheet:
    return Sheet(
        Part.THRESHOLDS,
        "Every threshold",
        "one row for each different score",
        (Column("threshold", "at", Kind.POINTS), *_CONFUSION),
        [(confusion.threshold, *_cells(confusion)) for confusion in found.ranking.confusions()],
    )


def _calibration(found: Backtest) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    surely_below = 0.0
    for band in reversed(found.bands):
        between = likely(float(band.won), band.leads) or (None, None)
        worse = between[1] is not None and between[1] < surely_below
        note = "converts less than a lower score" if worse else ""
        rows.insert(0, (band.low, band.high, band.leads, int(band.won), band.conversion, *between, note))
        surely_below = max(surely_below, between[0] or 0.0)
    return Sheet(
        Part.CALIBRATION,
        "Calibration: what a score is worth",
        "the true share lies between the two bounds 95 times of 100",
        (
            Column("lowest_score", "from", Kind.POINTS),
            Column("highest_score", "to", Kind.POINTS),
            Column("leads", "leads", Kind.COUNT),
            Column("won", "won", Kind.COUNT),
            Column("conversion", "converted", Kind.SHARE),
            Column("low", "at least", Kind.SHARE),
            Column("high", "at most", Kind.SHARE),
            Column("note", "", Kind.TEXT),
        ),
        rows,
    )


def _stages(found: Backtest) -> Sheet:
    return Sheet(
        Part.STAGES,
        "Stages as forecasts",
        "leads that had reached the stage, and were not disqualified",
        (Column("stage", "stage", Kind.TEXT), Column("leads", "leads", Kind.COUNT), *_CONFUSION),
        [(reached.stage, reached.confusion.called, *_cells(reached.confusion)) for reached in found.stages],
    )


def _grades(found: Backtest) -> Sheet:
    rows = [(grade.grade, grade.leads, grade.won, share(grade.won, grade.leads),
             _ratio(share(grade.won, grade.leads), found.conversion)) for grade in found.grades]  # fmt: skip
    return Sheet(
        Part.GRADES,
        "Grades",
        "",
        (
            Column("grade", "grade", Kind.TEXT),
            Column("leads", "leads", Kind.COUNT),
            Column("won", "won", Kind.COUNT),
            Column("conversion", "converted", Kind.SHARE),
            Column("lift", "lift", Kind.RATIO),
        ),
        rows,
    )


def _segments(found: Backtest) -> Sheet:
    rows = [(segment.label, segment.leads, segment.won, share(segment.won, segment.leads),
             _ratio(share(segment.won, segment.leads), found.conversion), segment.roc_area)
            for segment in found.segments]  # fmt: skip
    return Sheet(
        Part.SEGMENTS,
        "Segments",
        "and how well the score tells the leads of each apart",
        (
            Column("segment", "segment", Kind.TEXT),
            Column("leads", "leads", Kind.COUNT),
            Column("won", "won", Kind.COUNT),
            Column("conversion", "converted", Kind.SHARE),
            Column("lift", "lift", Kind.RATIO),
            Column("roc_area", "ROC area", Kind.RATIO),
        ),
        rows,
    )


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def _rules(found: Backtest) -> Sheet:
    rows = [
        (
            rule.label,
            rule.group,
            str(rule.place) if rule.place else None,
            rule.fired,
            share(rule.fired, found.compared),
            rule.conversion,
            *(rule.likely or (None, None)),
            rule.lift,
            rule.roc_area,
            rule.lost,
            rule.falls,
            rule.rises,
            rule.stages,
            "never fired" if not rule.fired else "" if rule.decides else "never changed a decision",
        )
        for rule in found.rules
    ]
    threshold = "" if found.threshold is None else f" {points_text(found.threshold.at)} ({found.threshold.source})"
    return Sheet(
        Part.RULES,
        "Rule by rule",
        f"what the ROC area loses without the rule, and the leads that would be on the other side of{threshold}"
        f"{', or in another stage' if any(rule.stages is not None for rule in found.rules) else ''}",
        (
            Column("rule", "rule", Kind.TEXT),
            Column("group", "group", Kind.TEXT, brief=False),
            Column("place", "place", Kind.TEXT, brief=False),
            Column("fired", "fired", Kind.COUNT),
            Column("fired_share", "of leads", Kind.SHARE, brief=False),
            Column("conversion", "converted", Kind.SHARE),
            Column("low", "at least", Kind.SHARE, brief=False),
            Column("high", "at most", Kind.SHARE, brief=False),
            Column("lift", "lift", Kind.RATIO),
            Column("roc_area_without", "ROC area without", Kind.RATIO, brief=False),
            Column("roc_area_lost", "area lost", Kind.CHANGE),
            Column("would_fall", "would fall", Kind.COUNT),
            Column("would_rise", "would rise", Kind.COUNT),
            Column("other_stage", "other stage", Kind.COUNT),
            Column("note", "", Kind.TEXT),
        ),
        rows,
    )


def _checks(found: Backtest) -> Sheet:
    return Sheet(
        Part.CHECKS,
        "Rules that know too much",
        "events that follow the outcome, and rules that are too good to be true",
        (
            Column("kind", "kind", Kind.TEXT, brief=False),
            Column("what", "rule", Kind.TEXT),
            Column("place", "place", Kind.TEXT),
            Column("message", "what was found", Kind.TEXT),
            Column("help", "what to do", Kind.TEXT, brief=False),
        ),
        [
            (finding.kind, finding.what, str(finding.place) if finding.place else None, finding.message, finding.help)
            for finding in found.findings
        ],
    )


def _leads(found: Backtest) -> Sheet:
    sample, then = found.sample, found.sample.then
    return Sheet(
        Part.LEADS,
        "Leads",
        "each as of its own moment",
        (
            Column("lead_id", "lead", Kind.TEXT),
            Column("moment", "moment", Kind.TIME),
            Column("score", "score", Kind.POINTS),
            Column("outcome", "outcome", Kind.TEXT),
            Column("decided_at", "decided", Kind.TIME),
        ),
        list(
            zip(
                sample.ids.to_pylist(),
                then.at.tolist(),
                then.score.tolist(),
                ("open" if result < 0 else "won" if result else "lost" for result in sample.result.tolist()),
                (None if at == EARLIEST else at for at in sample.decided_at.tolist()),
                strict=True,
            )
        ),
    )


_SHEETS: dict[Part, Callable[[Backtest], Sheet]] = {
    Part.DECILES: _deciles,
    Part.SWEEP: _sweep,
    Part.CALIBRATION: _calibration,
    Part.STAGES: _stages,
    Part.GRADES: _grades,
    Part.SEGMENTS: _segments,
    Part.RULES: _rules,
    Part.CHECKS: _checks,
    Part.THRESHOLDS: _thresholds,
    Part.LEADS: _leads,
}
