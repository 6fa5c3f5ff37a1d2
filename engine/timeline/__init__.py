"""One lead over time: every moment at which its score, stage or labels changed, and what made them change."""

from .changes import Change, RuleChange, StageDates, State, Timeline, timeline_of
from .tables import columns_of_changes, rows_of_changes, to_json

__all__ = [
    "Change",
    "RuleChange",
    "StageDates",
    "State",
    "Timeline",
    "columns_of_changes",
    "rows_of_changes",
    "timeline_of",
    "to_json",
]
