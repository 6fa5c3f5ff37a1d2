"""``leadwright check``: which files are one model, what is printed, and the exit code."""

import json
from pathlib import Path

import pytest
from writing import write

GOOD = "when pricing_page visits >= 2 within 7d add 25\n"
VOCABULARY = 'event page_view\n  path  text\n\nsignal pricing_page = page_view[path starts with "/pricing"]\n'
BROKEN = 'use "vocabulary.lead"\n\nwhen pricing_pge visits >= 2 within 7d add 25\n'


def test_one_line_is_a_whole_file(run, here: Path) -> None:
    write(here, **{"model.lead": GOOD})
    ran = run("check", "model.lead")
    assert (ran.code, ran.out, ran.err) == (0, "no problems in 1 file\n", "")


def test_a_problem_is_shown_with_its_line(run, here: Path) -> None:
    write(here, **{"vocabulary.lead": VOCABULARY, "model.lead": BROKEN})
    ran = run("check", "model.lead")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "error[LW201]: unknown event `pricing_pge`\n"
        " --> model.lead:3:6\n"
        "  |\n"
        "3 | when pricing_pge visits >= 2 within 7d add 25\n"
        "  |      ^^^^^^^^^^^ not declared\n"
        "  = help: did you mean `pricing_page`?\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_formats_for_programs(run, here: Path) -> None:
    write(here, **{"vocabulary.lead": VOCABULARY, "model.lead": BROKEN})
    concise = run("check", "model.lead", "--format", "concise")
    assert concise.out == "model.lead:3:6: error[LW201]: unknown event `pricing_pge`\n"
    assert concise.err == "1 error in 1 file\n"
    found = run("check", "model.lead", "--format", "json")
    assert [d["code"] for d in json.loads(found.out)] == ["LW201"]
    assert found.err == ""
    assert run("check", "model.lead", "--format", "github").out.startswith("::error file=model.lead,line=3,")
    write(here, **{"model.lead": GOOD})
    assert run("check", "model.lead", "--format", "json").out == "[]\n"
    assert run("check", "model.lead", "--format", "github").out == ""
    assert run("check", "model.lead", "--format", "concise").out == ""


def test_colour_on_request(run, here: Path) -> None:
    write(here, **{"vocabulary.lead": VOCABULARY, "model.lead": BROKEN})
    assert "\x1b[1;31merror[LW201]" in run("check", "model.lead", "--color", "always").out
    assert "\x1b[" not in run("check", "model.lead", "--color", "never").out


def test_the_project_is_one_model_and_each_test_file_another(run, here: Path) -> None:
    (here / "tests").mkdir()
    write(
        here,
        **{
            "leadwright.toml": '[project]\nrules = ["a.lead", "b.lead"]\ntests = ["tests/*.lead"]\n',
            "a.lead": VOCABULARY,
            "b.lead": GOOD,
            "tests__one.lead": 'use "../a.lead"\nuse "../b.lead"\ntest "t"\n  given pricing_page\n  expect score = 0\n',
            "tests__two.lead": 'test "t"\n  expect nonsense fires\n',
        },
    )
    ran = run("check")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if "-->" in line] == [" --> tests/two.lead:2:10"]
    assert ran.out.endswith("1 error in 1 file\n")
    assert "LW204" in ran.out
    alone = run("check", "b.lead")
    assert (alone.code, alone.out) == (0, "no problems in 2 files\n"), "a part of the rules is not checked alone"


def test_a_folder_stands_for_its_rules_files(run, here: Path) -> None:
    (here / "rules").mkdir()
    (here / "rules/.old").mkdir()
    write(
        here,
        **{
            "rules__model.lead": BROKEN,
            "rules__vocabulary.lead": VOCABULARY,
            "rules__other.lead": "when nonsense add\n",
            "rules__notes.txt": "when nonsense add\n",
            "rules__.old__gone.lead": "when nonsense add\n",
        },
    )
    ran = run("check", "rules")
    assert ran.code == 1
    places = [line.split()[1] for line in ran.out.splitlines() if "-->" in line]
    assert [p.split(":")[0] for p in places] == ["rules/model.lead", "rules/other.lead"]
    assert ran.out.endswith("2 errors in 2 files\n")


def test_a_file_that_another_one_uses_is_no_model_of_its_own(run, here: Path) -> None:
    write(here, **{"vocabulary.lead": VOCABULARY, "model.lead": f'use "vocabulary.lead"\n\n{GOOD}'})
    ran = run("check", "vocabulary.lead", "model.lead")
    assert (ran.code, ran.out) == (0, "no problems in 2 files\n")


