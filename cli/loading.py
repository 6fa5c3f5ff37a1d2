"""What the verbs work on: the project of the current folder or one made of options, its rules and its as-of time."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..dsl.errors import DataError, SourceError
from .console import counted, has_colour, note, styled

if TYPE_CHECKING:
    from ..dsl.check import Checked
    from ..dsl.model import Model
    from ..engine.project import Project

C = TypeVar("C", bound=Callable[..., Any])

NO_PROJECT = "there is no leadwright.toml in this folder or above"


def find_project() -> "Project | None":
    """The project of the current folder. Raises SourceError if its leadwright.toml has mistakes."""
    from ..engine.project import Project

    return Project.find(Path.cwd())


def data_options(command: C) -> C:
    """``--rules``, ``--leads``, ``--events``, ``--as-of``: each stands in for what leadwright.toml says."""
    data = "CSV, Parquet or JSON lines; again for more. Or a table: crm.duckdb::{}, postgresql://me@host/crm::{}."
    options = (
        click.option("--rules", multiple=True, metavar="F", help="The rules file; again for more: together one model."),
        click.option("--leads", multiple=True, metavar="F", help="The leads: " + data.format("leads", "leads")),
        click.option("--events", multiple=True, metavar="F", help="The events: " + data.format("events", "events")),
        click.option("--as-of", metavar="T", help="When: 2026-03-01, 2026-03-01T09:30+01:00, or now."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def outcome_options(command: C) -> C:
    """``--outcomes``, ``--won``, ``--lost``: what became of the leads, in place of what leadwright.toml says."""
    options = (
        click.option(
            "--outcomes", multiple=True, metavar="F", help="What became of the leads: files or a table, likewise."
        ),
        click.option("--won", multiple=True, metavar="VALUE", help="An outcome that counts as won; again for more."),
        click.option("--lost", multiple=True, metavar="VALUE", help="An outcome that counts as lost; again for more."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def project_of(
    rules: Sequence[str] = (), leads: Sequence[str] = (), events: Sequence[str] = (), as_of: str | None = None
) -> "Project":
    """The project to run on.

    With rules, leads and events all given, leadwright.toml is left aside; else the options stand in for what it
    says. Without one, rules and data must be given. Raises SourceError if they are not.
    """
    from ..engine.project import Project

    for path in rules:
        if not Path(path).is_file() and not any(sign in path for sign in "*?["):
            raise SourceError(*not_found(Path(path)))
    if rules and leads and events:
        return Project.adhoc(rules, leads, events, as_of)
    project = find_project()
    if project is not None:
        if not rules and not project.rules:
            raise SourceError(
                f"{project.file} names no rules", 'add `rules = ["model.lead"]` to [project], or give --rules'
            )
        return project.with_options(rules, leads, events, as_of)
    if rules and (leads or events):
        return Project.adhoc(rules, leads, events, as_of)
    lacking = " and ".join(
        what for what, given in (("--rules", rules), ("--leads or --events", leads or events)) if not given
    )
    raise SourceError(NO_PROJECT, f"`leadwright new DIR` starts a project; without one, give {lacking} as well")


def as_of_of(project: "Project") -> int:
    """The as-of time in microseconds. Raises DataError if none is given anywhere: nothing here reads a clock."""
    at = project.as_of_time()
    if at is None:
        where = "`as_of` in [project] of leadwright.toml" if project.file else "a leadwright.toml with `as_of`"
        raise DataError(
            "no as-of time given: what happened when is counted back from it",
            f"add `--as-of 2026-03-01` (a day, or a time: 2026-03-01T09:30+01:00) or `--as-of now`, or set {where}",
        )
    return at


def root_of(files: Sequence[Path], project: "Project | None") -> Path:
    """The folder that files may be used from: the project's, else the current one, else the files' own."""
    folders = [file.resolve().parent for file in files]
    for root in (project.root if project else None, Path.cwd()):
        if root is not None and all(folder.is_relative_to(root.resolve()) for folder in folders):
            return root
    return Path(commonpath(folders))


def checked_model(project: "Project") -> "Model":
    """The project's model. With errors in it, shows them on standard error and leaves: exit code 2."""
    from ..dsl.check import check

    files = project.rule_files()
    return sound(check(files, root_of(files, project)))


def sound(checked: "Checked") -> "Model":
    """The model of a check without errors; else shows them and leaves."""
    from ..dsl import render
    from ..dsl.diagnostics import in_order

    found = in_order(checked.diagnostics)
    errors = [d for d in found if d.is_error]
    if errors or checked.model is None:
        colour = has_colour(sys.stderr)
        note(render.text(errors, colour=colour) + "\n")
        note(f"{render.summary(errors, len(checked.sources), colour=colour)}: nothing was run")
        raise click.exceptions.Exit(2)
    if found:
        said = counted(len(found), "warning")
        note(f"{styled(said, fg='yellow', bold=True)} in the rules: `leadwright check` shows what")
    return checked.model


# --- which files a check, a format or a test run is about


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


def check_all(paths: Sequence[Path], project: "Project | None") -> "list[tuple[list[Path], Checked]]":
    """Each model of ``models_in`` with its check; then each file that was asked for and that none of them read."""
    from ..dsl.check import check

    result: list[tuple[list[Path], Any]] = []
    seen: set[Path] = set()

    def add(files: list[Path]) -> None:
        checked = check(files, root_of(files, project))
        result.append((files, checked))
        seen.update(f.resolve() for f in files)
        seen.update(source.path.resolve() for source in checked.sources if source.path)

    for files in models_in(paths, project):
        add(files)
    for file in lead_files(paths):
        if file.resolve() not in seen:
            add([file])
    return result


def here_or_project(paths: Sequence[Path]) -> "tuple[Sequence[Path], Project | None]":
    """The paths to work on and the project. Without either, the rules files of the current folder.

    Raises SourceError if there are none.
    """
    from ..engine.project import Project

    project = Project.find(paths[0] if paths and paths[0].exists() else Path.cwd())
    if not paths and (project is None or not project.rules):
        if not any(Path.cwd().glob("*.lead")):
            raise SourceError(f"{NO_PROJECT}, and no rules file in it", "name the files, or a folder")
        return [Path()], project
    return paths, project
