"""``leadwright score``: every lead with its points, stage, grade and what fired."""

import re
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

import click

from .command import Command
from .console import console, counted, is_terminal, note, styled
from .loading import as_of_of, checked_model, data_options, project_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from ..engine.result_columns import ResultFormat, ResultRow, Results
    from ..engine.result_target import Target
    from ..engine.run import Progress, Run
    from .progress import Bars

EXAMPLES: Final = """
  leadwright score                                        # the project, as a table
  leadwright score --sort score --limit 20                # the best 20
  leadwright score --as-of now                            # as of this moment
  leadwright score --out scores.csv                       # a file: .csv .json .jsonl .parquet
  leadwright score --out crm.duckdb --table crm.scores    # a table of a DuckDB file
  leadwright score --out postgresql://me@host/crm         # the table `scores` of a Postgres database
  leadwright score --format jsonl | jq .score             # for another program
  leadwright score --rules model.lead --leads leads.csv --events events.csv --as-of 2026-03-01
"""
_SCREENFUL: Final = 50
"""Leads that a terminal is shown if no limit is given."""
_ENGINES: Final = ("columnar", "reference", "duckdb", "spark", "postgres")
_UNITS: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_BINARY_UNITS: Final = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}


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
    "--out",
    metavar="F",
    help="Write to a file, whose ending tells the format, or to a table: a .duckdb file, or postgresql://user@host/db.",
)
@click.option("--table", metavar="NAME", help="The table to write, such as crm.scores, if --out is a database: scores.")
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
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default=None,
    metavar="NAME",
    help=f"What works it out: {', '.join(_ENGINES)}. All give the same results.",
)
@click.option(
    "--memory",
    metavar="SIZE",
    help="How much memory the columnar engine may take, such as 4GB: 60% of what there is if not said.",
)
def command(
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    out: str | None,
    table: str | None,
    form: str | None,
    sort: str,
    limit: int | None,
    engine: str | None,
    memory: str | None,
) -> int:
    from ..engine.result_columns import ResultFormat
    from ..engine.result_target import target_of
    from ..engine.run import DEFAULT_ENGINE, EngineName, score_project
    from .progress import Bars

    if limit is not None and limit < 0:
        raise click.UsageError("--limit is a number of leads: 0 (all) or more")
    if out is not None and form == "table":
        raise click.UsageError("a table is not written to a file: choose another --format, or redirect with >")
    if out is None and form == "parquet":
        raise click.UsageError("--format parquet goes to a file: add --out scores.parquet")
    if out is None and table is not None:
        raise click.UsageError("--table is one of a database: add --out scores.duckdb, or --out postgresql://…")
    space = None if memory is None else _bytes(memory)
    format = ResultFormat(form) if form and form != "table" else None
    target = None if out is None else target_of(out, format, table)
    project = project_of(rules, leads, events, as_of)
    model = checked_model(project)
    at = as_of_of(project)
    bars = Bars()
    with bars:
        run = score_project(model, project, at, EngineName(engine) if engine else DEFAULT_ENGINE, space, bars)
    with closing(run.source):
        if target is not None:
            _write(run, target, sort, limit, bars)
        elif format is not None:
            _stream(run, format, sort, limit, bars)
        else:
            _table(run, sort, limit, bars)
    _say_what_was_odd(run)
    return 0


def _bytes(text: str) -> int:
    """``4GB``, ``1.5 GiB``, ``500M`` as bytes."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?", text.strip().lower())
    size = int(float(found[1]) * (_BINARY_UNITS if found[3] else _UNITS)[found[2]]) if found else 0
    if not size:
        raise click.UsageError("--memory is an amount: 4GB, 500MB")
    return size


def _chosen(run: "Run", sort: str, limit: int | None) -> "Results":
    """The results that are shown; all leads are scored whatever the limit is."""
    from ..engine.result_order import best_first, first

    best = sort == "score"
    chosen = run.chosen_by_engine(best, limit or None) if best or limit else None
    if chosen is not None:
        return chosen
    results = run.results
    if best:
        results = best_first(results, limit or None)
    return first(results, limit) if limit else results


def _told(results: "Results", progress: "Progress") -> "Results":
    """The same, with every batch that was written told."""
    from dataclasses import replace

    def batches() -> "Iterator[pa.RecordBatch]":
        done = 0
        for batch in results.batches:
            yield batch
            done += batch.num_rows
            progress("writing", done, 0)

    return replace(results, batches=batches())


def _write(run: "Run", target: "Target", sort: str, limit: int | None, bars: "Bars") -> None:
    from ..engine.result_target import write_to

    with bars:
        if sort == "lead" and not limit and run.saved_by_engine(target):
            count = run.counts.leads
        else:
            count = write_to(target, _told(_chosen(run, sort, limit), bars), run.source.close)
    some = "" if count == run.counts.leads else f"{count:,} of "
    note(f"wrote {target}: {some}{run.summary()}")


def _stream(run: "Run", format: "ResultFormat", sort: str, limit: int | None, bars: "Bars") -> None:
    from ..engine.result_text import write_text

    with bars:
        write_text(sys.stdout.buffer, _told(_chosen(run, sort, limit), bars), format)
    sys.stdout.flush()


def _table(run: "Run", sort: str, limit: int | None, bars: "Bars") -> None:
    from ..dsl.zones import zone
    from ..engine.result_columns import rows_of
    from .score_table import TerminalTable, plain_table

    screen = is_terminal(sys.stdout)
    if limit is None and screen:
        limit = _SCREENFUL
    rows: list[ResultRow] = []
    with bars:
        for batch in _chosen(run, sort, limit).batches:
            rows += rows_of(run.columns, batch)
    if screen:
        terminal = console()
        stages = [stage.name for stage in run.model.stages]
        TerminalTable(run.columns, stages, zone(run.model.timezone), terminal.width).print(terminal, rows)
    else:
        for line in plain_table(run.columns, rows):
            click.echo(line)
    sys.stdout.flush()
    if len(rows) < run.counts.leads:
        more = f"{run.counts.leads - len(rows):,} more"
        note(styled(f"… and {more}: --limit 0 shows all, --out scores.csv writes them to a file", dim=True))
    note(("\n" if screen else "") + run.summary())


def _say_what_was_odd(run: "Run") -> None:
    """On standard error: problems of the data, and how many events each `ignore` took away."""
    from .data_report import show_problems

    show_problems(run.source.report.problems)
    for number, ignore in enumerate(run.model.ignores):
        note(f"ignored {counted(run.ignored.get(number, 0), 'event')}: {ignore.text.removeprefix('ignore ')}")
