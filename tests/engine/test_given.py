"""The events that `given SIGNAL` makes from a signal's filter, told by what the rules then see."""

from pathlib import Path

import pytest
from leadwright.dsl.check import check
from leadwright.engine.testing import run_tests

HEAD = """
model "m" timezone "America/New_York"
lead country text
event form
  name text
  n    number
  sent time
  day  date
  ok   flag
"""


def checked(text: str):
    path = Path(__file__).parent / "given.lead"
    return check([path], path.parent, {path: HEAD + text})


@pytest.mark.parametrize(
    ("filter", "given"),
    [
        ('name is "Demo"', 'last name = "demo"'),
        ("n = 2.5", "last n = 2.5"),
        ("n >= 2.5", "last n = 2.5"),
        ("n <= 2.5", "last n = 2.5"),
        ("n > 2.5", "last n = 3.5"),
        ("n < 2.5", "last n = 1.5"),
        ("n between 2 and 5", "last n = 2"),
        ("n in (4, 3)", "last n = 4"),
        ("day > 2026-01-31", "last day = 2026-02-01"),
        ("day < 2026-01-01", "last day = 2025-12-31"),
        ("day between 2026-01-01 and 2026-01-31", "last day = 2026-01-01"),
        ("sent = 2026-01-10", "last sent = 2026-01-10"),
        ("sent >= 2026-01-10", "last sent = 2026-01-10"),
        ("sent after 2026-01-10", "last sent = 2026-01-11"),
        ("sent before 2026-01-10", "last sent = 2026-01-09"),
        ("sent in (2026-01-10, 2026-01-12)", "last sent = 2026-01-10"),
        ('name starts with "/pricing"', 'last name is "/pricing"'),
        ('name mentions any of ("vp", "cto")', 'last name is "vp"'),
        ('name matches "a*b?c"', 'last name is "abac"'),
        ('name is "x" and n > 1', "last n = 2"),
        ('name is "x" or n > 1', 'last name is "x"'),
        ("at least 1 of (n > 1, ok)", "last n = 2"),
        ("ok", "last ok"),
    ],
)
def test_a_comparison_gives_its_property(filter: str, given: str) -> None:
    found = checked(
        f'signal s = form[{filter}]\ntest "t"\n  given s 2 times 1d ago\n  expect s events = 2\n  expect form {given}'
    )
    assert found.model is not None, [d.message for d in found.diagnostics]
    (tested,) = run_tests(found.model)
    assert tested.passed, tested.failures


@pytest.mark.parametrize(
    "filter",
    ['name is not "x"', "n is known", 'name is ""', 'name matches "*"', "not ok", "sent within 7d", "n > 2 and n > 5",
     'name domain is "acme.com"', 'name contains any of nothing', "name in nothing"],
)  # fmt: skip
def test_what_gives_no_event_is_to_be_spelled_out(filter: str, tmp_path: Path) -> None:
    (tmp_path / "nothing.txt").write_text("# empty\n")
    path = tmp_path / "given.lead"
    text = f'{HEAD}\nlist nothing from "nothing.txt"\nsignal s = form[{filter}]\ntest "t"\n  given s\n  expect s'
    found = check([path], tmp_path, {path: text})
    assert [d.code.id for d in found.diagnostics if d.code.severity == "error"] == ["LW602"]
    assert any("spell the event out" in line for d in found.diagnostics for line in d.help)


def test_with_wins_and_an_empty_text_is_missing() -> None:
    found = checked(
        'signal s = form[name starts with "d"]\n'
        'test "t"\n  given s with name "demo", n 3 1d ago\n  given form with name "" 2d ago\n'
        '  expect form last name is "demo"\n  expect form distinct name = 1\n  expect form first n = 3\n'
    )
    assert found.model is not None, [d.message for d in found.diagnostics]
    (tested,) = run_tests(found.model)
    assert tested.passed, tested.failures
