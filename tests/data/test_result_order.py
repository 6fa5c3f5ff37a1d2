"""The order and number of results, over batches of any size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.engine import result_order
from leadwright.engine.result_columns import Kind, ResultColumn, Results, batch_of, rows_of, schema_of_results
from leadwright.engine.result_order import best_first, first

COLUMNS = [
    ResultColumn("lead_id", Kind.ID),
    ResultColumn("score", Kind.POINTS),
    ResultColumn("segments", Kind.TEXTS),
    ResultColumn("fired", Kind.FIRED),
]


def results_of(batches):
    return Results(COLUMNS, schema_of_results(COLUMNS, True), (batch_of(COLUMNS, rows, True) for rows in batches))


def numbered(scores):
    """Batches of rows, each row with a number of its own, from batches of scores."""
    rows = [[(0, score, (f"s{score}",), (("r", score),) * (score % 3)) for score in some] for some in scores]
    count = 0
    for some in rows:
        for at, row in enumerate(some):
            some[at] = (count, *row[1:])
            count += 1
    return rows


def taken(results):
    return [row for batch in results.batches for row in rows_of(COLUMNS, batch)]


@pytest.mark.parametrize("at_once", [1, 4, 16_384])
@given(st.lists(st.lists(st.integers(-3, 3), max_size=5), max_size=6), st.integers(1, 12))
@settings(deadline=None, suppress_health_check=[])
def test_best_first(at_once, scores, limit):
    batches = numbered(scores)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(result_order, "_ROWS_AT_ONCE", at_once)
        expected = sorted((row for some in batches for row in some), key=lambda row: -row[1])
        assert taken(best_first(results_of(batches))) == expected
        assert taken(best_first(results_of(batches), limit)) == expected[:limit]


def test_the_first_alone_but_all_are_taken():
    batches = numbered([[1, 2], [3], [4, 5]])
    seen = []

    def watched():
        for batch in results_of(batches).batches:
            seen.append(batch.num_rows)
            yield batch

    found = first(Results(COLUMNS, schema_of_results(COLUMNS, True), watched()), 3)
    assert [row[0] for row in taken(found)] == [0, 1, 2]
    assert seen == [2, 1, 2]


def test_a_limit_holds_no_more_than_it_needs(monkeypatch):
    monkeypatch.setattr(result_order, "_ROWS_AT_ONCE", 4)
    held = []
    ordered = result_order._ordered

    def watched(batches, limit):
        held.append(sum(batch.num_rows for batch in batches))
        return ordered(batches, limit)

    monkeypatch.setattr(result_order, "_ordered", watched)
    batches = numbered([[n, n + 1] for n in range(100)])
    assert [row[1] for row in taken(best_first(results_of(batches), 2))] == [100, 99]
    assert max(held) <= 8
