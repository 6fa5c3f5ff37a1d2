"""``leadwright fmt``: what is changed, what is only shown, and what is left alone."""

import io
import stat
import sys
from pathlib import Path

import pytest
from writing import write

MESSY = "when   pricing_page visits>=2 within 7d\nadd 25  # hot\n"
NEAT = "when pricing_page visits >= 2 within 7d add 25  # hot\n"
BROKEN = "when pricing_page add\n"


def test_files_are_laid_out(run, here: Path) -> None:
    write(here, **{"a.lead": MESSY, "b.lead": NEAT})
    (here / "a.lead").chmod(0o640)
    ran = run("fmt", "a.lead", "b.lead")
    assert (ran.code, ran.out, ran.err) == (0, "changed a.lead\n", "1 file changed, 1 file unchanged\n")
    assert (here / "a.lead").read_text("utf-8") == NEAT
    assert stat.S_IMODE((here / "a.lead").stat().st_mode) == 0o640
    assert sorted(p.name for p in here.iterdir()) == ["a.lead", "b.lead"]
    again = run("fmt", "a.lead", "b.lead")
    assert (again.code, again.out, again.err) == (0, "", "2 files unchanged\n")


def test_a_link_stays_a_link(run, here: Path) -> None:
    write(here, **{"a.lead": MESSY})
    (here / "link.lead").symlink_to("a.lead")
    assert run("fmt", "link.lead").code == 0
    assert (here / "link.lead").is_symlink()
    assert (here / "a.lead").read_text("utf-8") == NEAT


def test_check_only_looks(run, here: Path) -> None:
    write(here, **{"a.lead": MESSY, "b.lead": NEAT})
    ran = run("fmt", "--check", ".")
    assert (ran.code, ran.out, ran.err) == (1, "would change a.lead\n", "1 file would change, 1 file unchanged\n")
    assert (here / "a.lead").read_text("utf-8") == MESSY
    assert run("fmt", "--check", "b.lead").code == 0


def test_diff_shows_what_would_change(run, here: Path) -> None:
    write(here, **{"a.lead": MESSY})
    ran = run("fmt", "--diff", "a.lead")
    assert ran.code == 1
    assert ran.out == (
        "--- a.lead\n"
        "+++ a.lead (formatted)\n"
        "@@ -1,2 +1 @@\n"
        "-when   pricing_page visits>=2 within 7d\n"
        "-add 25  # hot\n"
        "+when pricing_page visits >= 2 within 7d add 25  # hot\n"
    )
    assert (here / "a.lead").read_text("utf-8") == MESSY
    assert "\x1b[32m+when" in run("fmt", "--diff", "a.lead", "--color", "always").out


def test_what_cannot_be_read_is_left_alone_and_the_rest_is_not(run, here: Path) -> None:
    write(here, **{"a.lead": BROKEN, "b.lead": MESSY})
    (here / "c.lead").write_bytes(b"\xff")
    ran = run("fmt", "a.lead", "b.lead", "c.lead")
    assert ran.code == 1
    assert ran.out == "changed b.lead\n"
    assert " --> a.lead:" in ran.err
    assert "error[LW109]" in ran.err
    assert ran.err.endswith("1 file changed, 2 files left alone: cannot be read\n")
    assert (here / "a.lead").read_text("utf-8") == BROKEN
    assert (here / "b.lead").read_text("utf-8") == NEAT


def test_a_write_that_fails_leaves_the_file_as_it_was(run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, **{"a.lead": MESSY})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    ran = run("fmt", "a.lead")
    assert (ran.code, ran.err) == (2, "error: no space left on device\n")
    assert [p.name for p in here.iterdir()] == ["a.lead"]
    assert (here / "a.lead").read_text("utf-8") == MESSY


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_standard_input_goes_to_standard_output(run, monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, MESSY.encode())
    ran = run("fmt", "-")
    assert (ran.code, ran.out, ran.err) == (0, NEAT, "")
    standard_input(monkeypatch, MESSY.encode())
    assert run("fmt", "-", "--check").code == 1
    standard_input(monkeypatch, BROKEN.encode())
    ran = run("fmt", "-")
    assert (ran.code, ran.out) == (1, "")
    assert " --> <stdin>:" in ran.err
    standard_input(monkeypatch, b"\xff")
    ran = run("fmt", "-")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: standard input is not UTF-8 text\n"
    assert run("fmt", "-", "a.lead").code == 2


def test_the_whole_project(run, project: Path) -> None:
    ran = run("fmt", "--check")
    assert (ran.code, ran.out, ran.err) == (0, "", "3 files unchanged\n")
    write(project, **{"tests__extra.lead": MESSY})
    assert run("fmt").out == "changed tests/extra.lead\n"
