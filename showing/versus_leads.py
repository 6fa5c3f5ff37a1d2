"""Leads that come to a stage otherwise by another version of the rules, and those whose scores move most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ..dsl.render import clean
from ..dsl.values import points_text, time_text
from ..engine.report import counted
from .differences import arrow, head_text, style_of, to, way_text
from .outline import Line

if TYPE_CHECKING:
    from datetime import tzinfo

    from ..engine.changes.movers import Mover
    from ..engine.versus import Found
    from ..engine.versus.came import Came, How

MOST_LEADS: Final = 250
"""Of each kind that are listed."""
_REASONS: Final = 3
_LONGEST_NAME: Final = 16
Names = Mapping[str | int, str]
NO_NAMES: Final[Names] = MappingProxyType({})
_SAID: Final = {
    "gained": "only by the rules now",
    "lost": "only by the rules before",
    "sooner": "by both",
    "later": "by both",
}


@dataclass(frozen=True, slots=True)
class LeadOf:
    """What a line tells of: a lead."""

    lead_id: str | int


def listed(found: "Found", most: int = MOST_LEADS) -> "set[str | int]":
    """The leads that are named, whichever stage is looked at."""
    from ..engine.versus.came import WAYS

    ids = {each.lead_id for came in found.came for how in WAYS for each in came.leads(how, most)}
    if found.effects is not None:
        ids |= {mover.lead_id for mover in found.effects.movers}
        ids |= {mover.lead_id for movers in found.effects.examples.values() for mover in movers}
    return ids


def came_lines(found: "Found", stage: str, most: int = MOST_LEADS, names: Names = NO_NAMES) -> Iterator[Line]:
    """The leads that come to a stage otherwise than before. ``names``: what leads are called besides their ids."""
    came = found.came_to(stage)
    if came is not None:
        yield from _came(found, came, most, names)


def mover_lines(found: "Found", names: Names = NO_NAMES) -> Iterator[Line]:
    """Those whose scores move most."""
    if found.effects is not None and found.effects.movers:
        line = Line(head_text("Biggest movers"))
        line.parts = [mover_line(mover, names) for mover in found.effects.movers]
        yield line


def _called(lead_id: str | int, names: Names) -> str:
    name = clean(names.get(lead_id, ""))
    return f"{clean(str(lead_id))} {name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + '…'}".strip()


def _came(found: "Found", came: "Came", most: int, names: Names) -> Iterator[Line]:
    from rich.text import Text

    from ..engine.versus.came import WAYS

    if not len(came):
        yield Line(head_text(f"No lead becomes {came.stage} at another time"))
        return
    for how in WAYS:
        count = came.count(how)
        if count:
            up = 1 if how in ("gained", "sooner") else -1
            head = Line(Text.assemble((f"{arrow(up)} {counted(count, 'lead')} {how}", f"bold {style_of(up)}")))
            head.text.append(f"  {came.stage} {_SAID[how]}", "bright_black")
            head.parts = list(_coming(found, came, how, most, names))
            if count > most:
                head.add(Text(f"and {count - most:,} more: a report as .csv or .json has them all", "bright_black"))
            yield head


def _coming(found: "Found", came: "Came", how: "How", most: int, names: Names) -> Iterator[Line]:
    from rich.text import Text

    from ..dsl.zones import zone

    where = zone(found.model.timezone)
    every = list(came.leads(how, most))
    rows = [(_called(each.lead_id, names), _day(each.before, where), _day(each.after, where)) for each in every]
    wide = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for each, (called, before, after) in zip(every, rows, strict=True):
        text = Text(f"{called:<{wide[0]}}  {before:<{wide[1]}}{to()}{after:<{wide[2]}}")
        score = f"{points_text(each.score_before)}{to()}{points_text(each.score_after)}"
        text.append(f"  {score}" if names else f"  score {score}", "bright_black")
        yield Line(text, LeadOf(each.lead_id))


def _day(at: int | None, zone: "tzinfo | None") -> str:
    from ..engine.columnar.steps import EARLIEST

    return "never" if at is None else "always" if at == EARLIEST else time_text(at, zone)[:10]


def mover_line(mover: "Mover", names: Names = NO_NAMES) -> Line:
    from rich.text import Text

    by = mover.after - mover.before
    text = Text(f"{_called(mover.lead_id, names)}  {points_text(mover.before)}{to()}{points_text(mover.after)}  ")
    text.append(way_text(by, points_text(abs(by))), style_of(by))
    if mover.stage_before != mover.stage_after:
        text.append(f"  {mover.stage_before}{to()}{mover.stage_after}")
    line = Line(text, LeadOf(mover.lead_id))
    reasons = [
        f"{clean(label)} {way_text(points, points_text(abs(points)))[2:]}" for label, points in mover.by[:_REASONS]
    ]
    if reasons:
        text.append("  " + ", ".join(reasons), "bright_black")
    return line
