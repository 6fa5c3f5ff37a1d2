"""``leadwright describe``: a model card that is in step with the rules, or says that it is not."""

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_card_of_a_project(run, project: Path) -> None:
    ran = run("describe")
    assert ran.code == 0
    assert ran.out.startswith("# My first model\n")
    for said in (
        "It is held between 0 and 100.",
        "**reads_prices**: adds 25 points if there were at least 2 `pricing_page` in the last 7 days.",
        "for each `content_download` in the last 90 days, counting one for each different `title`, at most 24 points",
        "for the latest `webinar` in the last 90 days, halving every 30 days",
        "**sales** within 1 business day, which the first `sales_touch` meets.",
        "The domain of `email` is in the list `competitors`. Because: competitor.",
        "- **Mid-market**: `employees` is between 20 and 500",
        "6 tests say what is expected of it",
    ):
        assert said in ran.out


def test_a_file_that_is_written_is_in_step_until_the_rules_change(run, project: Path) -> None:
    assert run("describe", "--out", "CARD.md").code == 0
    assert run("describe", "--check", "CARD.md").code == 0
    model = project / "model.lead"
    model.write_text(model.read_text().replace("add 25 as reads_prices", "add 30 as reads_prices"))
    ran = run("describe", "--check", "CARD.md")
    assert ran.code == 1
    assert "-- **reads_prices**: adds 25 points" in ran.out and "+- **reads_prices**: adds 30 points" in ran.out
    assert "is not in step with the rules" in ran.err


def test_a_new_layout_is_no_change(run, project: Path) -> None:
    run("describe", "--out", "CARD.md")
    model = project / "model.lead"
    model.write_text(model.read_text().replace("    below 20   add 0\n", "    below 20 add 0\n\n"))
    assert run("describe", "--check", "CARD.md").code == 0


def test_one_file(run, here: Path) -> None:
    (here / "one.lead").write_text("when visit visits >= 2 within 1d add 25\n")
    ran = run("describe", "one.lead")
    assert ran.code == 0 and "- Adds 25 points if there were at least 2 `visit` in the last day." in ran.out
    assert "1 rule adds to it or takes from it" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("describe",), "there is no leadwright.toml"),
        (("describe", "nowhere.lead"), "there is no file nowhere.lead"),
        (("describe", "bad.lead"), "nothing was run"),
        (("describe", "one.lead", "--check", "CARD.md"), "cannot read CARD.md"),
        (("describe", "one.lead", "--out", "nowhere/CARD.md"), "there is no folder nowhere"),
        (("describe", "one.lead", "--out", "a", "--check", "b"), "give one of them"),
    ],
)
def test_what_cannot_run(run, here: Path, arguments: tuple[str, ...], message: str) -> None:
    (here / "one.lead").write_text("when visit add 25\n")
    (here / "bad.lead").write_text("when visit add\n")
    ran = run(*arguments)
    assert ran.code == 2 and message in ran.err


@pytest.mark.parametrize("example", ["b2b_crm", "marketing_automation", "minimal", "tour"])
def test_every_example_has_a_card(run, here: Path, monkeypatch: pytest.MonkeyPatch, example: str) -> None:
    monkeypatch.chdir(EXAMPLES / example)
    ran = run("describe")
    assert ran.code == 0, ran.err
    assert "  " not in ran.out.replace("\n  ", "\n").replace("  - ", "- ").replace("|  |", "||")
    assert "None" not in ran.out and "Relation" not in ran.out
