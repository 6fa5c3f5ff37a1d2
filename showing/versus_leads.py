"""Leads that come to a stage otherwise by another version of the rules, and those whose scores move most."""

from collections.abc import Iterator
from dataclasses import dataclass
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


def came_lines(found: "Found", stage: str, most: int = MOST_LEADS) -> Iterator[Line]:
    """The leads that come to a stage otherwise than before."""
    came = found.came_to(stage)
    if came is not None:
        yield from _came(found, came, most)


def mover_lines(found: "Found") -> Iterator[Line]:
    """Those whose scores move most."""

    if found.effects is not None and found.effects.movers:
        line = Line(head_text("Biggest movers"))
        line.parts = [mover_line(mover) for mover in found.effects.movers]
        yield line


def _came(found: "Found", came: "Came", most: int) -> Iterator[Line]:
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
            head.parts = list(_coming(found, came, how, most))
            if count > most:
                head.add(Text(f"and {count - most:,} more: a report as .csv or .json has them all", "bright_black"))
            yield head


def _coming(found: "Found", came: "Came", how: "How", most: int) -> Iterator[Line]:
    from rich.text import Text

    from ..dsl.zones import zone

    where = zone(found.model.timezone)
    every = list(came.leads(how, most))
    wide = min(24, max((len(str(each.lead_id)) for each in every), default=0))
    for each in every:
        text = Text(f"{clean(str(each.lead_id)):<{wide}}  ")
        text.append(f"{_day(each.before, where)}{to()}{_day(each.after, where)}")
        text.append(f"  score {points_text(each.score_before)}{to()}{points_text(each.score_after)}", "bright_black")
        yield Line(text, LeadOf(each.lead_id))


def _day(at: int | None, zone: "tzinfo | None") -> str:
    from ..engine.columnar.steps import EARLIEST

    return "never".ljust(10) if at is None else "always".ljust(10) if at == EARLIEST else time_text(at, zone)[:10]


def mover_line(mover: "Mover") -> Line:
    from rich.text import Text

    by = mover.after - mover.before
    text = Text(f"{clean(str(mover.lead_id))}  {points_text(mover.before)}{to()}{points_text(mover.after)}  ")
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
