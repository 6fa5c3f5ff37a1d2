"""What is open: the project, its files, and texts that are not saved yet. No Textual in it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ..dsl.errors import SourceError
from ..engine.project import Project
from ..engine.whole_files import write_whole

EDITABLE = frozenset({".lead", ".toml", ".txt", ".md", ".sql", ".yaml", ".yml", ""})
MOST_BYTES = 4_000_000
"""Larger files are not for an editor."""
MOST_FILES = 1_000
_HIDDEN = frozenset({"__pycache__", "node_modules", "target"})


@dataclass(slots=True)
class Document:
    """A file and its text as it is edited: line ends are LF here, those of the file come back when it is saved."""

    path: Path
    text: str
    saved: str
    newline: str = "\n"
    mark: str = ""
    stamp: tuple[int, int] | None = None
    """Time and size of the file when it was read or written; None for a file that is not there."""

    @property
    def is_changed(self) -> bool:
        return self.text != self.saved

    @property
    def is_rules(self) -> bool:
        return self.path.suffix == ".lead"

    @property
    def is_writable(self) -> bool:
        there = self.path.exists()
        return os.access(self.path if there else self.path.parent, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def was_changed_outside(self) -> bool:
        """Whether the file is another one than was read. It is told by its text where time or size differ."""
        now = stamp_of(self.path)
        if now == self.stamp:
            return False
        text = _read(self.path) if now is not None else None
        if text is not None and _plain(text) == self.saved:
            self.stamp = now
            return False
        return True

    def save(self) -> None:
        """Write the text, whole or not at all. Raises OSError."""
        write_whole(self.path, self.mark + self.text.replace("\n", self.newline))
        self.saved = self.text
        self.stamp = stamp_of(self.path)

    def reload(self) -> str:
        """The text of the file now, taken as what is saved. Raises SourceError."""
        fresh = read_document(self.path)
        self.saved, self.newline, self.mark, self.stamp = fresh.saved, fresh.newline, fresh.mark, fresh.stamp
        return fresh.saved


def stamp_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def read_document(path: Path) -> Document:
    """Raises SourceError, in words, for what cannot be edited."""
    if path.suffix not in EDITABLE:
        raise SourceError(f"{path.name} is data, not text to edit", "the leads it holds are in the table of leads")
    stamp = stamp_of(path)
    if stamp is not None and stamp[1] > MOST_BYTES:
        raise SourceError(f"{path.name} is too large to edit here: {stamp[1] / 1e6:.0f} MB", None)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name} is not UTF-8 text (byte {error.start})", "save it as UTF-8") from None
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}", None) from None
    plain = _plain(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Document(path, plain, plain, newline, "\ufeff" if text.startswith("\ufeff") else "", stamp)


@dataclass(slots=True)
class Workspace:
    """``problem``: why there is no project though there is a leadwright.toml."""

    root: Path
    project: Project | None = None
    problem: str = ""
    documents: dict[Path, Document] = field(default_factory=dict[Path, Document])
    _found: list[Path] | None = None

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """The project of a folder, or of a file in it; its mistakes become ``problem``."""
        folder = folder.resolve()
        start = folder.parent if folder.is_file() else folder
        try:
            project = Project.find(start)
        except SourceError as error:
            root = next((f for f in (start, *start.parents) if (f / "leadwright.toml").is_file()), start)
            return cls(root, None, error.message)
        return cls(project.root.resolve() if project else start, project)

    @property
    def is_nothing(self) -> bool:
        """Whether there is neither a project nor rules."""
        return self.project is None and not self.problem and not self.rules_files()

    def read_project_again(self) -> None:
        fresh = Workspace.open(self.root)
        self.project, self.problem = fresh.project, fresh.problem

    def document(self, path: Path) -> Document:
        """A document, read when it is asked for first. Raises SourceError."""
        path = path.resolve()
        if path not in self.documents:
            self.documents[path] = read_document(path)
        return self.documents[path]

    def texts(self) -> dict[Path, str]:
        """The unsaved texts of rules."""
        return {path: d.text for path, d in self.documents.items() if d.is_rules and d.is_changed}

    def text_of(self, path: Path) -> str:
        """The text of a rules file as it is edited; empty if it cannot be read."""
        held = self.documents.get(path)
        return held.text if held is not None else _plain(_read(path) or "")

    def changed(self) -> list[Document]:
        return [d for d in self.documents.values() if d.is_changed]

    def shown(self, path: Path) -> str:
        """A path as it is told: from the project's folder on."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.name

    def files(self) -> list[Path]:
        """The files of the project's folder, folders first to last by name; nothing hidden, nothing of other tools.
        Not more than can be looked through: the folder may be anything."""
        self._found = list(islice(_below(self.root, 0), MOST_FILES))
        return self._found

    def rules_files(self) -> list[Path]:
        """Those of them that were there when they were looked for last."""
        found = self.files() if self._found is None else self._found
        return [path for path in found if path.suffix == ".lead"]


def _below(folder: Path, depth: int) -> Iterator[Path]:
    try:
        items = sorted(folder.iterdir(), key=lambda p: (p.is_dir(), p.name.lower()))
    except OSError:
        return
    for item in items:
        if item.name.startswith(".") or item.name in _HIDDEN:
            continue
        if item.is_dir():
            if depth < 6:
                yield from _below(item, depth + 1)
        else:
            yield item
