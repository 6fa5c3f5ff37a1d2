"""Running `test` statements."""

from pathlib import Path

from leadwright.dsl.check import check
from leadwright.engine.testing import run_tests

RULES = """
lead
  country text

when country is known add 1 as known_country

test "an empty text is missing"
  given lead country "US"
  expect known_country fires
  given lead country ""
  expect known_country silent
  expect score = 1
"""


def test_an_empty_text_takes_a_value_away(tmp_path: Path) -> None:
    file = tmp_path / "model.lead"
    file.write_text(RULES)
    model = check([file], tmp_path).model
    assert model is not None
    (tested,) = run_tests(model)
    assert tested.expectations == 3
    assert [failure.found for failure in tested.failures] == [("score = 1 (0)",)]
