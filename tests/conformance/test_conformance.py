"""Every executor gives what the conformance cases expect, and the same for a lead alone as among others."""

import pytest
from case_files import Case, cases, cases_of, model_of
from executors import EACH, EXECUTORS, Executor, Running
from features import features, wanted
from leadwright.dsl.errors import UnsupportedError
from leadwright.dsl.values import points_text, time_text
from leadwright.engine.evaluate import Result

CASES = list(cases())

_CASE_ALONE = "DuckDB gives the second of two Parquet columns whose names differ in case alone another name"
WRONG_YET = {
    ("Names that differ in case alone are different names", f"{engine} on Parquet"): _CASE_ALONE
    for engine in ("columnar", "duckdb", "postgres")
}
"""Case and executor → what is wrong: each of them has to fail, until it is put right."""


def shown(result: Result, column: str) -> str:
    """What a result has in a column, as the tables write it."""
    if column.startswith("@"):
        return points_text(result.groups[column[1:]])
    match column:
        case "score":
            return points_text(result.score)
        case "grade":
            return result.grade or ""
        case "segments":
            return "; ".join(result.segments)
        case "due" | "met":
            at = getattr(result, column)
            return "" if at is None else time_text(at)
        case "fired":
            return "; ".join(f"{f.label} {points_text(f.points)}" for f in result.fired)
        case "fires":
            return " ".join(f.label for f in result.fired)
        case _:
            return getattr(result, column) or ""


@pytest.mark.parametrize("executor", [param for param in EACH if param.values[0].cases])
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case, executor: Executor, running: Running, request: pytest.FixtureRequest) -> None:
    name = next(name for name, found in EXECUTORS.items() if found is executor)
    score_all = running(executor)
    if (case.name, name) in WRONG_YET:
        request.applymarker(pytest.mark.xfail(reason=WRONG_YET[case.name, name], strict=True))
    try:
        results = score_all(case.rules, case.leads, case.as_of)
    except UnsupportedError as error:
        if not executor.may_lack(error):
            raise
        pytest.skip(str(error))
    asked = {
        lead: {column: text for column, text in columns.items() if column not in executor.leaves_out}
        for lead, columns in case.expected.items()
    }
    found = {lead: {column: shown(results[lead], column) for column in columns} for lead, columns in asked.items()}
    assert found == asked


def test_the_tables_are_read_as_they_are_meant() -> None:
    (case,) = cases_of(
        "x.md",
        """
## A case

```lead
lead country text budget number
event page_view path text
when page_view[path is "a, (b); c|d"] add 1 as it
```

As of 2026-01-02T00:00:00Z:

| lead | country  | budget | events                                           | score | fired |
| ---- | -------- | ------ | ------------------------------------------------ | ----- | ----- |
| a    | " U\\|S" | many   | 2*page_view(path="a, (b); c\\|d") 1d+1us; `x y` -1s | 1     | it 1  |
""",
    )
    (lead,) = case.leads
    assert (case.name, lead.id, lead.fields) == ("A case", "a", {"country": " U|S"})
    assert [(e.type, e.at - case.as_of, e.properties) for e in lead.events] == [
        ("page_view", -86_400_000_001, {"path": "a, (b); c|d"}),
        ("page_view", -86_400_000_001, {"path": "a, (b); c|d"}),
        ("x y", 1_000_000, {}),
    ]
    assert case.expected == {"a": {"score": "1", "fired": "it 1"}}


def test_the_cases_use_all_of_the_language() -> None:
    found = set().union(*(features(model_of(case.rules)) for case in CASES))
    assert wanted() - found == set()
