"""A lead of the data as a `test` statement."""

from pathlib import Path

import pytest
from leadwright.dsl.check import check
from leadwright.engine.live import LiveScores, Scored
from leadwright.engine.live.cases import append_case, case_of
from leadwright.engine.project import Project
from leadwright.engine.testing import run_tests
from leadwright.engine.thresholds import lowest_of_stages

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["minimal", "tour", "b2b_crm"])
def test_leads_of_the_examples_pass_as_tests(name: str, tmp_path: Path) -> None:
    project = Project.read(EXAMPLES / name / "leadwright.toml")
    live = LiveScores.open(project)
    scored = live.score({})
    assert isinstance(scored, Scored)
    file = tmp_path / "cases.lead"
    cases = [case_of(scored.model, live.lead(scored, n), scored.as_of) for n in range(0, len(scored), 11)]
    assert all(case.same for case in cases)
    for case in cases:
        append_case(file, case, [])
    rules = project.rule_files()
    checked = check(rules, project.root, {rules[-1]: f"{rules[-1].read_text()}\n{file.read_text()}"})
    assert checked.model is not None, [d.message for d in checked.diagnostics]
    names = {case.name for case in cases}
    tested = list(run_tests(checked.model, lambda test: test.name in names))
    assert len(tested) == len(cases)
    assert all(t.passed for t in tested)


def test_a_case_says_what_the_rules_ask_for_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "model.lead").write_text(
        'when country is "US" add 20\nwhen view[path starts with "/p"] visits >= 2 within 7d add 5\n'
        "stage MQL when score >= 25 or when score > 80\n"
    )
    (tmp_path / "leads.csv").write_text("lead_id,country,name\na,US,Ann\n")
    rows = ["a,2026-01-13T08:00:00Z,view,/pricing,x", "a,2026-01-13T08:30:00Z,view,/pricing,y"]
    (tmp_path / "events.csv").write_text("\n".join(["lead_id,ts,type,path,agent", *rows, "a,2026-01-14,call,,z"]))
    (tmp_path / "leadwright.toml").write_text(
        '[project]\nrules = ["model.lead"]\nas_of = "2026-01-15T12:00Z"\n'
        '[leads]\nsource = "leads.csv"\n[events]\nsource = "events.csv"\n'
    )
    live = LiveScores.open(Project.read(tmp_path / "leadwright.toml"))
    scored = live.score({})
    assert isinstance(scored, Scored)
    case = case_of(scored.model, live.lead(scored, 0), scored.as_of)
    assert case.text == (
        'test "a as of 2026-01-15" at 2026-01-15\n'
        '  given lead country "US"\n'
        '  given view with path "/pricing" 2 times 2d ago\n'
        '  expect score = 25 and stage is "MQL"\n'
    )
    assert lowest_of_stages(scored.model) == {"MQL": 2500}
    file = tmp_path / "tests" / "cases.lead"
    assert append_case(file, case, ["../model.lead"]) == 3
    assert append_case(file, case, ["../model.lead"]) == 8
    written = file.read_text()
    assert written.startswith('use "../model.lead"\n\ntest "a as of 2026-01-15" at')
    assert 'test "a as of 2026-01-15 (2)" at' in written
