"""Metrics as SQL: what is worked out from a lead's events, as columns of the facts."""

from typing import assert_never

from sqlglot import exp

from ...dsl import model as m
from ...dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type
from ..phrases import events_words, measure_words
from . import expressions as x
from .bounds import Bounds, Seen
from .conditions import Quantity
from .dialect import Dialect
from .names import AT, Names
from .passes import AggregateKind, Passes
from .sequences import sequence
from .staging import EventStaging


class Metrics:
    """Makes each metric that is asked for a column of the facts, once. ``columns``: name → SQL over the passes."""

    def __init__(self, dialect: Dialect, names: Names, passes: Passes, bounds: Bounds, events: EventStaging) -> None:
        self.dialect = dialect
        self.names = names
        self.passes = passes
        self.bounds = bounds
        self.events = events
        self.columns: dict[str, exp.Expr] = {}
        self._made: dict[object, Quantity] = {}

    def fact(self, sql: exp.Expr, words: str) -> exp.Expr:
        """A column of the facts."""
        name = self.names.new("m", words)
        self.columns[name] = sql
        return x.column(name)

    def quantity(self, measure: m.EventMeasure, as_of: exp.Expr) -> Quantity:
        found = self._made.get(measure)
        if found is None:
            found = self._made[measure] = self._measured(measure, self.bounds.seen(measure.events), as_of)
        per = None if found.per is None else found.per.copy()
        return Quantity(found.sql.copy(), found.unit, per, found.is_small)

    def sequence_truth(self, condition: m.Sequence) -> exp.Expr:
        """Whether a sequence is found; null if a window is unknown."""
        found = self._made.get(condition)
        if found is None:
            steps = [self.bounds.of(step, condition.windows, condition.resets) for step in condition.steps]
            words = " then ".join(step.text for step in condition.steps)
            column = sequence(self.passes, self.names, [s.condition for s in steps], condition.spanning, words)
            truth = x.compared(x.or_else(column, x.integer(0)), "=", x.integer(1))
            found = self._made[condition] = Quantity(self.fact(steps[0].known(truth), words))
        return found.sql.copy()

    def _measured(self, measure: m.EventMeasure, seen: Seen, as_of: exp.Expr) -> Quantity:
        words = f"{measure_words(measure)} {events_words(measure.events)}"
        aggregate = self.passes.aggregate
        match measure:
            case m.Count():
                count = aggregate("count", None, seen.condition, words)
                return Quantity(self._counted(count, seen, words), NUMBER_SCALE, is_small=True)
            case m.ActiveDays():
                count = self._different(self.events.day, seen, words)
                return Quantity(self._counted(count, seen, words), NUMBER_SCALE, is_small=True)
            case m.Distinct(property=p):
                count = self._different(self.events.column(p), seen, words)
                return Quantity(self._counted(count, seen, words), NUMBER_SCALE, is_small=True)
            case m.Total(property=p):
                total = aggregate("exact_sum", self.events.column(p), seen.condition, words)
                return Quantity(self._counted(self.dialect.call("wide", total), seen, words))
            case m.Average(property=p):
                known = x.all_of([seen.condition, x.is_known(self.events.column(p))])
                total = aggregate("exact_sum", self.events.column(p), known, words)
                count = aggregate("count", None, known.copy(), words)
                total = self.fact(seen.known(self.dialect.call("wide", total)), words)
                return Quantity(total, per=self.fact(seen.known(count), f"{words} count"))
            case m.Extreme(kind, property=p):
                which = "max" if kind == "largest" else "min"
                value = aggregate(which, self.events.column(p), seen.condition, words)
                return Quantity(self.fact(seen.known(value), words))
            case m.Edge(which, property=p):
                column = self.events.column(p)
                if p.type is Type.FLAG:  # not every engine has a largest flag
                    one = x.integer(1)
                    column = x.case([(column, one), (x.negated(column.copy()), x.integer(0))])
                    value = x.compared(self._at_edge(which, column, seen, words), "=", one.copy())
                else:
                    value = self._at_edge(which, column, seen, words)
                return Quantity(self.fact(seen.known(value), words))
            case m.DaysSinceEvent(which):
                at = aggregate("max" if which == "last" else "min", x.column(AT), seen.condition, words)
                age = x.minus(as_of, at)
                days = self.dialect.call("quotient", age, x.integer(MICROSECONDS_PER_DAY))
                return Quantity(self.fact(seen.known(days), words), NUMBER_SCALE, is_small=True)
        assert_never(measure)

    def _counted(self, count: exp.Expr, seen: Seen, words: str) -> exp.Expr:
        return self.fact(seen.known(x.or_else(count, x.integer(0))), words)

    def _different(self, key: exp.Expr, seen: Seen, words: str) -> exp.Expr:
        """How many different known keys some events have."""
        return self.passes.keyed(key, ("max", x.integer(1), seen.condition), _known, words)

    def _at_edge(self, which: m.Which, value: exp.Expr, seen: Seen, words: str) -> exp.Expr:
        """The value of the first or last event that knows it; at the same instant the largest."""
        known = x.all_of([seen.condition, x.is_known(value)])
        at = self.passes.aggregate("max" if which == "last" else "min", x.column(AT), known, f"{words} at")
        there = x.all_of([known.copy(), x.compared(x.column(AT), "=", at)])
        return self.passes.aggregate("max", value.copy(), there, words)


def _known(column: exp.Expr) -> "tuple[AggregateKind, exp.Expr]":
    return "count", column
