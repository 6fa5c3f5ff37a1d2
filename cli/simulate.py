"""``leadwright simulate``: what rules have done over the history of all leads, and what comes if nothing happens."""

import re
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

import click

from .against import simulate_against
from .command import Command
from .console import console, counted, note
from .loading import as_of_of, checked_model, data_options, project_of

if TYPE_CHECKING:
    from ..engine.result_target import Target
    from ..engine.simulation import Simulating, Simulation
    from ..engine.simulation.tables import Table
    from ..engine.source import Source

EXAMPLES: Final = """
  leadwright simulate                                      # the year before the as-of time, by month
  leadwright simulate --from 2025-09-01 --to 2026-02-28    # both days included
  leadwright simulate --by week --split industry           # by week, and by a field of your own
  leadwright simulate --ahead 30d                          # who cools off if nothing more happens
  leadwright simulate --ahead 30d --format csv             # and which leads, when
  leadwright simulate --out stages.parquet                 # each lead's stages with their dates
  leadwright simulate --format json | jq .stages           # everything, for another program
  leadwright simulate --against HEAD --by week             # what is not committed yet, beside what is
  leadwright simulate --against main --out leads.csv       # which leads become a stage otherwise, and when
"""
_DAY: Final = 86_400_000_000
_UNITS: Final = {"h": _DAY // 24, "d": _DAY, "w": 7 * _DAY}
_TABLES: Final = ("stages", "times", "splits", "scores", "routes", "ahead", "leaving")


@click.command(
    "simulate",
    cls=Command,
    examples=EXAMPLES,
    short_help="Show what the rules have done over all of history.",
    help="""Show what the rules have done over the whole history of all leads.

    By week or month of the model's time zone: how many leads reach each stage (for the first time, and again), how
    many leave it, how many are at it at the end. How long it takes to get there. The same by segment and by source.
    How scores are distributed over time. Whether routes kept their promises. With --ahead, what becomes of the leads
    if nothing more happens. All of it exact: every moment at which anything changes is known, none is sampled.

    With --against the same time by two versions of the rules: who reaches a stage only by the one, or by the other, or
    at another time; stages and scores at the end; what moved them; both against what became of the leads.

    A lead is at a stage while the stage is reached and the lead is not disqualified. Leads begin at the time in a
    field such as created_at, else with their first event.

    Exit code: 0 fine, 2 could not run.""",
)
@data_options
@click.option("--from", "first", metavar="T", help="From this day or moment on: the month a year before the end.")
@click.option("--to", "last", metavar="T", help="Up to this day or moment, included: the as-of time.")
@click.option(
    "--by",
    type=click.Choice(["week", "month"]),
    default="month",
    help="Calendar periods: month (the default), week (from Monday on).",
)
@click.option("--every", metavar="D", help="Between two looks at the scores: 7d. As rules have it: 12h, 1d, 2w.")
@click.option(
    "--split",
    "splits",
    multiple=True,
    metavar="FIELD",
    help="Split by this text field; again for more. The source of leads, if not said.",
)
@click.option(
    "--values",
    "most",
    type=click.IntRange(1),
    default=8,
    metavar="N",
    help="How many values of a field are shown by themselves: 8.",
)
@click.option("--since", metavar="FIELD", help="The field with the time or date at which a lead began.")
@click.option("--ahead", metavar="D", help="Look ahead so many days: 30d.")
@click.option(
    "--below",
    multiple=True,
    metavar="N",
    help="With --ahead: a number of points to fall below; again for more. Besides those of stages.",
)
@click.option(
    "--against",
    metavar="BASE",
    help="Beside the rules of a git revision, a folder or a rules file, as `plan` has it.",
)
@click.option(
    "--out",
    metavar="F",
    help="Write each lead's stages with their dates to a file, or to a table of a database, as `score` does. With "
    "--against the report: .json, .csv (the leads that differ), else text.",
)
@click.option("--table", metavar="NAME", help="The table to write, if --out is a database: stages.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="text (the default), json (everything), csv (one table).",
)
@click.option(
    "--show",
    type=click.Choice(_TABLES),
    default=None,
    metavar="NAME",
    help=f"The table for csv: {', '.join(_TABLES)}. With --ahead leaving, else stages, if not said.",
)
def command(
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    first: str | None,
    last: str | None,
    by: str,
    every: str | None,
    splits: tuple[str, ...],
    most: int,
    since: str | None,
    ahead: str | None,
    below: tuple[str, ...],
    against: str | None,
    out: str | None,
    table: str | None,
    form: str,
    show: str | None,
) -> int:
    from ..dsl.zones import Calendar
    from ..engine.result_target import target_of
    from ..engine.simulation import Asked, Simulating
    from ..engine.simulation.periods import end_of, start_of
    from ..engine.source import open_source
    from .data_report import show_problems
    from .progress import Bars

    if as_of is not None and last is not None:
        raise click.UsageError("--to is the as-of time of a simulation: give it alone, or --as-of")
    if below and ahead is None:
        raise click.UsageError("--below looks ahead: add --ahead 30d")
    if out is None and table is not None:
        raise click.UsageError("--table is one of a database: add --out stages.duckdb, or --out postgresql://…")
    if show is not None and form != "csv":
        raise click.UsageError("--show chooses a table for --format csv")
    if show in ("ahead", "leaving") and ahead is None:
        raise click.UsageError(f"--show {show} looks ahead: add --ahead 30d")
    if against is not None:
        other = {"--every": every, "--split": splits, "--ahead": ahead, "--table": table, "--show": show}
        given = next((name for name, value in other.items() if value), None)
        if given is not None:
            raise click.UsageError(f"--against compares two versions: it has no use for {given}")
        return simulate_against(against, project_of(rules, leads, events, as_of), first, last, by, since, out, form)
    target = None if out is None else target_of(out, None, table or ("stages" if _is_database(out) else None))
    lengths = [None if text is None else _length(text, name) for text, name in ((every, "every"), (ahead, "ahead"))]
    if lengths[1] is not None and lengths[1] % _DAY:
        raise click.UsageError("--ahead is a number of whole days: 30d, 2w")
    points = tuple(_points(text) for text in below)
    project = project_of(rules, leads, events, as_of)
    model = checked_model(project)
    if not model.stages:
        note("the model has no stages: what there is to see are scores")
    calendar = Calendar(model.timezone)
    asked = Asked(
        last=as_of_of(project) if last is None else end_of(last, calendar),
        first=None if first is None else start_of(first, calendar),
        by="week" if by == "week" else "month",
        every=lengths[0],
        splits=splits or None,
        most=most,
        since=since,
        ahead=None if lengths[1] is None else lengths[1] // _DAY,
        below=points,
    )
    bars = Bars()
    with closing(open_source(project)) as source:
        simulating = Simulating(model, source, asked, progress=bars)
        with bars:
            _take(simulating, source, target)
        _print(simulating.result(), form, show or ("stages" if ahead is None else "leaving"))
        show_problems(source.report.problems)
    return 0


def _is_database(out: str) -> bool:
    from ..engine.files import is_duckdb
    from ..engine.postgres import is_postgres

    return is_postgres(out) or is_duckdb(out)


def _length(text: str, option: str) -> int:
    """``12h``, ``7d``, ``2w`` in microseconds."""
    found = re.fullmatch(r"(\d+)([hdw])", text.strip())
    length = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 0 < length <= 100_000 * _DAY:
        raise click.UsageError(f"--{option} is a length of time: 12h, 7d, 2w")
    return length


def _points(text: str) -> int:
    """Points in hundredths."""
    from ..dsl.values import number_from

    number = number_from(text)
    if not isinstance(number, int) or number % 10_000:
        raise click.UsageError("--below is a number of points with at most two decimals: 50, 62.5")
    return number // 10_000


def _take(simulating: "Simulating", source: "Source", target: "Target | None") -> None:
    """All leads through their history; what their stages' dates are is written on the way, if that is wanted."""
    from ..engine.result_target import write_to
    from ..engine.simulation import stage_dates

    if target is None:
        for _ in simulating.batches():
            pass
        return
    results = stage_dates(simulating.batches(), simulating.model.stages, simulating.calendar, source.int64_ids)
    count = write_to(target, results, source.close)
    note(f"wrote {target}: {counted(count, 'row')}, one for each lead and stage that it was ever at")


def _print(simulation: "Simulation", form: str, show: str) -> None:
    if form == "text":
        from ..showing.simulation import print_simulation

        print_simulation(console(), simulation)
        return
    from ..engine.simulation.tables import tables_of

    tables = tables_of(simulation)
    if form == "json":
        _print_json(simulation, tables)
    else:
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(tables[show].columns)
        writer.writerows(tables[show].rows)
    sys.stdout.flush()


def _print_json(simulation: "Simulation", tables: "dict[str, Table]") -> None:
    import json

    from ..dsl.values import time_text

    head = {
        "model": simulation.model.name,
        "from": time_text(simulation.first),
        "to": time_text(simulation.last),
        "by": simulation.by,
        "timezone": simulation.model.timezone,
        "leads": simulation.leads,
        "leads_begun": simulation.known,
        "leads_begin_with": simulation.begins,
    }
    found = {**head, **{name: table.records() for name, table in tables.items()}}
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
