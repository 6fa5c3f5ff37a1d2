"""The live session: unsaved texts scored on data that was opened once, beside the saved version."""

from pathlib import Path

import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.types import Type
from leadwright.engine.live import FilterProblem, LiveScores, Scored, Selected, Unscored
from leadwright.engine.live.order import in_order
from leadwright.engine.project import Project

RULES = """\
group fit max 60
  when country is "US" add 20 as in_usa
  by employees
    below 50    add 5
    50 or more  add 15
each page_view within 30d add 10
grade
  score  A from 40, B
stage MQL
  when score >= 40
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "model.lead").write_text(RULES)
    (tmp_path / "leads.csv").write_text("lead_id,country,employees,name\na,US,20,Ann\nb,DE,80,Ben\nc,US,,Cid\n")
    (tmp_path / "events.csv").write_text(
        "lead_id,ts,type,path\na,2026-01-10,page_view,/\na,2026-01-11,page_view,/\nb,2026-01-12,page_view,/pricing\n"
    )
    (tmp_path / "leadwright.toml").write_text(
        '[project]\nrules = ["model.lead"]\nas_of = "2026-01-15"\n'
        '[leads]\nsource = "leads.csv"\n[events]\nsource = "events.csv"\n'
    )
    return Project.read(tmp_path / "leadwright.toml")


@pytest.fixture
def live(project: Project) -> LiveScores:
    return LiveScores.open(project)


def scored(live: LiveScores, text: str | None = None, version: int = 0) -> Scored:
    found = live.score({} if text is None else {live.project.root / "model.lead": text}, version)
    assert isinstance(found, Scored), found
    return found


def test_the_saved_version_differs_from_itself_in_nothing(live: LiveScores) -> None:
    found = scored(live)
    assert found.now.score.tolist() == [4500, 2500, 2000]
    assert [found.stage(n) for n in range(3)] == ["MQL", "none", "none"]
    assert [found.grade(n) for n in range(3)] == ["A", "B", "B"]
    assert not found.changed.any()


def test_unsaved_text_is_compared_with_the_saved_version(live: LiveScores) -> None:
    found = scored(live, RULES.replace("within 30d add 10", "within 30d add 25"), 7)
    assert found.version == 7
    assert found.delta.tolist() == [1500, 1500, 0]
    assert found.differences.stage.tolist() == [0, 1, 0]
    assert found.differences.grade.tolist() == [False, True, False]
    assert found.changed.tolist() == [True, True, False]
    live.compare_with(found.model)
    assert not scored(live, RULES.replace("within 30d add 10", "within 30d add 25")).changed.any()


def test_a_lead_that_is_disqualified_falls_below_every_stage(live: LiveScores) -> None:
    found = scored(live, RULES + 'disqualify when country is "US" because "not now"\n')
    assert found.differences.stage.tolist() == [-1, 0, -1]
    assert found.stage(0) == "disqualified"


def test_rules_say_for_whom_they_fire(live: LiveScores) -> None:
    effects = scored(live).effects
    told = [(e.label, e.line, e.leads, e.points, e.is_part) for e in effects]
    assert told == [
        ("in_usa", 2, 2, 4000, False),
        (effects[1].label, 3, 2, 2000, False),
        (effects[2].label, 4, 1, 500, True),
        (effects[3].label, 5, 1, 1500, True),
        (effects[4].label, 6, 2, 3000, False),
    ]


def test_rules_with_errors_are_not_scored(live: LiveScores) -> None:
    found = live.score({live.project.root / "model.lead": "when cuntry is add 5"}, 3)
    assert isinstance(found, Unscored)
    assert found.version == 3
    assert found.diagnostics


def test_files_that_are_not_there_are_told(live: LiveScores) -> None:
    (live.project.root / "model.lead").unlink()
    found = live.score({})
    assert isinstance(found, Unscored)
    assert "model.lead" in (found.message or "")


def test_a_project_whose_rules_have_errors_opens(project: Project) -> None:
    (project.root / "model.lead").write_text("when when")
    live = LiveScores.open(project)
    found = scored(live, RULES)
    assert found.before is None
    assert found.now.score.tolist() == [4500, 2500, 2000]


def test_without_an_as_of_time_it_is_that_of_the_latest_event(project: Project) -> None:
    file = project.root / "leadwright.toml"
    file.write_text(file.read_text().replace('as_of = "2026-01-15"\n', ""))
    assert LiveScores.open(Project.read(file)).as_of == 1768176000_000000


def test_a_project_without_data_says_so(tmp_path: Path) -> None:
    (tmp_path / "model.lead").write_text(RULES)
    with pytest.raises(DataError, match="no data"):
        LiveScores.open(Project(root=tmp_path, rules=("model.lead",)))


def test_an_edit_may_ask_for_what_was_not_read_yet(live: LiveScores) -> None:
    found = scored(live, 'when page_view[path is "/pricing"] and name is "Ben" add 7 as asked\n' + RULES)
    assert found.delta.tolist() == [0, 700, 0]


def test_another_time_zone_is_another_calendar(live: LiveScores) -> None:
    found = scored(live, 'model "M" timezone "Asia/Tokyo"\n' + RULES)
    assert live.zone == "Asia/Tokyo"
    assert found.delta.tolist() == [0, 0, 0]


def test_one_lead_is_explained_and_told_over_time(live: LiveScores) -> None:
    found = scored(live)
    explanation = live.explain(found, 0)
    assert (explanation.lead_id, explanation.score) == ("a", 4500)
    timeline = live.timeline(found, 0)
    assert [change.after.score for change in timeline.changes] == [3500, 4500]


# --- some of the leads


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('score >= 25 and country is "US"', [True, False, False]),
        ("fit > 20", [True, True, False]),
        ("no page_view within 4d", [True, False, True]),
        ('stage is "MQL" or employees is unknown', [True, False, True]),
        ('grade is "B"', [False, True, True]),
        ("not disqualified", [True, True, True]),
    ],
)
def test_a_filter_is_a_condition(live: LiveScores, condition: str, expected: list[bool]) -> None:
    found = live.filtered(scored(live), condition)
    assert not isinstance(found, FilterProblem), found
    assert found.tolist() == expected


@pytest.mark.parametrize(
    ("condition", "marked"),
    [("score >=", None), ("scre >= 5 and employees > 3", "scre"), ('score > 5 segment "x" when score > 1', None)],
)
def test_what_is_no_condition_says_where(live: LiveScores, condition: str, marked: str | None) -> None:
    found = live.filtered(scored(live), condition)
    assert isinstance(found, FilterProblem)
    assert found.message
    assert marked is None or condition[found.start : found.end] == marked


def test_a_filter_goes_by_the_unsaved_rules(live: LiveScores) -> None:
    found = scored(live, "define visited = page_view visits >= 2\n" + RULES)
    assert not isinstance(mask := live.filtered(found, "visited"), FilterProblem)
    assert mask.tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("text", "expected", "is_search"),
    [
        ("BEN", [False, True, False], True),
        ("c", [False, False, True], True),
        ("score > 24", [True, True, False], False),
    ],
)
def test_plain_words_are_looked_for(live: LiveScores, text: str, expected: list[bool], is_search: bool) -> None:
    found = live.selected(scored(live), text)
    assert isinstance(found, Selected)
    assert (found.leads.tolist(), found.is_search) == (expected, is_search)


@pytest.mark.parametrize(
    ("by", "falling", "expected"),
    [
        ("score", True, [0, 1, 2]),
        ("score", False, [2, 1, 0]),
        ("delta", True, [1, 0, 2]),
        ("employees", False, [0, 1, 2]),
        ("employees", True, [1, 0, 2]),
        ("country", False, [1, 0, 2]),
        ("stage", True, [0, 1, 2]),
        ("grade", False, [0, 1, 2]),
    ],
)
def test_leads_in_order(live: LiveScores, by: str, falling: bool, expected: list[int]) -> None:
    text = 'when country is "DE" add 9 as asked\n' + RULES
    found = scored(live, text.replace("within 30d add 10", "within 30d add 9").replace("add 5", "add 6"))
    assert in_order(found, by, falling).tolist() == expected
    assert in_order(found, by, falling, found.now.score > 2000).tolist() == [n for n in expected if n != 2]


# --- what is in the data


def test_names_and_values_are_counted(live: LiveScores) -> None:
    assert live.known.fields == ("country", "employees", "name")
    assert live.known.events() == {"page_view": 3}
    assert live.known.events_within(live.as_of, 4 * 86_400_000_000) == {"page_view": 1}
    assert [(v.text, v.count) for v in live.values("country", Type.TEXT)] == [('"US"', 2), ('"DE"', 1)]
    assert [(v.text, v.count) for v in live.values("employees", Type.NUMBER)] == [("20", 1), ("80", 1)]
    paths = live.values("path", Type.TEXT, "page_view")
    assert [(v.text, v.count) for v in paths] == [('"/"', 2), ('"/pricing"', 1)]
