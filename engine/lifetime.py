"""A lead over time, moment by moment: the meaning of every history.

The lead is scored afresh at each moment at which anything about it can change, up to an end; between two such moments
nothing does. Slow and plain: what is fast (``columnar.steps``) has to agree with it.
"""

from collections.abc import Iterator

from .evaluate import Evaluator, PointsAt, Scored
from .history import moments_of
from .lead_at import LeadAt
from .records import Lead


def scored_over_time(evaluator: Evaluator, lead: Lead, until: int) -> Iterator[tuple[int, Scored]]:
    """The moments of a lead's life, ascending, and the lead as of each; the first stands for all time before it.

    ``lead.events``: all that there are to be; to see what becomes of a lead if nothing more happens, ``until`` is later
    than the last of them.
    """
    now = LeadAt(evaluator.shared, lead, until)

    def at(moment: int) -> LeadAt:
        return PointsAt(evaluator, lead, moment, now.streams).at

    for moment in moments_of(evaluator, evaluator.all_time_parts, now, at):
        yield moment, evaluator.at(lead, moment)
