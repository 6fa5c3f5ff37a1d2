"""`each` and `latest` as SQL: points in hundredths, faded by a finite table, one event a period, held by `up to`."""

from math import gcd

from sqlglot import exp

from ...dsl import model as m
from ..phrases import duration_text, signed
from ..points import faded
from . import expressions as x
from .bounds import Bounds, Seen
from .dialect import Dialect
from .local_time import floor_quotient
from .metrics import Metrics
from .names import AGE, AT, LEAD, Names
from .passes import CTE, AggregateKind, Passes, can_be_unknown, grouped
from .staging import EventStaging, LeadStaging
from .zone import DAYS_BEFORE

_MONDAY = 3
"""1970-01-01 was a Thursday: three days after a Monday."""
_FLAT = 12
"""A fade of more steps than this is searched by halves."""
_WHOLE = 10**12
"""Millionths of one per cent of millionths, in hundredths: 10⁶ · 10⁶ · 100 / 100."""
_MOST = 10**18
"""More than a number has millionths."""
_INT64 = 2**63


class Tallies:
    """Makes each tally that is asked for a column of the facts, once."""

    def __init__(
        self,
        dialect: Dialect,
        names: Names,
        passes: Passes,
        bounds: Bounds,
        metrics: Metrics,
        events: EventStaging,
        leads: LeadStaging,
    ) -> None:
        self.dialect = dialect
        self.names = names
        self.passes = passes
        self.bounds = bounds
        self.metrics = metrics
        self.events = events
        self.leads = leads
        self._made: dict[m.Tally, exp.Expr] = {}

    def points(self, tally: m.Tally, words: str) -> exp.Expr:
        """A tally's points in hundredths: never null."""
        found = self._made.get(tally)
        if found is None:
            points = x.or_else(self._points(tally, self.bounds.seen(tally.events), words), x.integer(0))
            if tally.limit is not None:
                points = x.held(points, -tally.limit, tally.limit)
            found = self._made[tally] = self.metrics.fact(points, words)
        return found.copy()

    def _points(self, tally: m.Tally, seen: Seen, words: str) -> exp.Expr:
        """Null if there are no events."""
        points = tally.points
        if isinstance(points.amount, m.Carried):
            if isinstance(points.amount.of, m.PropertyValue):
                worth = self._share(self.events.column(points.amount.of), points)
                return self._of_carried(tally, seen, x.or_else(worth, x.integer(0)), words)
            share = x.or_else(self._share(self.leads.column(points.amount.of), points), x.integer(0))
            return x.times(self._count(tally, seen, words), share)
        if tally.fade is None:
            return x.times(self._count(tally, seen, words), points.fixed)
        if tally.kind == "latest":
            age = self.passes.aggregate("min", x.column(AGE), seen.condition, words)
            return self._faded(age, points, tally.fade, _farthest(tally.events))
        kept = self._faded
        farthest = _farthest(tally.events)
        if tally.once_per is None:
            left = kept(x.column(AGE), points, tally.fade, farthest)
            return self.dialect.call("integer", self.passes.aggregate("sum", left, seen.condition, words))
        fade = tally.fade

        def left_of(newest: exp.Expr) -> tuple[AggregateKind, exp.Expr]:
            return "sum", kept(newest, points, fade, farthest)

        newest = ("min", x.column(AGE), seen.condition)
        total = self.passes.keyed(self._period(tally.once_per), newest, left_of, words)
        return self.dialect.call("integer", total)

    def _count(self, tally: m.Tally, seen: Seen, words: str) -> exp.Expr:
        """How many events give points."""
        if tally.kind == "latest":
            return self.passes.aggregate("max", x.integer(1), seen.condition, words)
        if tally.once_per is not None:
            period = self._period(tally.once_per)
            return self.passes.keyed(period, ("max", x.integer(1), seen.condition), _known, words)
        return self.passes.aggregate("count", None, seen.condition, words)

    # --- points that events carry

    def _share(self, number: exp.Expr, points: m.Points) -> exp.Expr:
        """So much of a number, in hundredths, half away from zero."""
        assert isinstance(points.amount, m.Carried)
        percent = points.sign * points.amount.percent
        common = gcd(percent, _WHOLE)
        factor, divisor = percent // common, _WHOLE // common
        if divisor == 1:
            return x.times(self.dialect.call("wide", number), factor)
        fits = 2 * abs(factor) * _MOST + divisor < _INT64
        number = number if fits else self.dialect.call("wide", number)
        half = x.case([(x.compared(number.copy(), "<", x.integer(0)), x.integer(-divisor))], x.integer(divisor))
        if factor < 0:
            half = x.case([(x.compared(number.copy(), "<", x.integer(0)), x.integer(divisor))], x.integer(-divisor))
        doubled = x.plus(x.times(number, 2 * factor), half)
        return self.dialect.call("quotient" if fits else "wide_quotient", doubled, x.integer(2 * divisor))

    def _of_carried(self, tally: m.Tally, seen: Seen, worth: exp.Expr, words: str) -> exp.Expr:
        if tally.kind == "each" and tally.once_per is None:
            return self.dialect.call("wide", self.passes.aggregate("exact_sum", worth, seen.condition, words))
        if tally.kind == "latest":
            at = self.passes.aggregate("max", x.column(AT), seen.condition, f"{words} at")
            there = x.all_of([seen.condition.copy(), x.compared(x.column(AT), "=", at)])
            return self.passes.aggregate("max", worth, there, words)
        assert tally.once_per is not None
        return self._newest_carried(seen.condition, self._period(tally.once_per), worth, words)

    def _newest_carried(self, condition: exp.Expr, period: exp.Expr, worth: exp.Expr, words: str) -> exp.Expr:
        """The points of the newest event of each period; of those at the same instant the most."""

        def write(source: str, result: str) -> list[CTE]:
            key, given, newest = self.names.new("period"), self.names.new("points"), self.names.new("newest")
            rows, best, total = self.names.new("periods", words), self.names.new("newest", words), self.names.new("sum")
            columns = [
                x.column(LEAD),
                x.named(period.copy(), key),
                x.column(AT),
                x.named(worth.copy(), given),
                x.named(
                    exp.Window(this=exp.Max(this=x.column(AT)), partition_by=[x.column(LEAD), period.copy()]), newest
                ),
            ]
            seen = condition.copy()
            if can_be_unknown(period):
                seen = x.all_of([seen, x.is_known(period.copy())])
            first = exp.select(*columns, copy=False).from_(source).where(seen, copy=False)
            most = x.named(exp.Max(this=x.column(given)), given)
            second = exp.select(x.column(LEAD), x.column(key), most, copy=False).from_(rows)
            second = second.where(x.compared(x.column(AT), "=", x.column(newest)), copy=False)
            second = second.group_by(x.column(LEAD), x.column(key), copy=False)
            value = self.dialect.call("exact_sum", x.column(given))
            return [
                (rows, first, f"the newest event of each period: {words}"),
                (best, second, ""),
                (total, grouped(best, [(result, value)]), ""),
            ]

        return self.passes.other([condition, period, worth], write, words)

    # --- periods and fades

    def _period(self, per: m.OncePer) -> exp.Expr:
        """What events of one period have in common; null if an event is in none."""
        if per.property is not None:
            return self.events.column(per.property)
        day = self.events.day
        match per.period:
            case "month":
                return self.dialect.call("month", day)
            case "week":
                return floor_quotient(self.dialect, x.plus(day, x.integer(_MONDAY)), 7, DAYS_BEFORE, keep=True)
            case _:
                if per.days == 1:
                    return day
                return floor_quotient(self.dialect, day, per.days, DAYS_BEFORE, keep=True)

    def _faded(self, age: exp.Expr, points: m.Points, fade: m.Fade, farthest: int | None) -> exp.Expr:
        """What is left of some points at an age; steps that no window lets through are left out."""
        assert isinstance(points.amount, int)
        left = faded(points.amount, fade)
        if farthest is not None:
            left = left[: -(-farthest // fade.every)]
        steps = [(n * fade.every, points.sign * kept) for n, kept in enumerate(left, 1)]
        merged = [step for i, step in enumerate(steps) if i + 1 == len(steps) or steps[i + 1][1] != step[1]]
        return _searched(age, merged)


def _searched(age: exp.Expr, steps: list[tuple[int, int]]) -> exp.Expr:
    """The points of the first step that an age is below, 0 after the last."""
    if not steps:
        return x.integer(0)

    def below(end: int, value: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
        return x.compared(age.copy(), "<", x.integer(end, duration_text(end))), value

    if len(steps) <= _FLAT:
        return x.case([below(end, x.integer(points, signed(points))) for end, points in steps], x.integer(0))
    middle = len(steps) // 2
    return x.case([below(steps[middle - 1][0], _searched(age, steps[:middle]))], _searched(age, steps[middle:]))


def _farthest(events: m.Events) -> int | None:
    """How old an event can be at most, as far as the windows tell."""
    lengths = [w.length for w in events.windows if isinstance(w, m.Within)]
    lengths += [w.far for w in events.windows if isinstance(w, m.BetweenAgo)]
    return min(lengths, default=None)


def _known(column: exp.Expr) -> tuple[AggregateKind, exp.Expr]:
    return "count", column
