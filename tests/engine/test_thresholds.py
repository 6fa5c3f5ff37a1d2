"""The points that stages ask for."""

from leadwright.engine.thresholds import lowest_of_stages, points_or_more, stage_thresholds
from models import model_of

RULES = """
lead vip flag
when vip add 60
define hot = score >= 80 and vip
stage MQL
  when score > 50 and vip
  or when any of (hot, score > 50)
stage SQL
  when not (score > 90) and vip
  or when score between 10 and 20
stage Top
  when score >= 99.995
"""


def test_those_that_are_asked_for_and_not_those_that_are_ruled_out() -> None:
    found = stage_thresholds(model_of(RULES))
    assert [(t.stage, t.text, t.at, t.least) for t in found] == [
        ("MQL", "score > 50", 5000, 5001),
        ("MQL", "score >= 80", 8000, 8000),
        ("Top", "score >= 99.995", 9999, 10000),
    ]
    assert lowest_of_stages(model_of(RULES)) == {"MQL": 5000, "Top": 9999}


def test_so_many_points_or_more() -> None:
    threshold = points_or_more(1250)
    assert (threshold.stage, threshold.text, threshold.least) == (None, "score >= 12.5", 1250)
