"""``leadwright simulate --against BASE``: two versions of the rules over the same time."""

import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from .console import console, note
from .loading import as_of_of, checked_model, sound

if TYPE_CHECKING:
    from ..dsl.model import Model
    from ..engine.project import Project


def simulate_against(
    base: str,
    project: "Project",
    first: str | None,
    last: str | None,
    by: str,
    since: str | None,
    out: str | None,
    form: str,
) -> int:
    """``out``: the file to write the report to, by its ending; else it is printed as ``form`` says."""
    from ..dsl.zones import Calendar
    from ..engine.live.against import usual_start
    from ..engine.memory import usual_memory
    from ..engine.simulation import Asked
    from ..engine.simulation.periods import By, end_of, start_of
    from ..engine.source import open_source
    from ..engine.versus import OnDisk, versus
    from ..showing.versus_report import report_lines, report_text, write_report
    from .data_report import show_problems
    from .progress import Bars

    if out is not None and (Path(out).is_dir() or not Path(out).parent.is_dir()):
        what = "it is a folder" if Path(out).is_dir() else f"there is no folder {Path(out).parent}"
        raise click.UsageError(f"cannot write {out}: {what}")
    before, label = _model_of(base)
    after = checked_model(project)
    calendar = Calendar(after.timezone)
    end = as_of_of(project) if last is None else end_of(last, calendar)
    period: By = "week" if by == "week" else "month"
    begin = usual_start(end, after.timezone, period) if first is None else start_of(first, calendar)
    memory = usual_memory()
    with closing(open_source(project)) as source, Bars() as bars:
        data = OnDisk(project, source, memory)
        asked = Asked(last=end, first=begin, by=period, since=since)
        found = versus(before, after, data, asked, memory, progress=bars)
    labels = label, "the working tree"
    if out is not None:
        write_report(found, labels, Path(out))
        note(f"wrote {out}")
    elif form == "text":
        for line in report_lines(found, labels, console().width):
            console().print(line)
    else:
        click.echo(report_text(found, labels, "json" if form == "json" else "csv"), nl=False)
        sys.stdout.flush()
    show_problems(list(found.problems))
    return 0


def _model_of(base: str) -> "tuple[Model, str]":
    """The rules of a side, and what it is called."""
    from ..engine.changes.sides import sides_of

    with TemporaryDirectory(prefix="leadwright-") as folder:
        side, _ = sides_of(base, None, Path.cwd(), Path(folder))
        return sound(side.checked()), side.label