def test_what_only_a_comment_names_is_checked_all_the_same(run, here: Path) -> None:
    write(here, **{"a.lead": f'# use "b.lead"\n{GOOD}', "b.lead": "when nonsense add\n"})
    ran = run("check", "a.lead", "b.lead")
    assert ran.code == 1
    assert "b.lead:1:" in ran.out


def test_files_in_a_circle_are_checked_once(run, here: Path) -> None:
    write(here, **{"a.lead": f'use "b.lead"\n{GOOD}', "b.lead": 'use "a.lead"\n'})
    ran = run("check", "a.lead", "b.lead")
    assert ran.code == 1
    assert ran.out.count("LW210") == 1


def test_one_problem_of_two_models_is_reported_once(run, here: Path) -> None:
    write(
        here,
        **{
            "vocabulary.lead": "event e\n  x numbr\n",
            "a.lead": 'use "vocabulary.lead"\nwhen e add 1\n',
            "b.lead": 'use "vocabulary.lead"\nwhen e add 2\n',
        },
    )
    ran = run("check", ".", "--format", "concise")
    assert ran.out.count("vocabulary.lead:2") == 1


def test_warnings_alone_are_fine_unless_they_are_errors(run, here: Path) -> None:
    write(here, **{"model.lead": "when a and b or c add 1\n"})
    ran = run("check", "model.lead")
    assert ran.code == 0
    assert ran.out.endswith("1 warning in 1 file\n")
    assert run("check", "model.lead", "--warnings-as-errors").code == 1


def test_without_a_project_the_rules_files_of_the_folder(run, here: Path) -> None:
    ran = run("check")
    assert ran.code == 2
    assert ran.err == (
        "error: there is no leadwright.toml in this folder or above, and no rules file in it\n"
        "  = help: name the files, or a folder\n"
    )
    write(here, **{"model.lead": GOOD})
    assert run("check").out == "no problems in 1 file\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("modle.lead",), "error: there is no file modle.lead\n  = help: did you mean model.lead?\n"),
        (("nowhere/x.lead",), "error: there is no folder nowhere\n"),
        (("empty",), "error: there is no rules file in empty\n  = help: rules files end in .lead\n"),
    ],
)
def test_what_is_not_there(run, here: Path, arguments: tuple[str, ...], said: str) -> None:
    write(here, **{"model.lead": GOOD})
    (here / "empty").mkdir()
    ran = run("check", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_a_file_that_is_no_text(run, here: Path) -> None:
    (here / "model.lead").write_bytes(b"when x add 1\n\xff\xfe")
    ran = run("check", "model.lead")
    assert ran.code == 1
    assert "error[LW109]" in ran.out
    assert ran.out.count("LW109") == 1


def test_mistakes_in_the_project_file(run, here: Path) -> None:
    write(here, **{"leadwright.toml": "[project]\nrulse = 1\n"})
    ran = run("check")
    assert ran.code == 2
    assert ran.err.startswith("error: leadwright.toml:2: ")


def test_explain_a_code(run) -> None:
    for wanted in ("LW201", "lw201", "unknown-event"):
        ran = run("check", "--explain", wanted)
        assert ran.code == 0
        assert ran.out.startswith("error[LW201] unknown-event\nAn event or signal that is not declared.\n")
    ran = run("check", "--explain", "LW9999")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: there is no code `LW9999`\n")
    assert "did you mean `unknown-event`?" in run("check", "--explain", "unknwon-event").err


def test_the_new_project_has_no_problems(run, project: Path) -> None:
    assert run("check").out == "no problems in 3 files\n"
    assert run("check", ".").out == "no problems in 3 files\n"


def test_the_plan_tells_what_rules_share(run, here: Path) -> None:
    write(here, **{"model.lead": """
        event page_view path text
        signal prices = page_view[path starts with "/pricing"]
        when prices visits >= 2 within 7d add 25 as eager
        when prices visits >= 5 within 7d add 10 as very_eager
        each prices within 7d add 1 once per day up to 3 as steady
    """})  # fmt: skip
    ran = run("check", "--plan", "model.lead")
    assert ran.code == 0
    assert ran.out.startswith("3 rules: 1 signal, 2 metrics, of 3 that the rules ask for\n")
    assert 's1  prices  page_view[path starts with "/pricing"]' in ran.out
    assert "for eager, very_eager" in ran.out
    assert "m2  points of each prices within 7d: +1 once per day, up to 3  for steady" in ran.out
    write(here, **{"model.lead": "when prices visits >= add 25"})
    ran = run("check", "--plan", "model.lead")
    assert ran.code == 1 and "error[LW" in ran.out
