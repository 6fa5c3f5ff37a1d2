"""What the verbs work on: the project of the current folder or one made of options, its rules and its as-of time."""

import sys
from collections.abc import Callable, Sequence
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
    from ..engine.model_files import not_found
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


def checked_model(project: "Project") -> "Model":
    """The project's model. With errors in it, shows them on standard error and leaves: exit code 2."""
    from ..dsl.check import check
    from ..engine.model_files import root_of

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
