"""What the conformance cases run against. One line makes another executor one of them."""

from collections.abc import Callable, Mapping, Sequence

from case_files import model_of
from leadwright.engine.evaluate import Evaluator, Result
from leadwright.engine.records import Lead

ScoreAll = Callable[[str, Sequence[Lead], int], Mapping[str, Result]]
"""The rules' text, the leads with their events, the as-of time in microseconds: what each lead comes out with."""


def reference(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
    evaluator = Evaluator(model_of(rules))
    return {str(lead.id): evaluator.score(lead, as_of) for lead in leads}


EXECUTORS: Mapping[str, ScoreAll] = {
    "reference": reference,
}
