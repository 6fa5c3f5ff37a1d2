"""The files that a draft goes into, as they are and as they would be; written all or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..dsl.check import check
from ..dsl.errors import SourceError
from ..dsl.words import written_text
from ..engine.model_files import check_all
from ..engine.project import shown_path
from ..engine.whole_files import write_whole
from .gate import Gate, on_disk

NEW_TESTS = "drafted.lead"
"""The name of a file of tests that is made for drafts."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One file: ``before`` is its text on disk, None if it is not there; ``after`` what is to stand in it."""

    path: Path
    before: str | None
    after: str

    @property
    def shown(self) -> str:
        return shown_path(self.path)


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written, so that it can be taken back."""

    edits: tuple[Edit, ...]


def edits_of(gate: Gate, rules: str, tests: str) -> tuple[Edit, ...]:
    """What a draft makes of the files: the rules in the gate's, its tests in a file of tests."""
    before = on_disk(gate.target)
    after = _ended_as(before, gate.place(rules).text)
    if not tests.strip():
        return (Edit(gate.target, before, after),)
    file, uses = tests_file(gate)
    if file == gate.target:
        return (Edit(file, before, _ended_as(before, with_tests(after, tests))),)
    there = gate.seen(file)
    start = there if there is not None else "".join(f"use {written_text(u)}\n" for u in uses)
    return Edit(gate.target, before, after), Edit(file, on_disk(file), _ended_as(there, with_tests(start, tests)))


def _ended_as(before: str | None, text: str) -> str:
    """A text with the line ends of the one before it."""
    plain = text.replace("\r\n", "\n")
    return plain.replace("\n", "\r\n") if before is not None and "\r\n" in before else plain


def tests_file(gate: Gate) -> tuple[Path, Sequence[str]]:
    """The file of tests that a draft's tests go to, and what a new one has to use.

    One of its own where the project's settings would find it, else the first file of tests, else the rules' own.
    """
    project = gate.project
    if project is None or not project.tests:
        return gate.target, ()
    for pattern in project.tests:
        own = (project.root / pattern).parent / NEW_TESTS
        if own.parent.is_dir() and own.match(Path(pattern).name) and "**" not in pattern:
            uses = [Path(_relative(file, own.parent)).as_posix() for file in gate.files]
            return own.resolve(), uses
    there = project.test_files()
    return (there[0].resolve() if there else gate.target), ()


def _relative(file: Path, folder: Path) -> str:
    from os.path import relpath

    return relpath(file, folder.resolve())


_NAME = re.compile(r'^test\s+"((?:[^"\n]|"")*)"', re.MULTILINE)


def with_tests(text: str, tests: str) -> str:
    """A text with tests behind it; a test whose name is there already gets a number."""
    known = set(_NAME.findall(text))

    def renamed(found: re.Match[str]) -> str:
        name, number = found[1], 1
        while name in known:
            number += 1
            name = f"{found[1]} ({number})"
        known.add(name)
        return f'test "{name}"'

    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{_NAME.sub(renamed, tests.strip())}\n"


def write(edits: Sequence[Edit], gate: Gate) -> Applied:
    """Write all files, or none of them. Raises SourceError if one has changed since, or if the rules would have
    errors; OSError if one cannot be written."""
    for edit in edits:
        if on_disk(edit.path) != edit.before:
            raise SourceError(f"{edit.shown} has changed since the draft was made", "say it again; nothing was written")
    refuse_errors(edits, gate)
    return Applied(_written(edits))


def take_back(applied: Applied) -> None:
    """Put the files back as they were. Raises SourceError if one has changed since: nothing is taken back then."""
    for edit in applied.edits:
        if on_disk(edit.path) != edit.after:
            raise SourceError(
                f"{edit.shown} has changed since: it is left as it is", "undo it in your editor, or in git"
            )
    for edit in applied.edits:
        _put(edit.path, edit.before)


def _written(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    done: list[Edit] = []
    try:
        for edit in edits:
            edit.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(edit.path, edit.after)
            done.append(edit)
    except OSError:
        for edit in done:
            _put(edit.path, edit.before)
        raise
    return tuple(done)


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, text)


def refuse_errors(edits: Sequence[Edit], gate: Gate) -> None:
    """Raises SourceError if the files would have errors, all of the project's tests among them."""
    texts = {**gate.texts, **{edit.path: edit.after for edit in edits}}
    checked = gate.checked_with(texts[gate.target])
    found = [d for d in checked.diagnostics if d.is_error]
    for edit in edits:
        if edit.path != gate.target:
            found += [d for d in check([edit.path], gate.root, texts).diagnostics if d.is_error]
    if gate.project is not None and gate.project.rules:
        found += [d for _, c in check_all((), gate.project, texts) for d in c.diagnostics if d.is_error]
    if found:
        raise SourceError(f"the rules would have errors: {found[0].place}: {found[0].message}", "nothing was written")
