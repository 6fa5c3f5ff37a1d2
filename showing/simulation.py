"""A simulation for people: tables of what happened, with small bars and lines where numbers want to be seen."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..dsl.render import clean
from ..dsl.values import points_text, time_text
from ..engine.report import counted
from ..engine.simulation.words import length_text, share_text
from .glyphs import glyph
from .stage_styles import stage_style
from .tables import unframed_table

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.console import Console, RenderableType
    from rich.table import Table

    from ..engine.simulation import Simulation
    from ..engine.simulation.splits import Split

_BARS: Final = "▁▂▃▄▅▆▇█"
_LINE_WIDTH: Final = 52
_STAGE_COLOUR: Final = "green"
_ROOM_FOR_PERIODS: Final = 21
_ROOM_FOR_A_COURSE: Final = 22
_ROOM_FOR_LEADS: Final = 8
_ROOM_FOR_A_SHARE: Final = 21
"""Columns of the terminal."""
_SOONEST: Final = 5
"""Leads that are named of those that leave."""


def print_simulation(console: "Console", simulation: "Simulation") -> None:
    for part in _parts(simulation, console.width):
        console.print(part)


def _parts(simulation: "Simulation", width: int) -> "Iterator[RenderableType]":
    from rich.cells import cell_len

    yield _head(simulation)
    if simulation.courses:
        yield _summary(simulation)
        for stages in _side_by_side(simulation, width - _ROOM_FOR_PERIODS, _ROOM_FOR_A_COURSE):
            yield _course(simulation, stages)
    for split in simulation.splits:
        longest = max((cell_len(share.value) for share in split.shares), default=0)
        if split.shares:
            for stages in _side_by_side(simulation, width - longest - _ROOM_FOR_LEADS, _ROOM_FOR_A_SHARE):
                yield _split(split, stages)
    if any(route.kept.came for route in simulation.routes):
        yield _routes(simulation)
    if any(level.leads for level in simulation.levels):
        yield _levels(simulation)
    if simulation.ahead:
        yield _ahead(simulation)
        yield from _soonest(simulation)


def _side_by_side(simulation: "Simulation", room: int, each: int) -> Iterator[range]:
    """The positions of the stages, as many at a time as there is room for."""
    count, most = len(simulation.courses), max(room // each, 1)
    yield from (range(start, min(start + most, count)) for start in range(0, count, most))


# --- words


def _length(length: int | None) -> str:
    return glyph("·", "-") if length is None else length_text(length)


def _share(part: int, whole: int) -> str:
    return share_text(part, whole) or glyph("·", "-")


def sparkline(values: Sequence[int | None], most: int | None = None, width: int = _LINE_WIDTH) -> str:
    """A line of small bars, from 0 or the least below it to ``most``, or the most there is; where nothing is known, a
    blank."""
    values = _thinned(values, width)
    known = [value for value in values if value is not None]
    if not known or glyph(_BARS, "") == "":
        return ""
    low, high = min(0, *known), max(known) if most is None else most
    span = max(high - low, 1)
    return "".join(" " if v is None else _BARS[min((v - low) * len(_BARS) // span, len(_BARS) - 1)] for v in values)


def _thinned(values: Sequence[int | None], width: int) -> Sequence[int | None]:
    if len(values) <= width:
        return values
    return [values[n * (len(values) - 1) // (width - 1)] for n in range(width)]


def _count(count: int) -> str:
    return f"{count:,}" if count else glyph("·", "-")


def _table(title: str, *columns: str, left: int = 1) -> "Table":
    """The first columns to the left, all others to the right."""
    table = unframed_table("bright_black", title=title, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number < left else "right", no_wrap=True)
    return table


# --- parts


def _head(simulation: "Simulation") -> "RenderableType":
    from rich.text import Text

    zone = _zone(simulation)
    first, last = (_minute(at, zone) for at in (simulation.first, simulation.last))
    begin = f"`{simulation.begins}`" if simulation.begins else "the first event"
    text = Text(f"{clean(simulation.model.name)}: " if simulation.model.name else "", "bold")
    text.append(f"{counted(simulation.known, 'lead')}, from {first} to {last} ({simulation.model.timezone})\n", "")
    text.append(f"Leads begin with {begin}.", "bright_black")
    if simulation.leads > simulation.known:
        text.append(f" {simulation.leads - simulation.known:,} more begin later.", "bright_black")
    text.append("\n")
    return text


def _zone(simulation: "Simulation") -> "tzinfo | None":
    from ..dsl.zones import zone

    return zone(simulation.model.timezone)


def _minute(at: int, zone: "tzinfo | None") -> str:
    return time_text(at, zone)[:16].replace("T", " ")


def _summary(simulation: "Simulation") -> "RenderableType":
    from rich.text import Text

    names = [course.stage for course in simulation.courses]
    heads = ("stage", "first", "again", "left", "at end", "median time", "p90", "not yet", "by period")
    table = _table("Stages", *heads)
    table.columns[-1].justify = "left"
    for course, time in zip(simulation.courses, simulation.times, strict=True):
        end = course.steps[-1].at_end if course.steps else 0
        table.add_row(
            Text(course.stage, stage_style(course.stage, names)),
            _count(course.first),
            _count(course.again),
            _count(course.left),
            _count(end),
            _length(time.median),
            _length(time.p90),
            _count(time.waiting),
            Text(sparkline([step.first for step in course.steps]), stage_style(course.stage, names)),
        )
    return _with_space(table)


def _with_space(table: "Table") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    return Group(table, Text(""))


def _course(simulation: "Simulation", stages: range) -> "RenderableType":
    """Stages side by side, a row a period."""
    from rich.text import Text

    courses = [simulation.courses[number] for number in stages]
    names = [course.stage for course in courses]
    table = _table(f"By {simulation.by}", "week from" if simulation.by == "week" else "month", "\nnew leads")
    for name in names:
        for head in (f"[{name}]\nfirst", "\nleft", "\nat end"):
            table.add_column(Text(head.replace(f"[{name}]", name)), justify="right", no_wrap=True)
    most = [max((step.first for step in course.steps), default=0) for course in courses]
    stars = False
    for number, begun in enumerate(simulation.beginnings):
        cells: list[Text] = []
        for course, highest in zip(courses, most, strict=True):
            step = course.steps[number]
            again = f" +{step.again}" if step.again else ""
            style = f"bold {_STAGE_COLOUR}" if step.first and step.first == highest else ""
            cells += [Text(_count(step.first) + again, style), Text(_count(step.left)), Text(_count(step.at_end))]
        step = courses[0].steps[number]
        is_part = _is_part(step.start, step.end, simulation)
        stars |= is_part
        table.add_row(step.label + (" *" if is_part else ""), _count(begun), *cells)
    notes = ["first: leads that came for the first time, and + how often one came back"]
    notes += [f"* not a whole {simulation.by}"] if stars else []
    undated = [f"{course.undated:,} {course.stage}" for course in courses if course.undated]
    notes += [f"always there, nobody knows since when: {', '.join(undated)}"] if undated else []
    table.caption = "; ".join(notes)
    table.caption_justify = "left"
    table.caption_style = "bright_black"
    return _with_space(table)


def _is_part(start: int, end: int, simulation: "Simulation") -> bool:
    """Whether a period is not looked at as a whole."""
    from ..dsl.zones import Calendar
    from ..engine.simulation.periods import Periods

    periods = Periods(Calendar(simulation.model.timezone), simulation.by)
    number = periods.number(start)
    return (start, end) != (periods.start(number), periods.start(number + 1))


def _split(split: "Split", stages: range) -> "RenderableType":
    from rich.text import Text

    heads = [head for number in stages for head in (split.stages[number], "share", "median")]
    table = _table(f"By {split.by}", split.by, "leads", *heads)
    for share in split.shares:
        cells: list[str] = []
        for stage in (share.stages[number] for number in stages):
            reached = _share(stage.reached, share.leads)
            cells += [_count(stage.first), reached, _length(stage.time_to.median)]
        table.add_row(Text(clean(share.value)), _count(share.leads), *cells)
    return _with_space(table)


def _routes(simulation: "Simulation") -> "RenderableType":
    from rich.text import Text

    table = _table(
        "Routes", "stage", "queue", "promise", "came", "in time", "late", "missed", "open", "share",
        "median", "p90", left=3,
    )  # fmt: skip
    for route in simulation.routes:
        kept = route.kept
        table.add_row(
            route.stage,
            Text(clean(route.queue)),
            route.promise or glyph("·", "-"),
            *map(_count, (kept.came, kept.in_time, kept.late, kept.missed, kept.open)),
            _share(kept.in_time, kept.decided),
            _length(kept.median),
            _length(kept.p90),
        )
    return _with_space(table)


def _levels(simulation: "Simulation") -> "RenderableType":
    from rich.text import Text

    from ..engine.simulation.levels import PERCENTS

    levels = simulation.levels
    table = _table("Scores of all leads over time", "", "first", "", "last")
    table.columns[2].justify = "left"
    most = max((level.quantiles[-1] or 0 for level in levels), default=0)
    for n, percent in enumerate(PERCENTS):
        values = [level.quantiles[n] for level in levels]
        line = Text(sparkline(values, most), "cyan")
        table.add_row(f"{percent} % of the leads have at most", _points(values[0]), line, _points(values[-1]))
    for n, threshold in enumerate(simulation.thresholds):
        whose = f" ({threshold.stage})" if threshold.stage else ""
        counts = [level.above[n] for level in levels]
        line = Text(sparkline(counts), _STAGE_COLOUR)
        shares = [_share(level.above[n], level.leads) for level in (levels[0], levels[-1])]
        table.add_row(Text(f"leads with {threshold.text}{whose}"), shares[0], line, shares[1])
    return _with_space(table)


def _points(points: int | None) -> str:
    return glyph("·", "-") if points is None else points_text(points)


def _ahead(simulation: "Simulation") -> "RenderableType":
    days = [day for day, _ in simulation.ahead[0].by_day]
    table = _table("If nothing more happens", "", "now", *(f"in {day} d" for day in days))
    for each in simulation.ahead:
        table.add_row(each.what, _count(each.now), *(_count(gone) for _, gone in each.by_day))
    return _with_space(table)


def _soonest(simulation: "Simulation") -> "Iterator[RenderableType]":
    from rich.text import Text

    zone = _zone(simulation)
    for each in simulation.ahead:
        if each.leaving:
            named = ", ".join(f"{clean(str(x.lead))} {_minute(x.at, zone)}" for x in each.leaving[:_SOONEST])
            more = len(each.leaving) - _SOONEST
            rest = f", and {more:,} more: --format csv has all" if more > 0 else ""
            yield Text(f"{each.what}: {named}{rest}", "")
