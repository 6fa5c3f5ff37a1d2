"""``leadwright timeline``: how one lead's score came to be over time."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .command import Command
from .console import console, is_terminal, note
from .loading import as_of_of, checked_model, data_options, project_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from ..engine.timeline import Timeline

EXAMPLES: Final = """
  leadwright timeline L-002                                 # every change of its score, and what made it
  leadwright timeline L-002 --from 2026-01-01               # from a day on
  leadwright timeline L-002 --to 2026-12-31                 # and on, if nothing more happens
  leadwright timeline L-002 --format svg --out L-002.svg    # as a picture
  leadwright timeline L-002 --format json | jq '.changes[] | .at, .score'
"""


@click.command(
    "timeline",
    cls=Command,
    examples=EXAMPLES,
    short_help="Show how one lead's score came to be over time.",
    help="""Show how one lead's score came to be: every change with its moment and what made it.

    A change is an event that came, one that left a window, a step of a fade, so many days since something, a rule that
    came into force. Every such moment is there; none is sampled. Stages are told with when they were first reached,
    since when, and how often.

    --to may be later than the as-of time: what follows if nothing more happens. In a terminal there is a plot as well.

    Exit code: 0 fine, 2 could not run.""",
)
@click.argument("lead_id")
@click.option("--from", "start", metavar="T", help="The first moment shown: its first change if not given.")
@click.option("--to", "end", metavar="T", help="The last moment shown: the as-of time if not given.")
@data_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "svg"]),
    default=None,
    help="text (the default), json, csv (a row a change), svg (a picture).",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="F", help="Write to a file: .json .csv .svg .txt")
def command(
    lead_id: str,
    start: str | None,
    end: str | None,
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    form: str | None,
    out: Path | None,
) -> int:
    from ..dsl.zones import Calendar
    from ..engine.plan import plan_of
    from ..engine.schema import schema_of
    from ..engine.simulation.periods import end_of, start_of
    from ..engine.source import open_source
    from ..engine.timeline import timeline_of
    from .data_report import show_problems

    form = form or _format_of(out)
    project = project_of(rules, leads, events, as_of)
    model = checked_model(project)
    at = as_of_of(project)
    calendar = Calendar(model.timezone)
    first = None if start is None else start_of(start, calendar)
    last = None if end is None else end_of(end, calendar)
    if first is not None and first > (at if last is None else last):
        raise click.UsageError("--from is later than --to, or than the as-of time: there is nothing in between")
    source = open_source(project)
    (lead,) = source.read(schema_of(model), zone=model.timezone, only=lead_id)
    timeline = timeline_of(plan_of(model), lead, at, first, last)
    _show(timeline, form, out)
    show_problems(source.report.problems)
    return 0


def _format_of(out: Path | None) -> str:
    if out is None or out.suffix in ("", ".txt"):
        return "text"
    if out.suffix in (".json", ".csv", ".svg"):
        return out.suffix[1:]
    raise click.UsageError(f"what kind of file is {out}? The ending is .json, .csv, .svg or .txt, or give --format")


def _show(timeline: "Timeline", form: str, out: Path | None) -> None:
    from ..dsl.zones import zone

    name = timeline.plan.model.timezone
    where = None if name == "UTC" else zone(name)
    if form == "text" and out is None:
        from ..showing.timeline import print_timeline

        print_timeline(console(), timeline, where, plot=is_terminal(sys.stdout))
        return
    text = _text(timeline, form, where)
    if out is None:
        click.echo(text, nl=False)
        return
    from ..engine.whole_files import write_whole

    write_whole(out, text)
    note(f"wrote {out}: {len(timeline.changes):,} changes of {timeline.lead.id}")


def _text(timeline: "Timeline", form: str, where: "tzinfo | None") -> str:
    import json
    from io import StringIO

    from ..engine.timeline import columns_of_changes, rows_of_changes, to_json

    if form == "json":
        return json.dumps(to_json(timeline), indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        import csv

        written = StringIO()
        rows = csv.writer(written, lineterminator="\n")
        rows.writerow(columns_of_changes(timeline))
        rows.writerows(rows_of_changes(timeline, where))
        return written.getvalue()
    if form == "svg":
        from ..engine.timeline.picture import svg_of

        return svg_of(timeline, where)
    from rich.console import Console

    from ..showing.timeline import print_timeline

    page = StringIO()
    print_timeline(Console(file=page, width=160, no_color=True, highlight=False), timeline, where, plot=True)
    return page.getvalue()
