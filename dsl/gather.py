"""The files of a model: reads the entry files and all that they `use`, in the order in which their statements stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import codes
from . import nodes as n
from .diagnostics import Diagnostic
from .parse import EVERYTHING, parse, read_source
from .pieces import ReadBefore
from .source import Place, SourceText


@dataclass(frozen=True, slots=True)
class Located:
    """A statement and its file."""

    statement: n.Statement
    source: SourceText


@dataclass(slots=True)
class Gathered:
    """All statements of a model. ``broken``: names that unreadable text or files may have declared; None stands
    for any name. ``uses`` maps each file to those that it uses."""

    statements: list[Located] = field(default_factory=list[Located])
    sources: list[SourceText] = field(default_factory=list[SourceText])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    broken: set[str | None] = field(default_factory=set["str | None"])
    uses: dict[Path, list[Path]] = field(default_factory=dict[Path, list[Path]])


Before = dict[Path, ReadBefore]
"""What was read of files the last time."""


def gather(
    entries: Sequence[Path], root: Path, texts: Mapping[Path, str] | None = None, before: Before | None = None
) -> Gathered:
    """Reads ``entries`` as one model. ``root``: nothing outside this folder may be used. ``texts`` stand in for
    files, by resolved path (an editor's unsaved ones). ``before``: what the same files were the last time, so that only
    what changed is read; it is brought up to date.

    Raises OSError if an entry cannot be read; what it uses gives diagnostics.
    """
    reader = _Reader(root.resolve(), {path.resolve(): text for path, text in (texts or {}).items()}, before)
    for entry in entries:
        reader.read(entry.resolve(), None)
    return reader.gathered


def list_entries(text: str) -> list[str]:
    """The entries of a list file: one a line, blanks around cut off, empty lines and `#` lines skipped."""
    entries = (line.strip() for line in text.splitlines())
    return [e for e in entries if e and not e.startswith("#")]


def shown_path(path: Path) -> str:
    """A path as people would type it: relative to where they are, if it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class _Reader:
    def __init__(self, root: Path, texts: Mapping[Path, str], before: Before | None) -> None:
        self.root = root
        self.before = before
        self.texts = texts
        self.gathered = Gathered()
        self.open: list[Path] = []
        self.done: set[Path] = set()

    def read(self, path: Path, use: Place | None) -> None:
        if path in self.done:
            return
        text = self._text(path, use)
        if text is None:
            return
        self.done.add(path)
        self.open.append(path)
        parsed = parse(text, None if self.before is None else self.before.setdefault(path, ReadBefore()))
        found = self.gathered
        found.sources.append(text)
        found.diagnostics.extend(parsed.diagnostics)
        found.broken |= {None} if EVERYTHING in parsed.broken else parsed.broken
        uses = found.uses.setdefault(path, [])
        for statement in parsed.file.statements:
            if isinstance(statement, n.Use):
                place = Place(text, statement.file.span)
                target = self._target(path, statement.file.value, place)
                if target is not None:
                    uses.append(target)
                    self.read(target, place)
            else:
                found.statements.append(Located(statement, text))
        self.open.pop()

    def _text(self, path: Path, use: Place | None) -> SourceText | None:
        name = shown_path(path)
        if path in self.texts:
            return SourceText(name, self.texts[path].removeprefix("\ufeff"), path)
        try:
            text = read_source(path, name)
        except OSError as e:
            if use is None:
                raise
            self._not_found(f"`{name}` cannot be read: {e.strerror or e}", use)
            return None
        if isinstance(text, Diagnostic):
            self.gathered.diagnostics.append(text)
            self.gathered.broken.add(None)
            return None
        return text

    def _not_found(self, message: str, place: Place) -> None:
        self.gathered.broken.add(None)
        self.gathered.diagnostics.append(
            Diagnostic(
                codes.FILE_NOT_FOUND,
                message,
                place,
                "not found",
                (f"the path is relative to the folder of `{place.source.name}`",),
            )
        )

    def _target(self, path: Path, written: str, place: Place) -> Path | None:
        target = (path.parent / written).resolve()
        if not target.is_relative_to(self.root):
            self.gathered.broken.add(None)
            self.gathered.diagnostics.append(
                Diagnostic(
                    codes.OUTSIDE_PROJECT,
                    f"`{written}` is outside the project",
                    place,
                    "outside",
                    ("files are used from inside the project's folder only; copy it there",),
                )
            )
            return None
        if target in self.open:
            circle = [*self.open[self.open.index(target) :], target]
            shown = " → ".join(f"`{shown_path(p)}`" for p in circle)
            self.gathered.diagnostics.append(
                Diagnostic(codes.USE_CIRCLE, f"files use each other in a circle: {shown}", place, "closes the circle",
                           ("move what both need into a file of its own",))
            )  # fmt: skip
            return None
        return target


def resolve_list_file(located: Located, file: n.Text, root: Path) -> tuple[list[str] | None, Diagnostic | None]:
    """The entries of a `list … from "FILE"`, or what is wrong with the file."""
    place = Place(located.source, file.span)
    base = located.source.path.parent if located.source.path else root
    target = (base / file.value).resolve()
    if not target.is_relative_to(root.resolve()):
        return None, Diagnostic(
            codes.OUTSIDE_PROJECT, f"`{file.value}` is outside the project", place, "outside",
            ("lists are read from inside the project's folder only; copy the file there",),
        )  # fmt: skip
    try:
        text = read_source(target, shown_path(target))
    except OSError as e:
        return None, Diagnostic(
            codes.FILE_NOT_FOUND, f"`{shown_path(target)}` cannot be read: {e.strerror or e}", place, "not found",
            (f"the path is relative to the folder of `{located.source.name}`",),
        )  # fmt: skip
    if isinstance(text, Diagnostic):
        return None, text
    return list_entries(text.text), None
