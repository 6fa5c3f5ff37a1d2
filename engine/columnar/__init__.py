"""The columnar executor: all leads of a store at once, a column at a time. The default for more than one lead.

``score(plan, store, as_of)`` gives ``Scores``. What is worked out on the way — streams, windows, metrics, conditions,
what rules gave — is kept beside the store under what it means: another plan for the same data works out only what
differs from the plans before.
"""

from collections.abc import Sequence

from ...dsl import model as m
from ..evaluate import Result
from ..memory import USUAL_ROOM
from ..plan import Plan, plan_of
from ..records import Lead
from ..schema import schema_of
from ..store import Store, store_of
from .leads_at import LeadsAt
from .outcomes import Scores, scores_at
from .results import results_of

_BESIDE = "columnar"


def score(plan: Plan, store: Store, as_of: int, room: int = USUAL_ROOM) -> Scores:
    """Score all leads of a store as of a moment (microseconds).

    ``room``: how many bytes of what is worked out may be kept for the next plan.
    """
    key = as_of, plan.model.timezone, plan.model.ignores
    found = store.beside.get(_BESIDE)
    if not isinstance(found, LeadsAt) or found.key != key:
        found = LeadsAt(store, plan.model.timezone, plan.model.ignores, as_of, room)
        store.beside[_BESIDE] = found
    return scores_at(plan, found)


def score_leads(model: m.Model, leads: Sequence[Lead], as_of: int) -> list[Result]:
    """Score leads in memory; ``met`` is not worked out."""
    return list(results_of(score(plan_of(model), store_of(leads, schema_of(model)), as_of)))
