"""Rules that know what they cannot know in time: they use events that follow the outcome, or are too good to be true.

Events are counted by when they were: before the day of their lead's outcome, on it, or once the lead was decided. An
outcome that comes with a day and no time is taken to be decided as the day begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...dsl import model as m
from ...dsl.source import Place
from ...dsl.zones import Calendar
from ..columnar.days import days_of, first_instants
from ..columnar.leads_at import LeadsAt
from ..outcomes import Outcomes
from ..plan import Plan
from ..store import Store
from .ranking import percent
from .rules import RuleResult

_ALMOST = 0.9
"""Of a signal's events, from which share on it follows the outcome."""
_FEW = 5
"""Of fewer events nothing is said."""
_USUAL = 0.6
"""Events of the outcome's day count only if of all events no larger share is so late: else everything is quick."""
_TOO_GOOD = 0.95
_FEW_LEADS = 20
_A_PART = 0.05
"""Of all wins, the share that a rule has to fire for to be looked at."""


@dataclass(slots=True)
class When:
    """Events of decided leads, by when they were."""

    before: int = 0
    same_day: int = 0
    after: int = 0

    @property
    def total(self) -> int:
        return self.before + self.same_day + self.after

    def share_after(self) -> float:
        return self.after / self.total if self.total else 0.0

    def share_late(self) -> float:
        return (self.after + self.same_day) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind``: ``follows``: the events come (almost) only with or after the outcome; ``too good``: almost all leads
    that the rule fires for were won. ``what``: the rule or statement, ``place``: where it stands."""

    kind: str
    what: str
    place: Place | None
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class _Use:
    """A statement that uses events; ``parts``: its conditions and effects."""

    what: str
    place: Place | None
    parts: tuple[object, ...]


class LookAhead:
    """Counts, store by store, when the events were that the rules use."""

    def __init__(self, plan: Plan) -> None:
        self.model = plan.model
        self.uses = tuple(_uses(plan))
        self.streams = tuple(dict.fromkeys(stream for use in self.uses for stream in _streams(use.parts)))
        self.counts = {stream: When() for stream in self.streams}
        self.all = When()

    def see(self, store: Store, outcomes: Outcomes) -> None:
        """Count the events of a store."""
        decided = outcomes.is_known & outcomes.has_time
        if not decided.any() or not self.streams:
            return
        calendar = Calendar(self.model.timezone)
        end = int(store.at.max(initial=0))
        at = LeadsAt(store, self.model.timezone, self.model.ignores, end, 0)
        moments = np.where(decided, outcomes.at, 0)
        days = first_instants(days_of(moments, calendar).astype(np.int64), calendar)
        everything = m.Stream((m.Filtered(None),))
        for stream, when in [(everything, self.all), *self.counts.items()]:
            rows = at.rows(stream)
            known = decided[rows.lead]
            lead, found = rows.lead[known], rows.at[known]
            after = int(np.count_nonzero(found >= moments[lead]))
            late = int(np.count_nonzero(found >= days[lead]))
            when.before += len(found) - late
            when.same_day += late - after
            when.after += after

    def findings(self) -> Iterator[Finding]:
        """What was found, in the order of the rules; each statement once for each of its signals."""
        for use in self.uses:
            told: set[m.Filtered] = set()
            for stream in dict.fromkeys(_streams(use.parts)):
                when = self.counts[stream]
                if when.total >= _FEW and self._follows(when) and told.isdisjoint(stream.alternatives):
                    told |= set(stream.alternatives)
                    yield self._finding(use, stream, when)

    def _follows(self, when: When) -> bool:
        late = when.share_late() >= _ALMOST and self.all.share_late() <= _USUAL
        return when.share_after() >= _ALMOST or late

    def _finding(self, use: _Use, stream: m.Stream, when: When) -> Finding:
        name = stream.text or _name(stream)
        return Finding(
            "follows",
            use.what,
            use.place,
            f"`{name}` follows the outcome: of its {when.total:,} events of decided leads {when.before:,} were before "
            f"the outcome's day, {when.same_day:,} on that day, {when.after:,} when the lead was decided already",
            "it tells what happened, not what will: leave it out of the rules, or look whether it says something else",
        )


def too_good(rules: Sequence[RuleResult], conversion: float | None, won: int) -> Iterator[Finding]:
    """Rules for which it is hard to believe that they knew nothing of the outcome."""
    for rule in rules:
        found = rule.conversion
        if conversion is None or found is None or conversion > 0.7 or rule.fired < _FEW_LEADS:
            continue
        if found >= _TOO_GOOD and rule.fired_won >= _A_PART * won:
            yield Finding(
                "too good",
                rule.label,
                rule.place,
                f"too good to be true? Of the {rule.fired:,} leads that it fires for {percent(found)} were won, of all "
                f"{percent(conversion)}",
                "a field holds what it holds today: if sales fill it in once they know more, it tells what happened",
            )


def _uses(plan: Plan) -> Iterator[_Use]:
    for rule in plan.rules:
        yield _Use(rule.rule.label, rule.rule.place, (rule.gates, rule.gives))
    for stage in plan.model.stages:
        for when in stage.whens:
            yield _Use(f"stage {stage.name}", when.place or stage.place, (when.condition,))
    for when in plan.model.disqualifications:
        yield _Use("disqualify", when.place, (when.condition,))


def _streams(parts: tuple[object, ...]) -> Iterator[m.Stream]:
    """The streams whose events count, each event type of a union by itself as well; not those that only bound."""
    for part in m.parts(parts):
        found: tuple[m.Stream, ...] = ()
        if isinstance(part, m.Events):
            found = (part.stream,)
        elif isinstance(part, m.Sequence):
            found = part.steps
        for stream in found:
            if any(alternative.event is not None for alternative in stream.alternatives):
                yield stream
                if len(stream.alternatives) > 1:
                    yield from (m.Stream((alternative,)) for alternative in stream.alternatives)


def _name(stream: m.Stream) -> str:
    return " or ".join(alternative.event or "activity" for alternative in stream.alternatives)
