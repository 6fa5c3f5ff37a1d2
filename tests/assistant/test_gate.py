"""What a draft has to pass, and where it stands."""

from pathlib import Path

import pytest
from leadwright.assistant.gate import Gate
from leadwright.assistant.placing import placed
from leadwright.engine.live import LiveScores
from leadwright.engine.project import Project

EXAMPLE = Path(__file__).parents[2] / "examples" / "b2b_crm"
THERE = """\
event page_view
  path text
signal pricing_page = page_view[path starts with "/pricing"]

# What they do.

group engagement max 50
  each page_view add 5

stage MQL when score > 50
"""
RULE = "when pricing_page visits >= 2 within 7d add 25 as pricing_intent\n"


@pytest.fixture(scope="module")
def crm() -> Gate:
    project = Project.read(EXAMPLE / "leadwright.toml")
    return Gate.of_project(project, live=LiveScores.open(project))


def test_problems_are_told_in_the_lines_of_the_draft() -> None:
    gate = Gate.of_text(THERE)
    (found,) = gate.check(f"{RULE}when pricng_page visits >= 3 add 5\n").found
    assert (found.code, found.line, found.column, found.where) == ("LW201", 2, 6, "rules")
    assert found.text == "when pricng_page visits >= 3 add 5"
    (found,) = gate.check(RULE, 'test "x"\n  given pricing_pge\n  expect score = 0\n').found
    assert (found.where, found.line, found.text) == ("tests", 2, "given pricing_pge")


def test_a_problem_that_a_draft_makes_elsewhere_is_told_too() -> None:
    found = Gate.of_text(THERE).check("stage MQL when score > 10\n").found
    assert found and all(f.is_error for f in found)


def test_what_was_wrong_before_is_not_held_against_a_draft() -> None:
    gate = Gate.of_text(THERE + 'segment "B" when nonsense visits >= 1\n')
    assert not gate.check('segment "A" when score > 1\n').found


def test_rules_without_a_group_go_before_the_first_group() -> None:
    text = placed(THERE, RULE).text
    assert f'"/pricing"]\n\n{RULE}\n# What they do.\n' in text, text
    assert Gate.of_text(THERE).check(RULE).is_sound


def test_rules_of_a_group_that_is_there_go_into_it() -> None:
    there = placed(THERE, f'group engagement\n  {RULE}\nsegment "A" when score > 1\n')
    assert f"add 5\n  {RULE}\nstage MQL when score > 50\n\nsegment" in there.text
    assert there.lines[0] == 0 and there.line_of(9) == 2


def test_what_else_a_draft_says_goes_to_the_end() -> None:
    text = placed(THERE, f"group intent\n  {RULE}").text
    assert text == f"{THERE}\ngroup intent\n  {RULE}"


def test_tests_are_run_and_probes_scored() -> None:
    gate = Gate.of_text(THERE)
    good = 'test "two"\n  given pricing_page 2 times\n  expect pricing_intent fires\n'
    bad = 'test "one"\n  given pricing_page\n  expect pricing_intent fires\n'
    assert [t.passed for t in gate.run_tests(RULE, good + bad)] == [True, False]
    two, old, unknown = gate.probe(RULE, ["given pricing_page 2 times", "given pricing_page 2 times 8d ago", "given x"])
    assert (two.points, old.points, unknown.now) == (2500, 0, None)
    assert "unknown event `x`" in unknown.problem


def test_the_effect_on_the_sample_leads_is_in_counts(crm: Gate) -> None:
    effect = crm.effect(f"{RULE}stage HOT when score > 10\n")
    assert effect is not None
    assert effect.leads == 300 and effect.fires == {"pricing_intent": effect.up}
    assert effect.stages["HOT"].more == effect.stages["HOT"].of > 0
    assert effect.stages["MQL"].fewer == 0
    assert f"{effect.stages['HOT'].more} more reach HOT" in effect.sentences()


def test_without_leads_there_is_no_effect() -> None:
    assert Gate.of_text(THERE).effect(RULE) is None


def test_names_are_found_by_words_and_by_spelling(crm: Gate) -> None:
    assert crm.look_up("pricing page")[0].name == "pricing_page"
    assert "employees" in [n.name for n in crm.look_up("head count")]
    assert {"webinar_registration", "webinar_attendance"} <= {n.name for n in crm.look_up("webinars")}
    assert crm.look_up("employes")[0].name == "employees"


def test_the_file_itself_is_left_alone(crm: Gate) -> None:
    before = (EXAMPLE / "model.lead").read_bytes()
    crm.check(RULE)
    crm.effect(RULE)
    assert (EXAMPLE / "model.lead").read_bytes() == before


def test_warnings_that_are_there_already_are_not_the_draft_s(tmp_path: Path) -> None:
    (tmp_path / "other.lead").write_text("group old\n  when pricing_page or demo and signup add 1\n")
    (tmp_path / "model.lead").write_text('use "other.lead"\n\ngroup new\n  when demo add 2\n')
    gate = Gate.of_file(tmp_path / "model.lead")
    assert gate.base.diagnostics, "the mixture of `and` and `or` is warned of"
    assert not gate.check("group new\n  when signup add 3 as signs\n").found


def test_names_of_data_are_there_without_scoring_it(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,country\nL1,US\n")
    (tmp_path / "leadwright.toml").write_text('[project]\nrules = ["m.lead"]\n[leads]\nsource = "leads.csv"\n')
    (tmp_path / "m.lead").write_text("")
    gate = Gate.of_project(Project.read(tmp_path / "leadwright.toml"))
    assert [n.name for n in gate.names.names] == ["country"]
    (tmp_path / "leads.csv").unlink()
    assert not Gate.of_project(Project.read(tmp_path / "leadwright.toml")).names.names
