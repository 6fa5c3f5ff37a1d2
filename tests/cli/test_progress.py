"""The bars of long work: a stage each, only for people who wait."""

import pytest
from leadwright.cli import progress
from leadwright.cli.progress import Bars


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still unless it is set, and a terminal to look at."""
    at = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: at[0])
    monkeypatch.setattr(progress, "is_terminal", lambda _: True)
    return at


def shown(bars):
    return [(t.description, t.completed, t.total, t.fields["told"]) for t in bars.progress.tasks]


def test_nothing_is_shown_of_short_work(clock):
    with Bars() as bars:
        bars("reading", 1, 10)
        clock[0] = 0.4
        bars("scoring", 1, 10)
        assert bars.progress is None


def test_a_bar_a_stage(clock, capsys):
    with Bars() as bars:
        bars("reading", 30_000, 30_000)
        clock[0] = 0.6
        bars("scoring", 1_000, 2_000)
        assert shown(bars) == [
            ("reading", 30_000, 30_000, "30,000 of 30,000"),
            ("scoring", 1_000, 2_000, "1,000 of 2,000"),
        ]
        bars("scoring", 1_001, 2_000)
        assert shown(bars)[1][1] == 1_000, "not looked at again so soon"
        clock[0] = 0.8
        bars("writing", 500, 0)
        assert shown(bars)[1:] == [("scoring", 1_001, 2_000, "1,001 of 2,000"), ("writing", 500, None, "500")]
    assert bars.progress is None
    assert capsys.readouterr().out == ""


def test_nobody_looks(clock, monkeypatch):
    monkeypatch.setattr(progress, "is_terminal", lambda _: False)
    with Bars() as bars:
        clock[0] = 10.0
        bars("scoring", 1, 2)
        assert bars.progress is None
