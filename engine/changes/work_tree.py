"""The files that differ from a commit: those of the working tree, with unsaved texts in place of files."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from .revisions import Entry, Repository
from .text_lines import Hunk, counts, hunks, lines_of

How = Literal["changed", "new", "deleted", "renamed"]
LETTERS: Mapping[How, str] = {"changed": "M", "new": "A", "deleted": "D", "renamed": "R"}
_MOST_BYTES = 1_000_000
_ALIKE = 0.6
_MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class FileChange:
    """``path``: from the top of the repository, `/` between its parts; ``was``: what it was called before, if it was
    renamed. ``no_text``: why there are no texts to compare. ``is_unsaved``: the text after is that of an editor.
    ``is_known``: git has the path in its index."""

    path: str
    how: How
    before: str = ""
    after: str = ""
    no_text: str = ""
    was: str | None = None
    is_unsaved: bool = False
    is_known: bool = True

    @property
    def letter(self) -> str:
        return LETTERS[self.how]

    @property
    def shown(self) -> str:
        return self.path if self.was is None else f"{self.was} → {self.path}"

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        return () if self.no_text else tuple(hunks(self.before, self.after))

    @property
    def counts(self) -> tuple[int, int]:
        """How many lines are new, and how many gone."""
        return (0, 0) if self.no_text else counts(self.before, self.after)


def files_changed(
    repository: Repository, commit: str | None, texts: Mapping[Path, str] | None = None
) -> tuple[FileChange, ...]:
    """The files of the repository's folder that differ from a commit, by path; without one all are new.

    ``texts``: what stands in for files, with LF at the ends of lines. To be called in a worker.
    """
    top = repository.top
    unsaved = {_inside(path, top): text for path, text in (texts or {}).items() if _inside(path, top) is not None}
    known = repository.listed("ls-files", "--full-name", "-z", "--", ".")
    differing = set(repository.listed("ls-files", "--full-name", "--others", "--exclude-standard", "-z", "--", "."))
    entries: Mapping[str, Entry] = {}
    if commit is None:
        differing |= known
    else:
        entries = repository.files(commit)
        differing |= repository.listed(
            "-c", "diff.relative=false", "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
            "--ignore-submodules", commit, "--", "."
        )  # fmt: skip
    differing |= {path for path in unsaved if path is not None}
    before = _Before(repository, entries, differing)
    found = [
        change
        for path in sorted(differing)
        if (change := _change(path, top / path, before, unsaved.get(path), path in known)) is not None
    ]
    return tuple(sorted(_renamed(found), key=lambda change: change.path))


class _Before:
    """What files held in the commit."""

    def __init__(self, repository: Repository, entries: Mapping[str, Entry], paths: Iterable[str]) -> None:
        self.entries = {path: entries[path] for path in paths if path in entries}
        self.contents = repository.contents(entry.object for entry in self.entries.values()) if self.entries else {}

    def __contains__(self, path: str) -> bool:
        return path in self.entries

    def of(self, path: str) -> bytes:
        return self.contents[self.entries[path].object]


def _change(path: str, file: Path, before: _Before, unsaved: str | None, is_known: bool) -> FileChange | None:
    is_there = unsaved is not None or file.is_symlink() or file.is_file()
    was_there = path in before
    if not is_there and not was_there:
        return None
    how: How = "changed" if is_there and was_there else "new" if is_there else "deleted"
    change = FileChange(path, how, is_unsaved=unsaved is not None, is_known=is_known)
    try:
        if unsaved is None and is_there and not file.is_symlink() and file.stat().st_size > _MOST_BYTES:
            return replace(change, no_text=f"too large to show: {file.stat().st_size / 1e6:,.0f} MB")
        old = before.of(path) if was_there else b""
        new = b"" if unsaved is not None or not is_there else _bytes_of(file)
    except OSError as error:
        return replace(change, no_text=f"cannot be read: {error.strerror or error}")
    if was_there and is_there and unsaved is None and old == new:
        return replace(change, no_text="only its mode differs")
    if len(old) > _MOST_BYTES:
        return replace(change, no_text=f"too large to show: {len(old) / 1e6:,.0f} MB")
    was, now = _text(old), unsaved if unsaved is not None else _text(new)
    if was is None or now is None:
        return replace(change, no_text="no text")
    if unsaved is not None and was_there and was == now:
        return None
    if was_there and is_there and lines_of(was) == lines_of(now):
        return replace(change, no_text="only the ends of lines differ")
    return replace(change, before=was, after=now, no_text="" if was or now else "empty")


def _bytes_of(file: Path) -> bytes:
    return os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()


def _text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.removeprefix("\ufeff").replace("\r\n", "\n")


def _inside(path: Path, top: Path) -> str | None:
    try:
        return path.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        return None


def _renamed(found: list[FileChange]) -> list[FileChange]:
    """Files that are gone and new ones that hold much the same, as one."""
    gone = [change for change in found if change.how == "deleted" and change.before]
    new = [change for change in found if change.how == "new" and change.after]
    if not gone or not new or len(gone) * len(new) > _MOST_PAIRS:
        return found
    alike = sorted(
        ((_likeness(old.before, fresh.after), old, fresh) for old in gone for fresh in new), key=lambda each: -each[0]
    )
    taken: set[str] = set()
    pairs: list[FileChange] = []
    for likeness, old, fresh in alike:
        if likeness >= _ALIKE and not {old.path, fresh.path} & taken:
            taken |= {old.path, fresh.path}
            pairs.append(replace(fresh, how="renamed", before=old.before, was=old.path))
    return [change for change in found if change.path not in taken] + pairs


def _likeness(before: str, after: str) -> float:
    if before == after:
        return 1.0
    matcher = SequenceMatcher(None, lines_of(before), lines_of(after))
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
