"""Files that differ from a commit, and commits of some of them, in real repositories."""

import os
import subprocess
from pathlib import Path

import pytest
from leadwright.dsl.errors import SourceError
from leadwright.engine.changes.committing import commit, proposed
from leadwright.engine.changes.revisions import Repository
from leadwright.engine.changes.text_lines import differing_part, hunks
from leadwright.engine.changes.work_tree import files_changed


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "t",
        "GIT_AUTHOR_EMAIL": "t@example.com", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.com",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    found = tmp_path / "crm"
    found.mkdir()
    git(found, "init", "-q", "-b", "main")
    (found / "a.lead").write_text("one\ntwo\nthree\n")
    (found / "b.lead").write_text("".join(f"line {n}\n" for n in range(9)))
    return found


def begun(folder: Path) -> tuple[Repository, str]:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    repository = Repository.around(folder)
    return repository, repository.commit("HEAD")


def seen(repository: Repository, head: str | None, texts: dict[Path, str] | None = None) -> list[str]:
    return [f"{c.letter} {c.shown} +{c.counts[0]} -{c.counts[1]}" for c in files_changed(repository, head, texts)]


def test_changed_new_deleted_renamed_and_unsaved(folder: Path) -> None:
    repository, head = begun(folder)
    assert seen(repository, head) == []
    (folder / "a.lead").write_text("one\n2\nthree\n")
    (folder / "ünder score.md").write_text("new\n")
    (folder / "b.lead").rename(folder / "c.lead")
    with (folder / "c.lead").open("a") as file:
        file.write("more\n")
    assert seen(repository, head) == ["M a.lead +1 -1", "R b.lead → c.lead +1 -0", "A ünder score.md +1 -0"]
    (folder / "c.lead").unlink()
    changes = files_changed(repository, head, {folder / "a.lead": "one\n2\n"})
    assert [(c.path, c.how, c.is_unsaved) for c in changes] == [
        ("a.lead", "changed", True), ("b.lead", "deleted", False), ("ünder score.md", "new", False)
    ]  # fmt: skip
    assert changes[0].counts == (1, 2)


def test_a_text_that_is_that_of_the_commit_again_does_not_differ(folder: Path) -> None:
    repository, head = begun(folder)
    (folder / "a.lead").write_text("another\n")
    assert seen(repository, head, {folder / "a.lead": "one\ntwo\nthree\n"}) == []


def test_what_is_no_text_says_so(folder: Path) -> None:
    repository, head = begun(folder)
    (folder / "a.lead").write_bytes(b"one\r\ntwo\r\nthree\r\n")
    (folder / "p.parquet").write_bytes(b"\x00\xff")
    (folder / "large.csv").write_text("x" * 1_500_000)
    said = {c.path: c.no_text for c in files_changed(repository, head)}
    assert said["a.lead"] == "only the ends of lines differ"
    assert said["p.parquet"] == "no text"
    assert said["large.csv"].startswith("too large to show")


def test_a_commit_is_of_the_chosen_files_alone(folder: Path) -> None:
    repository, head = begun(folder)
    (folder / "a.lead").write_text("one\n")
    (folder / "b.lead").write_text("staged, and not chosen\n")
    git(folder, "add", "b.lead")
    (folder / "new.lead").write_text("new\n")
    (folder / "other.lead").write_text("other\n")
    chosen = [c for c in files_changed(repository, head) if c.path in ("a.lead", "new.lead")]
    name = commit(repository, chosen, "what I did\n\n# not a comment")
    assert name == git(folder, "rev-parse", "--short", "HEAD").strip()
    assert git(folder, "show", "--name-only", "--format=%B").split("\n")[:3] == ["what I did", "", "# not a comment"]
    assert set(git(folder, "show", "--name-only", "--format=").split()) == {"a.lead", "new.lead"}
    assert git(folder, "status", "--porcelain").splitlines() == ["M  b.lead", "?? other.lead"]


def test_a_rename_that_git_was_not_told_of_is_committed_whole(folder: Path) -> None:
    repository, head = begun(folder)
    (folder / "b.lead").rename(folder / "c.lead")
    commit(repository, files_changed(repository, head), "renamed")
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "ls-files").split() == ["a.lead", "c.lead"]


def test_the_first_commit(folder: Path) -> None:
    repository = Repository.around(folder)
    assert not repository.has_commits
    changes = files_changed(repository, None)
    assert [c.letter for c in changes] == ["A", "A"]
    commit(repository, changes[:1], "first")
    assert git(folder, "ls-files").split() == ["a.lead"]


def test_a_hook_that_says_no_is_heard_and_leaves_new_files_unknown(folder: Path) -> None:
    repository, head = begun(folder)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho the rules are not laid out\nexit 1\n")
    hook.chmod(0o755)
    (folder / "new.lead").write_text("new\n")
    with pytest.raises(SourceError, match="nothing was committed") as caught:
        commit(repository, files_changed(repository, head), "new")
    assert caught.value.help == "the rules are not laid out"
    assert git(folder, "status", "--porcelain") == "?? new.lead\n"


def test_a_hook_that_takes_too_long_is_stopped(folder: Path) -> None:
    repository, head = begun(folder)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch started\nsleep 600\n")
    hook.chmod(0o755)
    (folder / "a.lead").write_text("one\n")
    chosen = files_changed(repository, head)
    with pytest.raises(SourceError, match="stopped"):
        commit(repository, chosen, "a", lambda: not (folder / "started").exists())
    assert repository.commit("HEAD") == head


def test_nobody_is_known_to_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository, head = begun(folder)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    git(folder, "config", "user.useConfigOnly", "true")
    (folder / "a.lead").write_text("one\n")
    with pytest.raises(SourceError, match="does not know who you are") as caught:
        commit(repository, files_changed(repository, head), "a")
    assert "user.email" in str(caught.value.help)


def test_a_message_without_changes_of_the_rules_names_the_files(folder: Path) -> None:
    repository, head = begun(folder)
    (folder / "a.lead").write_text("one\n")
    (folder / "b.lead").unlink()
    assert proposed(None, "", files_changed(repository, head)) == "Change a.lead, b.lead\n"
    for n in range(40):
        (folder / f"file number {n}.md").write_text("x\n")
    first = proposed(None, "", files_changed(repository, head)).splitlines()[0]
    assert len(first) <= 72 and first.endswith("more")


def test_hunks_number_their_lines() -> None:
    old = "".join(f"{n}\n" for n in range(1, 21))
    new = old.replace("10\n", "ten\n").replace("20\n", "20\n21\n")
    first, second = hunks(old, new)
    assert (first.said, second.said) == ("@@ -7,7 +7,7 @@", "@@ -18,3 +18,4 @@")
    assert [b.before for b in first.blocks if not b.is_same] == [("10",)]
    assert next(hunks("", "a\n")).said == "@@ -0,0 +1 @@"


def test_the_part_of_a_line_that_differs() -> None:
    assert differing_part("add 5 as x", "add 12 as x") == ((4, 5), (4, 6))
    assert differing_part("aa", "aaa") == ((2, 2), (2, 3))
