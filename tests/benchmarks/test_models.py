"""The benchmarks' models are ones that the check has nothing to say about."""

from pathlib import Path

import pytest
from leadwright.benchmarks.models import MODEL, edited, rules
from leadwright.dsl.check import check


@pytest.mark.parametrize("count", [10, 60, 300])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_model_has_so_many_rules_and_no_problems(count: int, seed: int, tmp_path: Path) -> None:
    file = tmp_path / "model.lead"
    file.write_text(rules(count, seed), "utf-8")
    checked = check([file], tmp_path)
    assert [d.message for d in checked.diagnostics] == []
    assert checked.model is not None and len(checked.model.rules) == count


def test_a_longer_model_begins_with_the_rules_of_a_shorter() -> None:
    short, long = ([line for line in rules(n).splitlines() if " as rule_" in line] for n in (60, 300))
    assert len(short) == 60 and set(short) <= set(long)


def test_the_model_of_62_rules_has_no_problems() -> None:
    checked = check([MODEL], MODEL.parent)
    assert [d.message for d in checked.diagnostics] == []
    assert checked.model is not None and len(checked.model.rules) == 62


@pytest.mark.parametrize("what", ["window", "points"])
def test_an_edit_changes_one_line(what: str) -> None:
    before = MODEL.read_text("utf-8").splitlines()
    after = edited(MODEL.read_text("utf-8"), what).splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_an_edit_of_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule"):
        edited(rules(10))
