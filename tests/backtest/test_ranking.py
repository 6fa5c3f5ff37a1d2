"""Areas, deciles and thresholds against counting every pair and every order."""

import random
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from leadwright.engine.backtest.ranking import Ranking, likely, round_width


def ranked(score, won):
    return Ranking.of(np.array(score, np.int64), np.array(won, np.bool_))


def samples():
    rng = random.Random(7)
    for _ in range(60):
        size, different = rng.randrange(1, 40), rng.choice((1, 2, 3, 8, 1000))
        yield [rng.randrange(different) * 25 - 50 for _ in range(size)], [rng.random() < 0.4 for _ in range(size)]


@pytest.mark.parametrize(("score", "won"), list(samples()))
def test_areas_are_those_of_all_pairs(score, won):
    found = ranked(score, won)
    wins, losses = ([s for s, w in zip(score, won, strict=True) if w is what] for what in (True, False))
    pairs = [1.0 if w > x else 0.5 if w == x else 0.0 for w in wins for x in losses]
    assert found.roc_area == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)
    area, recall = 0.0, 0.0
    for threshold in sorted(set(score), reverse=True):
        called = [w for s, w in zip(score, won, strict=True) if s >= threshold]
        if wins:
            area += (sum(called) / len(wins) - recall) * sum(called) / len(called)
            recall = sum(called) / len(wins)
    assert found.pr_area == (pytest.approx(area) if wins else None)


@pytest.mark.parametrize(("score", "won"), list(samples()))
def test_thresholds_are_counted(score, won):
    found = ranked(score, won)
    confusions = list(found.confusions())
    assert [c.threshold for c in confusions] == sorted(set(score), reverse=True)
    for c in [*confusions, found.confusion(-1000), found.confusion(10**6), found.confusion(13)]:
        at = [(s >= c.threshold, w) for s, w in zip(score, won, strict=True)]
        counts = [at.count(x) for x in ((True, True), (True, False), (False, True), (False, False))]
        assert [c.called_won, c.called_lost, c.missed_won, c.left_lost] == counts
        assert c in confusions or c == found.confusion(c.threshold)
    best = found.best_f1()
    assert best is None if not any(won) else best.f1 == max(c.f1 for c in confusions)


def test_tied_leads_are_shared_as_if_lots_were_drawn():
    score, won = [9, 5, 5, 5, 5, 2, 2], [0, 1, 0, 0, 1, 1, 0]
    wanted = [Fraction(0)] * 3
    orders = 0
    for order in permutations(range(7)):
        if all(score[a] >= score[b] for a, b in pairwise(order)):
            orders += 1
            for part, rows in enumerate((order[:3], order[3:5], order[5:])):
                wanted[part] += sum(won[row] for row in rows)
    parts = ranked(score, won).parts(3)
    assert [p.won for p in parts] == [w / orders for w in wanted]
    assert [(p.high, p.low, p.leads) for p in parts] == [(9, 5, 3), (5, 5, 2), (2, 2, 2)]


@pytest.mark.parametrize(("score", "won"), list(samples()))
def test_parts_come_to_all(score, won):
    for number in (1, 4, 10):
        parts = ranked(score, won).parts(number)
        assert len(parts) == min(number, len(score))
        assert sum(p.won for p in parts) == sum(won)
        assert sum(p.leads for p in parts) == len(score)
        sizes = [p.leads for p in parts]
        assert sizes == sorted(sizes, reverse=True)
        assert max(sizes) - min(sizes) <= 1


def test_without_ties_the_parts_are_plain():
    score = list(range(20, 0, -1))
    won = [n % 3 == 0 for n in range(20)]
    parts = ranked(score, won).parts()
    assert [p.won for p in parts] == [sum(won[n : n + 2]) for n in range(0, 20, 2)]


@pytest.mark.parametrize(("score", "won"), list(samples()))
def test_bands_hold_every_lead_once(score, won):
    bands = ranked(score, won).bands(5)
    assert sum(b.leads for b in bands) == len(score)
    assert sum(b.won for b in bands) == sum(won)
    for band in bands:
        inside = [w for s, w in zip(score, won, strict=True) if band.low <= s <= band.high]
        assert (band.leads, band.won) == (len(inside), sum(inside))
    assert all(high.low > low.high for high, low in pairwise(bands))


def test_bands_are_round_and_leave_no_gap():
    whole = ranked([100 * n for n in range(200)], [False] * 200).bands()
    assert [(b.low, b.high) for b in whole] == [(n * 2000, n * 2000 + 1900) for n in range(9, -1, -1)]
    parts = ranked([100 * n + n % 2 for n in range(200)], [False] * 200).bands()
    assert all(high.low == low.high + 1 for high, low in pairwise(parts))


def test_a_far_score_makes_no_empty_bands():
    bands = ranked([*range(0, 10_000, 100), 10**9], [False] * 101).bands()
    assert len(bands) <= 12
    assert bands[0].high == 10**9


def test_nobody_is_no_error():
    found = ranked([], [])
    assert (found.roc_area, found.pr_area, found.parts(), found.bands(), found.best_f1()) == (None, None, [], [], None)
    assert found.confusion(5).precision is None


def test_widths_are_round():
    assert [round_width(r, 10) for r in (1, 99, 1000, 5001, 20_000)] == [1, 10, 100, 1000, 2000]


def test_what_is_likely():
    low, high = likely(47, 100)
    assert (round(low, 3), round(high, 3)) == (0.375, 0.567)
    assert likely(0, 0) is None
    assert likely(0, 10)[0] == 0.0
