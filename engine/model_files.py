"""Which files make up a model: those that a check, a layout or a test run is about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from ..dsl.errors import SourceError

if TYPE_CHECKING:
    from ..dsl.check import Checked
    from .project import Project


def root_of(files: Sequence[Path], project: "Project | None") -> Path:
    """The folder that files may be used from: the project's, else the current one, else the files' own."""
    folders = [file.resolve().parent for file in files]
    for root in (project.root if project else None, Path.cwd()):
        if root is not None and all(folder.is_relative_to(root.resolve()) for folder in folders):
            return root
    return Path(commonpath(folders))


def lead_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` name, each once: a folder stands for all rules files in it.

    Raises SourceError for what is not there, and for a folder without rules files.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found = sorted(f for f in path.rglob("*.lead") if f.is_file() and not _is_hidden(f, path))
            if not found:
                raise SourceError(f"there is no rules file in {path}", "rules files end in .lead")
            files.update(dict.fromkeys(found))
        elif path.exists():
            files[path] = None
        else:
            raise SourceError(*not_found(path))
    return list(files)


def _is_hidden(file: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(below).parts)


def not_found(path: Path) -> tuple[str, str | None]:
    """What to say of a path that is not there: the message, and the path that was probably meant."""
    from ..dsl.nearest import nearest

    if not path.parent.is_dir():
        return f"there is no folder {path.parent}", None
    close = nearest(path.name, (p.name for p in path.parent.iterdir()))
    return f"there is no file {path}", f"did you mean {path.parent / close}?" if close else None


def models_in(paths: Sequence[Path], project: "Project | None") -> Iterator[list[Path]]:
    """The models to be checked: for each the files that make it up, without those that they use.

    No paths: the project's rules together, then each of its test files. Paths: files that another one uses are
    no models of their own; a file that is one of several that make up the project's rules stands for all of them.
    """
    if not paths:
        assert project is not None
        yield project.rule_files()
        yield from ([file] for file in project.test_files())
        return
    together = project.rule_files() if project and len(project.rules) else []
    parts = {file.resolve() for file in together} if len(together) > 1 else set[Path]()
    files = lead_files(paths)
    used = set[Path]().union(*(_used_by(file) for file in files))
    was_whole = False
    for file in files:
        if file.resolve() in parts:
            if not was_whole:
                yield together
            was_whole = True
        elif file.resolve() not in used:
            yield [file]


_USE = re.compile(r'(?<![\w`])use\s+"((?:[^"\n]|"")*)"')


def _used_by(file: Path) -> set[Path]:
    """The files that ``file`` seems to use. Comments and texts can deceive it: see ``check_all``."""
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return set()
    return {(file.parent / found.replace('""', '"')).resolve() for found in _USE.findall(text)} - {file.resolve()}


def check_all(
    paths: Sequence[Path], project: "Project | None", texts: Mapping[Path, str] | None = None
) -> "list[tuple[list[Path], Checked]]":
    """Each model of ``models_in`` with its check; then each file that was asked for and that none of them read.

    ``texts`` stand in for files (an editor's unsaved ones).
    """
    from ..dsl.check import check

    result: list[tuple[list[Path], Checked]] = []
    seen: set[Path] = set()

    def add(files: list[Path]) -> None:
        checked = check(files, root_of(files, project), texts)
        result.append((files, checked))
        seen.update(f.resolve() for f in files)
        seen.update(source.path.resolve() for source in checked.sources if source.path)

    for files in models_in(paths, project):
        add(files)
    for file in lead_files(paths):
        if file.resolve() not in seen:
            add([file])
    return result
