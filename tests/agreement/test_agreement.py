"""Every executor gives what the reference gives, on random models over the whole language and crowds of random leads.

The quick tests are part of every run; ``-m long`` looks at many more models, on the slow executors, too.
``LEADWRIGHT_EXAMPLES`` sets how many models each test looks at.
"""

import os

import pytest
from agreeing import DisagreementError, agree
from executors import EACH, EXECUTORS, Executor, Running
from hypothesis import HealthCheck, Phase, given, settings
from situations import Situation, situations
from smaller import smallest

COMPARED = [param for param in EACH if param.values[0] is not EXECUTORS["reference"]]

MOST_LACKING = 0.5
"""The share of random models that an executor may refuse: else little would be compared."""


def assert_agreement(executor: Executor, name: str, running: Running, examples: int) -> None:
    score_all = running(executor)
    examples = int(os.environ.get("LEADWRIGHT_EXAMPLES", examples))
    seen = refused = 0

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize="CI" in os.environ,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # `smallest` knows better how to make it small
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(situations(holds="holds until" not in executor.lacks, deadlines="route to" not in executor.lacks))
    def compare(situation: Situation) -> None:
        nonlocal seen, refused
        seen += 1
        refused += len(agree(situation.rules, situation.leads, situation.as_of, {name: (executor, score_all)}))

    found = None
    try:
        compare()
    except DisagreementError as disagreement:
        found = disagreement
    if found is not None:
        pytest.fail(str(smallest(found)), pytrace=False)
    assert refused <= MOST_LACKING * seen, f"{name} refuses {refused} of {seen} models"


@pytest.mark.parametrize("executor", [p for p in COMPARED if not p.values[0].slow])
def test_a_few_models(executor: Executor, running: Running, request: pytest.FixtureRequest) -> None:
    assert_agreement(executor, request.node.callspec.id, running, executor.examples[0])


@pytest.mark.long
@pytest.mark.parametrize("executor", COMPARED)
def test_many_models(executor: Executor, running: Running, request: pytest.FixtureRequest) -> None:
    assert_agreement(executor, request.node.callspec.id, running, executor.examples[1])
