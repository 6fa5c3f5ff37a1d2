"""``leadwright new``: a project that runs as it stands, written whole or not at all."""

import shutil
from pathlib import Path

import pytest
from leadwright.engine import new_project


def files_in(folder: Path) -> list[str]:
    return sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())


TEMPLATE = [
    "data/events.csv",
    "data/leads.csv",
    "leadwright.toml",
    "model.lead",
    "tests/model.lead",
    "vocabulary.lead",
]


def test_a_new_project(run, here: Path) -> None:
    ran = run("new", "crm")
    assert ran.code == 0
    assert files_in(here / "crm") == TEMPLATE
    assert [p.name for p in here.iterdir()] == ["crm"], "nothing is left beside it"
    assert ran.out.splitlines()[-5:] == [
        "Next:",
        "  cd crm",
        "  leadwright test           # do the rules do what their tests expect?",
        "  leadwright score          # score the leads",
        "  leadwright explain L-002  # see where one score comes from",
    ]


def test_folders_above_are_made(run, here: Path) -> None:
    assert run("new", "a/b/crm").code == 0
    assert files_in(here / "a/b/crm") == TEMPLATE


def test_the_current_folder_if_it_is_empty(run, here: Path) -> None:
    (here / ".git").mkdir()
    ran = run("new", ".")
    assert ran.code == 0
    assert "  cd " not in ran.out
    assert files_in(here) == TEMPLATE
    assert not list(here.glob(".leadwright*"))


@pytest.mark.parametrize("example", new_project.example_names())
def test_a_copy_of_an_example(run, here: Path, example: str) -> None:
    ran = run("new", "mine", "--example", example.replace("_", "-"))
    assert ran.code == 0
    original = Path(str(new_project.example_folder(example)))
    assert files_in(here / "mine") == [f for f in files_in(original) if "__pycache__" not in f]
    assert "  leadwright check  # are the rules sound?" in ran.out


def test_a_misspelt_example(run, here: Path) -> None:
    ran = run("new", "mine", "--example", "minimla")
    assert ran.code == 2
    assert ran.err.startswith("error: there is no example `minimla`\n  = help: did you mean `minimal`? there are `b2b")
    assert not list(here.iterdir())


def test_a_folder_that_is_not_empty_stays_as_it_is(run, here: Path) -> None:
    (here / "crm").mkdir()
    (here / "crm/notes.txt").write_text("mine")
    ran = run("new", "crm")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err == (
        "error: the folder crm is not empty (notes.txt)\n  = help: name a new folder; nothing was written\n"
    )
    assert files_in(here) == ["crm/notes.txt"]


def test_a_file_is_no_folder(run, here: Path) -> None:
    (here / "crm").write_text("mine")
    ran = run("new", "crm")
    assert ran.code == 2
    assert ran.err.startswith("error: crm is a file\n")


def test_a_project_is_written_whole_or_not_at_all(run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[object] = []

    def full(*arguments: object) -> None:
        copied.append(arguments)
        if len(copied) == 4:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    ran = run("new", "crm")
    assert ran.code == 2
    assert ran.err == "error: no space left on device\n"
    assert not list(here.iterdir())
