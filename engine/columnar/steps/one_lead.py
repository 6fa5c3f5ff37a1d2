"""The history of one lead's stages, as the evaluator of one lead at a time asks for it: quick, where moment by moment
is slow."""

from functools import cached_property

from ...evaluate import Evaluator
from ...history import History as MomentByMoment
from ...lead_at import LeadAt
from ...schema import schema_of
from ...store import store_of
from .batches import histories
from .clock import EARLIEST, LATEST
from .history import History, visits


class HistoryOfOne:
    """A ``StageHistory`` of a lead up to the moment that it is looked at."""

    def __init__(self, evaluator: Evaluator, now: LeadAt) -> None:
        self.evaluator = evaluator
        self.now = now

    @cached_property
    def _history(self) -> History:
        store = store_of([self.now.lead], schema_of(self.evaluator.model))
        (history,) = histories(self.evaluator.plan, store, self.now.as_of)
        return history

    def reached(self, stage: str) -> bool:
        return bool(self._history.reached[stage].at_end()[0])

    def since(self, stage: str) -> int | None:
        """The start of the time that a stage has been reached without a break; None if it has no start."""
        times = visits(self._history.reached[stage])
        if not len(times) or int(times.until[-1]) != LATEST:
            return None
        since = int(times.since[-1])
        return None if since == EARLIEST else since


def history_of_one(evaluator: Evaluator, now: LeadAt) -> HistoryOfOne | MomentByMoment:
    """For ``Evaluator(model, history_of_one)``."""
    irregular = evaluator.plan.has_irregular_histories
    return MomentByMoment(evaluator, now) if irregular else HistoryOfOne(evaluator, now)
