"""All that a model is made of is found, parts that hold nothing among them."""

from dataclasses import fields, is_dataclass
from pathlib import Path

from leadwright.dsl import model as m
from leadwright.dsl.check import check
from leadwright.dsl.source import Place

RULES = """\
lead
  age number
  country text
group fit max 50
  when age >= 18 and country is known then add 5
  by country
    "DE", "AT" add 5
    otherwise add 1
stage a when score >= 5 or page_view visits within 7d
  route to "x" within 2 business days
disqualify when age < 18
segment "s" when disqualified or not (score >= 1 and stage is "a")
test "t"
  given lead age 20
  expect score = 5
"""


def plainly(whole: object) -> list[object]:
    """The same, step by step."""
    if isinstance(whole, Place):
        return []
    found = [whole]
    if isinstance(whole, tuple):
        for item in whole:
            found += plainly(item)
    elif is_dataclass(whole):
        for f in fields(whole):
            value = getattr(whole, f.name)
            if isinstance(value, tuple) or is_dataclass(value):
                found += plainly(value)
    return found


def test_parts_are_all_parts_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.lead").write_text(RULES.replace(" then add", "\n    add"))
    checked = check([tmp_path / "a.lead"], tmp_path)
    assert checked.model is not None, checked.diagnostics
    model = checked.model
    whole = model.rules, model.groups, model.stages, model.disqualifications, model.segments, model.tests
    assert [id(p) for p in m.parts(whole) if p != ()] == [id(p) for p in plainly(whole) if p != ()]
    assert any(isinstance(p, m.IsDisqualified) for p in m.parts(whole))
