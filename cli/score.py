"""``leadwright score``: every lead with its points, stage, grade and what fired."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .command import Command
from .console import console, counted, is_terminal, note, styled
from .loading import as_of_of, checked_model, data_options, project_of

if TYPE_CHECKING:
    from ..dsl.model import Model
    from ..engine.project import Project
    from ..engine.result_columns import ResultRow
    from ..engine.results import ResultFormat

EXAMPLES: Final = """
  leadwright score                                        # the project, as a table
  leadwright score --sort score --limit 20                # the best 20
  leadwright score --as-of now                            # as of this moment
  leadwright score --out scores.csv                       # a file: .csv .json .jsonl .parquet
  leadwright score --format jsonl | jq .score             # for another program
  leadwright score --rules model.lead --leads leads.csv --events events.csv --as-of 2026-03-01
"""
_SCREENFUL: Final = 50
"""Leads that a terminal is shown if no limit is given."""


@click.command(
    "score",
    cls=Command,
    examples=EXAMPLES,
    short_help="Score every lead: points, stage, grade and what fired.",
    help="""Score every lead: points, stage, grade and what fired.

    Without options, what leadwright.toml says; --rules, --leads, --events and --as-of stand in for it. With all of
    rules, leads and events, no leadwright.toml is needed or read: the columns are then lead_id in both files, ts
    and type in the events; all others are fields and properties.

    Columns: lead_id, score, one for each group, grade, stage, disqualified, segments, route, due, fired. A table in
    a terminal leaves out what is empty or does not fit; everything is in the other formats.

    What was odd in the data is told on standard error. Exit code: 0 fine, 2 could not run.""",
)
@data_options
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="F", help="Write to a file; its ending tells the format."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "parquet"]),
    default=None,
    metavar="FORMAT",
    help="table (the default without --out), csv, json, jsonl (a line a lead), parquet (with --out).",
)
@click.option(
    "--sort",
    type=click.Choice(["lead", "score"]),
    default="lead",
    metavar="BY",
    help="lead: in their order (the default); score: the highest first.",
)
@click.option(
    "--limit",
    type=int,
    default=None,
    metavar="N",
    help=f"The first N leads only, 0 for all. In a terminal a table has {_SCREENFUL} if this is not given.",
)
def command(
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    out: Path | None,
    form: str | None,
    sort: str,
    limit: int | None,
) -> int:
    from ..engine.results import ResultFormat, format_of

    if limit is not None and limit < 0:
        raise click.UsageError("--limit is a number of leads: 0 (all) or more")
    if out is not None and form == "table":
        raise click.UsageError("a table is not written to a file: choose another --format, or redirect with >")
    if out is None and form == "parquet":
        raise click.UsageError("--format parquet goes to a file: add --out scores.parquet")
    format = ResultFormat(form) if form and form != "table" else format_of(out) if out else None
    project = project_of(rules, leads, events, as_of)
    run = _Run(checked_model(project), as_of_of(project), project)
    if out is not None and format is not None:
        _write(run, out, format, sort, limit)
    elif format is not None:
        _stream(run, format, sort, limit)
    else:
        _table(run, sort, limit)
    run.say_what_was_odd()
    return 0


class _Run:
    """All leads scored, one after the other; counts what happens on the way."""

    def __init__(self, model: "Model", as_of: int, project: "Project") -> None:
        from ..engine.result_columns import columns_of
        from ..engine.source import open_source

        self.model = model
        self.as_of = as_of
        self.source = open_source(project)
        self.columns = columns_of(model)
        self.ignored: Counter[int] = Counter()
        self.stages: Counter[str] = Counter()
        self.disqualified = 0

    def rows(self) -> "Iterator[ResultRow]":
        from ..engine.evaluate import Evaluator
        from ..engine.result_columns import row_of
        from ..engine.schema import schema_of
        from .progress import Bar

        evaluator = Evaluator(self.model)
        with Bar("scoring") as bar:
            for lead in self.source.read(schema_of(self.model), zone=self.model.timezone, progress=bar):
                scored = evaluator.at(lead, self.as_of)
                result = scored.result()
                self.ignored.update(scored.at.ignored)
                self.stages[result.stage] += result.disqualified is None
                self.disqualified += result.disqualified is not None
                yield row_of(result)

    def chosen(self, sort: str, limit: int | None) -> "Iterator[ResultRow]":
        """The rows that are shown; all leads are scored whatever the limit is."""
        rows = self.rows()
        if sort == "score":
            rows = iter(sorted(rows, key=lambda row: -row[1]))
        for number, row in enumerate(rows):
            if not limit or number < limit:
                yield row

    @property
    def leads(self) -> int:
        return self.source.report.leads

    def say_what_was_odd(self) -> None:
        """On standard error: problems of the data, and how many events each `ignore` took away."""
        from .data_report import show_problems

        show_problems(self.source.report.problems)
        for number, ignore in enumerate(self.model.ignores):
            note(f"ignored {counted(self.ignored[number], 'event')}: {ignore.text.removeprefix('ignore ')}")

    def summary(self) -> str:
        """``25 leads as of 2026-03-02T09:00:00Z: 6 MQL, 18 none, 1 disqualified``"""
        from ..dsl.values import time_text

        parts = [f"{self.stages[s.name]:,} {s.name}" for s in self.model.stages if self.stages[s.name]]
        if self.model.stages:
            parts.append(f"{self.stages['none']:,} in no stage")
        if self.disqualified:
            parts.append(f"{self.disqualified:,} disqualified")
        told = f": {', '.join(parts)}" if parts else ""
        return f"{counted(self.leads, 'lead')} as of {time_text(self.as_of)}{told}"


def _write(run: _Run, out: Path, format: "ResultFormat", sort: str, limit: int | None) -> None:
    from ..engine.results import write_results

    count = write_results(out, run.columns, run.chosen(sort, limit), format)
    some = "" if count == run.leads else f"{count:,} of "
    note(f"wrote {out}: {some}{run.summary()}")


def _stream(run: _Run, format: "ResultFormat", sort: str, limit: int | None) -> None:
    from ..engine.results import write_stream

    write_stream(sys.stdout, run.columns, run.chosen(sort, limit), format)


def _table(run: _Run, sort: str, limit: int | None) -> None:
    from ..dsl.zones import zone
    from .score_table import TerminalTable, plain_table

    screen = is_terminal(sys.stdout)
    if limit is None and screen:
        limit = _SCREENFUL
    rows = list(run.chosen(sort, limit))
    if screen:
        terminal = console()
        stages = [stage.name for stage in run.model.stages]
        TerminalTable(run.columns, stages, zone(run.model.timezone), terminal.width).print(terminal, rows)
    else:
        for line in plain_table(run.columns, rows):
            click.echo(line)
    sys.stdout.flush()
    if len(rows) < run.leads:
        more = f"{run.leads - len(rows):,} more"
        note(styled(f"… and {more}: --limit 0 shows all, --out scores.csv writes them to a file", dim=True))
    note(("\n" if screen else "") + run.summary())
