"""``leadwright plan`` as it is typed: on folders and real git repositories, as text, Markdown and JSON."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from writing import write

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

RULES = """\
use "names.lead"

group fit
  when employees > 50 add 10 as company_size
  when email domain in rivals subtract 5

group engagement
  each visit within 7d add 5 as visits

stage MQL
  when score >= 20
"""
NAMES = 'lead\n  employees number\n  email text\nevent visit\nlist rivals from "rivals.txt"\n'
SETTINGS = """\
[project]
rules = ["model.lead"]
as_of = "2026-03-01"

[leads]
source = "leads.csv"

[events]
source = "events.csv"
"""
LEADS = "lead_id,employees,email\nA,100,a@x.com\nB,10,b@y.com\nC,100,c@rival.com\n"
EVENTS = "lead_id,ts,type\nA,2026-02-27,visit\nA,2026-02-28,visit\nC,2026-02-20,visit\nB,2026-02-20,visit\n"
OUTCOMES = "lead_id,outcome\nA,won\nB,lost\n"


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


def project_in(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    write(folder, **{"model.lead": RULES, "names.lead": NAMES, "rivals.txt": "rival.com\n", "leadwright.toml": SETTINGS,
                     "leads.csv": LEADS, "events.csv": EVENTS, "outcomes.csv": OUTCOMES})  # fmt: skip


@pytest.fixture
def repository(here: Path) -> Path:
    """A repository with a project at its top, committed, but for its data."""
    project_in(here)
    write(here, **{".gitignore": "*.csv\n"})
    git(here, "init", "-q")
    git(here, "add", ".")
    git(here, "commit", "-qm", "first")
    return here


def edit(folder: Path, old: str, new: str, name: str = "model.lead") -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def first_line(ran: Any) -> str:
    assert ran.code == 0, ran.err
    return ran.out.splitlines()[0]


def test_the_working_tree_against_the_last_commit(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "within 7d add 5", "within 14d add 10")
    ran = run("plan")
    assert first_line(ran) == "No lead changes stage; 3 of 3 scores go up."
    assert "HEAD → the working tree, on 3 leads as of 2026-03-01T00:00:00Z" in ran.out
    assert "changed rule `visits` in `engagement`: window 7d → 14d; points 5 → 10 (3 leads, +30 in all)" in ran.out
    assert "− each visit within 7d add 5 as visits" in ran.out
    assert "+ each visit within 14d add 10 as visits" in ran.out
    assert run("plan", "HEAD").out == ran.out
    assert git(repository, "status", "--porcelain") == " M model.lead\n"


def test_nothing_changed(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "group fit", "# who they are\ngroup   fit")
    edit(repository, "rivals", "competitors", "names.lead")
    edit(repository, "rivals", "competitors")
    (repository / "rivals.txt").rename(repository / "competitors.txt")
    ran = run("plan", "--exit-code")
    assert first_line(ran) == "Nothing changes: the rules mean the same."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("score >= 20", "score >= 5", "1 of 3 leads changes stage: 1 becomes MQL; no score changes."),
        ("score >= 20", "score >= 21", "1 of 3 leads changes stage: 1 falls back; no score changes."),
        ("subtract 5", "subtract 4", "No lead changes stage; 1 of 3 scores goes up."),
        ("subtract 5", "subtract 6", "No lead changes stage; 1 of 3 scores goes down."),
        ("> 50", "> 60", "No lead changes: all 3 come out as before, though 1 rule changed."),
        ("stage MQL", "disqualify when employees is 100\nstage MQL",
         "2 of 3 leads change stage: 2 are disqualified; no score changes."),
        ("> 50 add 10", "< 50 add 20",
         "2 of 3 leads change stage: 1 becomes MQL, 1 falls back; 1 score goes up, 2 down."),
        ("stage MQL", "stage Warm\n  when score > 0\nstage MQL",
         "1 of 3 leads changes stage: 1 becomes Warm; no score changes."),
        ("stage MQL", "stage Hot", "No lead changes: all 3 come out as before, though 1 stage changed."),
        ("stage MQL", 'segment "big" when employees > 50\nstage MQL',
         "No lead changes stage; no score changes; 2 of 3 leads are in other segments."),
        ("  when score >= 20", '  when score >= 20\n  route to "x"',
         "No lead changes stage; no score changes; 1 of 3 leads goes to another queue."),
        ("stage MQL", "grade\n  score A from 10, B\nstage MQL",
         "No lead changes stage; no score changes; 3 of 3 grades change."),
    ],
)  # fmt: skip
def test_the_sentence(repository: Path, run: Callable[..., Any], old: str, new: str, said: str) -> None:
    edit(repository, old, new)
    assert first_line(run("plan")) == said


def test_a_project_in_a_folder_of_the_repository(here: Path, run: Callable[..., Any], monkeypatch: Any) -> None:
    shared = here / "shared"
    shared.mkdir()
    project_in(here / "scoring")
    (here / "scoring" / "rivals.txt").unlink()
    (shared / "real.txt").write_text("rival.com\n", "utf-8")
    (here / "scoring" / "rivals.txt").symlink_to(Path("..") / "shared" / "real.txt")
    git(here, "init", "-q")
    git(here, "add", ".")
    git(here, "commit", "-qm", "first")
    (here / "scoring" / "rivals.txt").unlink()
    write(here / "scoring", **{"rivals.txt": "rival.com\nx.com\n"})
    monkeypatch.chdir(here / "scoring")
    ran = run("plan")
    assert first_line(ran) == "1 of 3 leads changes stage: 1 falls back; 1 score goes down."
    assert 'the list `rivals` has 1 more: "x.com"' in ran.out
    monkeypatch.chdir(here)
    ran = run("plan", "scoring", "./scoring")
    assert first_line(ran) == "Nothing changes: the rules mean the same."


def test_in_a_hook_of_git(repository: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "nothing")
    assert first_line(run("plan")) == "Nothing changes: the rules mean the same."


def test_two_revisions(repository: Path, run: Callable[..., Any]) -> None:
    git(repository, "tag", "v1")
    git(repository, "checkout", "-qb", "other")
    edit(repository, "add 10", "add 20")
    git(repository, "commit", "-qam", "second")
    git(repository, "checkout", "-q", "main" if "main" in git(repository, "branch") else "master")
    edit(repository, "subtract 5", "subtract 1")
    git(repository, "commit", "-qam", "third")
    (repository / "model.lead").write_text("not rules at all", "utf-8")  # no side
    ran = run("plan", "v1", "other")
    assert "v1 → other" in ran.out
    assert "company_size" in ran.out
    assert run("plan", "v1..other").out == ran.out
    (change,) = json.loads(run("plan", "v1", "other", "--format", "json").out)["changes"]
    assert change["place"] == "other:model.lead:4:3"
    assert "subtract" in run("plan", "HEAD..other", "--no-data").out
    parted = run("plan", "HEAD...other", "--no-data").out
    assert "subtract" not in parted
    assert re.search(r"^HEAD \([0-9a-f]{10}\) → other$", parted, re.M)
    assert parted.splitlines()[0] == "1 rule changed; there are no leads to try it on."
    assert "there is no such folder" not in run("plan", "HEAD~1", "HEAD").err


def test_two_folders(here: Path, run: Callable[..., Any]) -> None:
    """No git needed, and no leadwright.toml of the current folder."""
    for name in ("old", "new"):
        project_in(here / name)
    edit(here / "new", "score >= 20", "score >= 5")
    ran = run("plan", "old", "new")
    assert first_line(ran) == "1 of 3 leads changes stage: 1 becomes MQL; no score changes."
    assert re.search(r"none → MQL +1 +C$", ran.out, re.M)
    files = run("plan", "old/model.lead", "new/model.lead")
    assert first_line(files) == first_line(ran)


def test_data_that_is_named_here(here: Path, run: Callable[..., Any]) -> None:
    for name in ("old", "new"):
        project_in(here / name)
        (here / name / "leads.csv").unlink()
    edit(here / "new", "add 10", "add 20")
    ran = run("plan", "old", "new")
    assert first_line(ran) == "1 rule changed; there are no leads to try it on."
    assert "there is no file leads.csv" in ran.out
    write(here, **{"l.csv": LEADS, "e.csv": EVENTS})
    ran = run("plan", "old", "new", "--leads", "l.csv", "--events", "e.csv", "--as-of", "2026-02-21")
    assert first_line(ran).startswith("2 of 3 leads change stage: 2 become MQL; 2 scores go up.")
    assert "as of 2026-02-21" in ran.out
    ran = run("plan", "old", "new", "--leads", "nowhere.csv")
    assert ran.code == 2
    assert "nowhere.csv" in ran.err


def test_outcomes(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "> 50 add 10", "< 50 add 20")
    ran = run("plan", "--outcomes", "outcomes.csv")
    assert re.search(r"won +1 +0 +1 +1$", ran.out, re.M)
    assert re.search(r"lost +1 +1 +0 +1$", ran.out, re.M)
    assert re.search(r"open +1 +0 +1 +0$", ran.out, re.M)
    assert re.search(r"MQL +1 +100.0 % +1 +0.0 %$", ran.out, re.M)


def test_weeks(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "score >= 20", "score >= 15")
    found = json.loads(run("plan", "--format", "json").out)["effects"]["weeks"]
    assert found["from"][-1] == "2026-02-22T00:00:00Z"
    assert found["first_reached_before"] == {"MQL": [0] * 11 + [1]}
    assert len(found["first_reached_after"]["MQL"]) == 12


def test_as_json(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "> 50 add 10", "< 50 add 20.5")
    ran = run("plan", "--format", "json", "--outcomes", "outcomes.csv")
    found = json.loads(ran.out)
    assert found["sentence"].startswith("2 of 3 leads change stage")
    assert (found["before"], found["after"], found["changed"]) == ("HEAD", "the working tree", True)
    (change,) = found["changes"]
    assert change["place"] == "model.lead:4:3"
    assert change["differences"] == ["`employees > 50` → `employees < 50`", "points 10 → 20.5"]
    effects = found["effects"]
    assert effects["all"]["up"] == {"leads": 1, "median": 20.5, "largest": 20.5, "total": 20.5}
    (fallen,) = (found for found in effects["stages"] if (found["before"], found["after"]) == ("MQL", "none"))
    assert fallen["leads"] == 1
    assert fallen["examples"][0]["lead_id"] == "A"
    assert fallen["examples"][0]["moved_by"] == [{"what": "company_size", "points": -10}]
    assert effects["movers"][0]["moved_by"] == [{"what": "company_size", "points": 20.5}]
    assert effects["outcomes"]["won"]["stages_before"] == {"MQL": 1}


def test_as_markdown(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "score >= 20", 'score >= 5 because "a | b"')
    ran = run("plan", "--format", "markdown", "--out", "comment.md")
    assert (ran.code, ran.out) == (0, "")
    assert "wrote comment.md" in ran.err
    text = (repository / "comment.md").read_text("utf-8")
    assert text.startswith("**1 of 3 leads changes stage: 1 becomes MQL; no score changes.**\n")
    assert "- **changed** stage `MQL`: `score >= 20` → `score >= 5`" in text
    assert "| `none` → `MQL` | 1 | `C` |" in text
    assert text.count("<details>") == text.count("</details>") > 0
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_markdown_of_a_great_change_fits_into_a_comment(here: Path, run: Callable[..., Any]) -> None:
    for name in ("old", "new"):
        project_in(here / name)
    rules = "".join(f'  when email contains "{"x" * 300}{n}" add {n}\n' for n in range(600))
    (here / "new" / "model.lead").write_text(RULES.replace("group engagement", f"{rules}group engagement"), "utf-8")
    ran = run("plan", "old", "new", "--format", "markdown", "--no-data")
    assert ran.code == 0
    assert 1_000 < len(ran.out) < 65_000
    assert "more changes" in ran.out


def test_exit_code(repository: Path, run: Callable[..., Any]) -> None:
    assert run("plan", "--exit-code").code == 0
    edit(repository, "> 50", "> 60")
    assert run("plan").code == 0
    assert run("plan", "--exit-code").code == 1
    assert run("plan", "--exit-code", "--no-data").code == 1


def test_settings_that_differ(repository: Path, run: Callable[..., Any]) -> None:
    edit(repository, "> 50", "> 5")
    edit(repository, 'source = "leads.csv"', 'source = "leads.csv"\nmissing = ["10"]', "leadwright.toml")
    ran = run("plan")
    assert "The data settings of the two sides differ: both are scored with those of the working tree." in ran.out


def test_what_cannot_be_compared(
    repository: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(*arguments: str) -> str:
        ran = run("plan", *arguments)
        assert ran.code == 2
        assert "Traceback" not in ran.err
        assert "leadwright-" not in ran.err  # the name of a folder that nobody knows
        return ran.err

    assert "git knows no revision `nope` here" in fails("nope")
    assert "git knows no revision `--all` here" in fails("--", "--all")
    assert "git knows no revision `nope`" in fails("HEAD...nope")
    (repository / "empty").mkdir()
    assert "there is no leadwright.toml and no rules file in empty" in fails("empty")
    (repository / "main").mkdir()
    git(repository, "branch", "-f", "main") if "* main" not in git(repository, "branch") else None
    assert "`main` is a folder here, and a revision of git" in fails("main")

    edit(repository, "add 10", "add ten")
    said = fails()
    assert "of the working tree: nothing was compared" in said
    assert "model.lead:4" in said
    git(repository, "commit", "-qam", "broken")
    edit(repository, "add ten", "add 10")
    said = fails()
    assert "of HEAD: nothing was compared" in said
    assert "HEAD:model.lead:4" in said
    git(repository, "commit", "-qam", "whole again")
    git(repository, "mv", "leadwright.toml", "other.toml")
    git(repository, "commit", "-qm", "moved")
    git(repository, "mv", "other.toml", "leadwright.toml")
    assert "there is no leadwright.toml in `HEAD`" in fails()

    monkeypatch.setenv("PATH", os.devnull)
    assert "there is no `git` here" in fails()
    assert "--no-data leaves no use" in fails("--no-data", "--leads", "leads.csv")


def test_a_missing_file_of_a_revision_is_told_by_its_name(repository: Path, run: Callable[..., Any]) -> None:
    git(repository, "rm", "-q", "--cached", "rivals.txt")
    git(repository, "commit", "-qm", "without the list")
    ran = run("plan")
    assert ran.code == 2
    assert "`HEAD:rivals.txt` cannot be read" in ran.err
    git(repository, "rm", "-q", "--cached", "model.lead")
    git(repository, "commit", "-qm", "without the model")
    ran = run("plan")
    assert ran.code == 2
    assert "`rules` of HEAD:leadwright.toml: there is no file HEAD:model.lead" in ran.err


def test_outside_of_repositories(here: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    ran = run("plan")
    assert ran.code == 2
    assert "there is no leadwright.toml in this folder or above" in ran.err
    project_in(here)
    ran = run("plan")
    assert ran.code == 2
    assert "is not in a git repository" in ran.err
    git(here, "init", "-q")
    ran = run("plan")
    assert ran.code == 2
    assert "the repository has no commit yet" in ran.err
