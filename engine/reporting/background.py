"""The sections of a report about what is behind the figures: scores, data."""

from datetime import date

from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.values import points_text
from ...dsl.zones import Calendar
from ..simulation.levels import PERCENTS
from ..simulation.periods import Periods
from ..simulation.words import share_text
from . import charts
from .coverage import Covered
from .parts import NOTHING, Chart, Column, Section, Table, count_text
from .run import Figures

_MOST_ROWS = 13
_MOST_TICKS = 8


def scores(figures: Figures) -> Section | None:
    """How scores were distributed over time."""
    levels = [level for level in figures.simulation.levels if level.leads]
    if len(levels) < 2:
        return None
    calendar = Calendar(figures.model.timezone)
    moments = [level.at / MICROSECONDS_PER_DAY for level in levels]
    lines = [[(level.quantiles[n] or 0) / 100 for level in levels] for n in range(len(PERCENTS))]

    def day(at: float) -> str:
        return calendar.local(int(at * MICROSECONDS_PER_DAY)).strftime("%d %b")

    thresholds = figures.simulation.thresholds
    heads = ("day", "leads", *(f"{p} % at most" for p in PERCENTS), *(t.text for t in thresholds))
    step = -(-len(levels) // _MOST_ROWS)
    rows = tuple(
        (
            calendar.local(level.at).strftime("%Y-%m-%d"),
            count_text(level.leads),
            *(NOTHING if q is None else points_text(q) for q in level.quantiles),
            *(share_text(above, level.leads) or NOTHING for above in level.above),
        )
        for level in reversed(levels[::-1][::step])
    )
    return Section(
        "scores",
        "Scores over time",
        means=(
            ("Scores", "of all leads that had begun by a day, whatever their stage. So many per cent of them had at "
             "most so many points. A slow rise of all lines can mean that points do not fade."),
        ),
        charts=(Chart("Scores over time", lambda: charts.drawn(
            charts.spread(moments, day, lines), "Scores over time: the middle one, the middle 50 and 80 %", 2.6)),),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)), rows),),
    )  # fmt: skip


def coverage(figures: Figures) -> Section:
    """Since when each type of event is known, and when the last one was."""
    end, found = figures.simulation.last, figures.coverage
    calendar = Calendar(figures.model.timezone)

    def day(at: int | None) -> str:
        return NOTHING if at is None else calendar.local(at).strftime("%Y-%m-%d")

    def state(covered: Covered) -> str:
        if covered.is_quiet(end):
            return "never seen" if covered.last is None else "quiet"
        return "" if covered.is_read else "unread"

    heads = (Column("event", True), Column("events"), Column("since"), Column("last seen"), Column("", True))
    rows = tuple((c.type, count_text(c.count), day(c.first), day(c.last), state(c)) for c in found)
    quiet = [c.type for c in found if c.is_quiet(end)]
    seen = [c for c in found if c.first is not None]
    shades = ["amber" if c.is_quiet(end) else "blue" if c.is_read else "pale" for c in seen]
    first = min((c.first for c in seen if c.first is not None), default=end - MICROSECONDS_PER_DAY)
    first = min(first, end - MICROSECONDS_PER_DAY)
    ranges = [None if c.first is None or c.last is None else (float(c.first), float(c.last)) for c in seen]

    def drawn() -> str:
        draw = charts.spans([c.type for c in seen], ranges, shades, float(first), float(end),
                            _ticks(calendar, first, end))  # fmt: skip
        return charts.drawn(draw, "From when to when each type of event was seen", 0.22 * len(seen) + 0.5)

    said = ""
    if quiet:
        more = f", and {len(quiet) - 4} more" if len(quiet) > 4 else ""
        said = f"Rules read {', '.join(quiet[:4])}{more}, but none was seen in the last 30 days: did something break?"
    return Section(
        "coverage",
        "What the data covers",
        verdict=said,
        tone="fair" if quiet else "plain",
        means=(
            ("Since", "the first event of a type in the data. What a rule asks for before that day can only be "
             "missing: figures before and after it are not alike."),
            ("Quiet", "rules read it, and none was seen in the last 30 days. Unread: no rule reads it, so it is pale."),
        ),
        charts=(Chart("From when to when", drawn),) if seen else (),
        tables=(Table(heads, rows),),
    )  # fmt: skip


def _ticks(calendar: Calendar, first: int, last: int) -> list[tuple[float, str]]:
    """Beginnings of months, with few enough of them to be read."""
    months = Periods(calendar, "month")
    numbers = range(months.number(first) + 1, months.number(last) + 1)
    step = -(-len(numbers) // _MOST_TICKS) or 1
    found = list(numbers)[::step]
    return [(float(months.start(n)), _month(months.first_day(n), n == found[0])) for n in found]


def _month(day: date, with_year: bool) -> str:
    return charts.month_text(day.isoformat()[:7], with_year=with_year)
