"""Ids find their leads exactly, whatever they are."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.engine.store import keys
from leadwright.engine.store.keys import NO_ID, NOBODY, numbers_of_leads

WHOLE = st.integers(-(2**63), 2**63 - 1) | st.integers(-50, 50)
TEXTS = st.text(st.sampled_from("aB0 \0ÿé"), min_size=1, max_size=20)


def expected(ids, asked, missing=()):
    numbers = {id: number for number, id in enumerate(ids)}

    def number(id):
        if id is None or (isinstance(id, str) and id.strip(" ") in ("", *missing)):
            return NO_ID
        return numbers.get(id, NOBODY)

    return [number(id) for id in asked]


@settings(deadline=None)
@given(st.data(), st.sampled_from([WHOLE, TEXTS]), st.integers(0, 3))
def test_as_a_dictionary_does(data, values, cut):
    ids = data.draw(st.lists(values, unique=True, min_size=1, max_size=40))
    asked = data.draw(st.lists(st.sampled_from(ids) | values | st.none(), min_size=cut))
    missing = data.draw(st.lists(st.sampled_from(["a", "B0", "é"]))) if values is TEXTS else []
    type = pa.int64() if values is WHOLE else pa.string()
    found = numbers_of_leads(pa.array(ids, type), missing).of(pa.array(asked, type).slice(cut))
    assert found.tolist() == expected(ids, asked[cut:], missing)


@pytest.mark.parametrize("spread", [1, 3, 1_000_003, 2**40])
def test_many_whole_numbers(spread):
    ids = (np.random.default_rng(1).permutation(100_000) - 50_000) * spread
    numbers = numbers_of_leads(pa.array(ids), ())
    assert (numbers.of(pa.array(ids[::-1])) == np.arange(100_000)[::-1]).all()
    assert (numbers.of(pa.array(ids * 2 + 1)) == np.array(expected(ids.tolist(), (ids * 2 + 1).tolist()))).all()


@pytest.mark.parametrize("pattern", ["L-{:07}", "{}", "lead number {} of many, with a long name", "{0}@{0}.example"])
def test_many_texts(pattern):
    ids = [pattern.format(n * 7) for n in range(100_000)]
    numbers = numbers_of_leads(pa.array(ids), ())
    assert (numbers.of(pa.array(ids)) == np.arange(100_000)).all()
    others = [pattern.format(n * 7 + 1) for n in range(100_000)]
    assert set(numbers.of(pa.array([*others, ids[5], None])).tolist()) == {NOBODY, 5, NO_ID}


def test_keys_that_all_begin_at_one_place(monkeypatch):
    monkeypatch.setattr(keys, "_MIX", np.uint64(0))
    ids = [n * 2**40 for n in range(100)]
    numbers = numbers_of_leads(pa.array(ids), ())
    assert numbers.of(pa.array([*ids, 1])).tolist() == [*range(100), NOBODY]
