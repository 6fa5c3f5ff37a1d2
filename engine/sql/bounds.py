"""Which events a measure sees: signals as columns, windows as conditions on an event's time and age."""

from dataclasses import dataclass

from sqlglot import exp

from ...dsl import model as m
from ...dsl.values import time_text
from ..lead_at import EARLIEST
from ..phrases import duration_text
from ..plan import Moment
from . import expressions as x
from .dialect import Dialect
from .names import AGE, AT, KIND, Names
from .passes import Passes
from .staging import LeadStaging


@dataclass(frozen=True, slots=True)
class Seen:
    """``condition``: whether an event is seen, over the events. ``unless``: what has to be known of the lead, or
    nothing is known of its events."""

    condition: exp.Expr
    unless: tuple[exp.Expr, ...]

    def known(self, sql: exp.Expr) -> exp.Expr:
        """``sql``, but null if a window is unknown."""
        if not self.unless:
            return sql
        return x.case([(x.all_of(x.is_known(part.copy()) for part in self.unless), sql)])


class Bounds:
    """Writes windows. ``signals``: each stream's column, noted as it is asked for."""

    def __init__(self, dialect: Dialect, names: Names, passes: Passes, leads: LeadStaging) -> None:
        self.dialect = dialect
        self.names = names
        self.passes = passes
        self.leads = leads
        self.signals: dict[m.Stream, str] = {}
        self._moments: dict[Moment, str] = {}

    def signal(self, stream: m.Stream) -> exp.Expr:
        if stream not in self.signals:
            self.signals[stream] = self.names.new("s", stream.text)
            self.passes.signals.add(self.signals[stream])
        return x.column(self.signals[stream])

    def seen(self, events: m.Events) -> Seen:
        return self.of(events.stream, events.windows, events.resets)

    def of(self, stream: m.Stream, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...]) -> Seen:
        conditions = [self.signal(stream)]
        unless: list[exp.Expr] = []
        for reset in resets:
            conditions.append(self._after(x.column(self._moment(Moment("last", reset)))))
        for window in windows:
            conditions += self._window(window, resets, unless)
        return Seen(x.all_of(conditions), tuple(unless))

    def _after(self, moment: exp.Expr) -> exp.Expr:
        """Strictly after a moment, if there is one."""
        return x.compared(x.column(AT), ">", x.or_else(moment, x.integer(EARLIEST)))

    def _window(self, window: m.Window, resets: tuple[m.Stream, ...], unless: list[exp.Expr]) -> list[exp.Expr]:
        age, at = x.column(AGE), x.column(AT)
        match window:
            case m.Within(length):
                return [x.compared(age, "<", x.integer(length, duration_text(length)))]
            case m.BetweenAgo(near, far):
                return [
                    x.compared(age, ">=", x.integer(near, duration_text(near))),
                    x.compared(age.copy(), "<", x.integer(far, duration_text(far))),
                ]
            case m.FromMoment(moment):
                return [x.compared(at, ">=", x.integer(moment, time_text(moment)))]
            case m.AfterField(field):
                moment = self.passes.field(self.leads.column(field, "moment"))
                unless.append(moment)
                return [x.compared(at, ">", moment.copy())]
            case m.AfterEvent(which, stream):
                moment = x.column(self._moment(Moment(which, stream, resets)))
                if which == "last":
                    return [self._after(moment)]
                unless.append(moment)
                return [x.compared(at, ">", moment.copy())]
            case m.Following(length, which, stream):
                moment = x.column(self._moment(Moment(which, stream, resets)))
                unless.append(moment)
                end = x.plus(moment.copy(), x.integer(length, duration_text(length)))
                return [x.compared(at, ">", moment.copy()), x.compared(at.copy(), "<=", end)]

    def _moment(self, moment: Moment) -> str:
        """The column with the first or last time of a stream after its resets."""
        found = self._moments.get(moment)
        if found is None:
            found = self._moments[moment] = self._new_moment(moment).name
        return found

    def _new_moment(self, moment: Moment) -> exp.Expr:
        signal, at = self.signal(moment.stream), x.column(AT)
        words = f"{moment.which} {moment.stream.text}"
        resets = [x.column(self._moment(Moment("last", reset))) for reset in moment.resets]
        if moment.which == "last":
            last = self.passes.aggregate("max", at, signal, words)
            if not resets:
                return last
            later = [x.compared(last.copy(), ">", x.or_else(r, x.integer(EARLIEST))) for r in resets]
            return self.passes.value(x.case([(x.all_of(later), last)]), words)
        return self.passes.aggregate("min", at, x.all_of([signal, *(self._after(r) for r in resets)]), words)


def belongs(stream: m.Stream, filter_of: "dict[m.Filtered, exp.Expr]", dialect: Dialect) -> exp.Expr:
    """Whether an event belongs to a stream; never null. ``filter_of``: filters as SQL that is true or false."""
    alternatives: list[exp.Expr] = []
    for alternative in stream.alternatives:
        parts: list[exp.Expr] = []
        if alternative.event is not None:
            parts.append(x.compared(x.column(KIND), "=", dialect.literal(alternative.event)))
        if alternative in filter_of:
            parts.append(filter_of[alternative])
        alternatives.append(x.all_of(parts))
    return x.any_of(alternatives)
