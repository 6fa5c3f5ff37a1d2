"""History: all that a plan says of leads, from each moment on at which it changes. Exact, for a million leads.

``histories(plan, store, as_of)`` gives it batch by batch, as step functions in NumPy arrays.
"""

from .batches import each_history, histories
from .clock import EARLIEST, LATEST
from .history import CodedSteps, GivenSteps, History, Steps, Visits, visits

__all__ = [
    "EARLIEST",
    "LATEST",
    "CodedSteps",
    "GivenSteps",
    "History",
    "Steps",
    "Visits",
    "each_history",
    "histories",
    "visits",
]
