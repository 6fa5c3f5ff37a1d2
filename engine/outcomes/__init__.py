"""What became of leads: won, lost or open, and since when; read from any source that leads can come from.

``open_outcomes(project)`` finds the table and its columns, ``OutcomeTable.of(store.ids)`` puts what it says in the
order of a store's leads.
"""

from .columns import LOST_WORDS, WON_WORDS
from .table import LOST, OPEN, WON, OutcomeCounts, Outcomes, OutcomeTable, open_outcomes

__all__ = [
    "LOST",
    "LOST_WORDS",
    "OPEN",
    "WON",
    "WON_WORDS",
    "OutcomeCounts",
    "OutcomeTable",
    "Outcomes",
    "open_outcomes",
]
