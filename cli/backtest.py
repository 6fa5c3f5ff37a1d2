"""``leadwright backtest``: the rules against what became of the leads."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .command import Command
from .console import counted, has_colour, note
from .loading import checked_model, data_options, outcome_options, project_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..engine.backtest.notation import Moment
    from ..engine.backtest.report import Backtest
    from ..engine.backtest.tables import Part

EXAMPLES: Final = """
  leadwright backtest                                          # each lead a day before it was won or lost
  leadwright backtest --at "48h after created_at"              # what was known after two days
  leadwright backtest --at "stage MQL"                         # when sales first heard of it
  leadwright backtest --as-of 2026-01-01                       # all leads on one day, against what came then
  leadwright backtest --outcomes deals.csv --won "Closed Won" --lost "Closed Lost"
  leadwright backtest --part rules --format csv --out rules.csv
  leadwright backtest --format markdown --out backtest.md
"""
_SUMMARY: Final = "summary"
_PARTS: Final = (
    "deciles", "sweep", "calibration", "stages", "grades", "segments", "rules", "checks", "thresholds", "leads"
)  # fmt: skip
_ENDINGS: Final = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "table"}


@click.command(
    "backtest",
    cls=Command,
    examples=EXAMPLES,
    short_help="Compare the rules with what became of the leads.",
    help="""Compare the rules with what became of the leads.

    Each lead is scored as of a moment of its own (--at); what came later does not exist for it. Then: how well the
    score tells won leads from lost ones, what each threshold brings, what each rule adds, and whether a rule knows what
    it cannot know in time.

    \b
    --at takes
      "48h after created_at"   so long after a date or time field
      "1d before outcome"      so long before the lead was won or lost (the default)
      "stage MQL"              when the lead first reached the stage
      2026-01-01               one day, or time, for all; the same as --as-of

    Outcomes: a table with a lead's id, what became of it and when; [outcomes] in leadwright.toml, or --outcomes. Leads
    without an outcome are left out and counted; so are those that were decided at their moment already, or came later.

    Exit code: 0 fine, 1 a rule was found that knows too much (with --strict), 2 could not run.""",
)
@data_options
@outcome_options
@click.option(
    "--at", "moment", metavar="MOMENT", help='As of which moment each lead is scored, such as "1d before outcome".'
)
@click.option("--include-decided", is_flag=True, help="Compare leads that were decided at their moment already, too.")
@click.option(
    "--created",
    metavar="FIELD",
    help="The field that says since when a lead is there, or none: created_at or the like if the leads have it.",
)
@click.option("--segment", metavar="LABEL", help="Only leads that have this segment at their moment.")
@click.option(
    "--threshold", metavar="N", help="The score from which on leads are called: a stage's, else the best by F1."
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice((_SUMMARY, *_PARTS)),
    metavar="PART",
    help=f"Only this; again for more: {_SUMMARY}, {', '.join(_PARTS)}.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default=None,
    metavar="FORMAT",
    help="table (the default), json, csv (one --part), markdown.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="F", help="Write to a file; .json .csv .md tell the format."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a rule knows too much.")
def command(
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    outcomes: tuple[str, ...],
    won: tuple[str, ...],
    lost: tuple[str, ...],
    moment: str | None,
    include_decided: bool,
    created: str | None,
    segment: str | None,
    threshold: str | None,
    parts: tuple[str, ...],
    form: str | None,
    out: Path | None,
    strict: bool,
) -> int:
    from ..engine.backtest.run import Options, backtest
    from ..engine.backtest.tables import WHOLE, Part
    from .progress import Bars

    if moment is not None and as_of is not None:
        raise click.UsageError("--at and --as-of both say when leads are scored: give one of them")
    if form is None:
        form = "table" if out is None else _ENDINGS.get(out.suffix.lower(), "")
        if not form:
            raise click.UsageError(
                f"cannot tell the format of {out} by its ending: say --format, or {', '.join(_ENDINGS)}"
            )
    if form == "csv" and (len(parts) != 1 or _SUMMARY in parts):
        raise click.UsageError("CSV holds one table: say which with --part, such as --part rules")
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        what = f"{out} is a folder" if out.is_dir() else f"there is no folder {out.parent}"
        raise click.UsageError(f"--out: {what}")
    points = None if threshold is None else _points(threshold)
    project = project_of(rules, leads, events, as_of).with_outcomes(outcomes, won, lost)
    options = Options(
        moment=_moment(moment, as_of),
        created={"none": "", None: None}.get(created, created),
        with_decided=include_decided,
        threshold=points,
        segment=segment,
        end=None if as_of is not None else project.as_of_time(),
    )
    model = checked_model(project)
    with Bars() as bars:
        found = backtest(model, project, options, bars)
    wanted = [Part(part) for part in dict.fromkeys(parts) if part != _SUMMARY] if parts else list(WHOLE)
    _write(found, wanted, form, out, with_summary=not parts or _SUMMARY in parts)
    _say_what_was_odd(found)
    return 1 if strict and found.findings else 0


def _moment(moment: str | None, as_of: str | None) -> "Moment | None":
    from ..engine.backtest.notation import AtTime, moment_of
    from ..engine.project import parse_as_of

    if as_of is not None:
        return AtTime(parse_as_of(as_of))
    return None if moment is None else moment_of(moment)


def _points(text: str) -> int:
    """A number of points, in hundredths."""
    from ..dsl.values import Unreadable, number_from

    number = number_from(text)
    if number is None or isinstance(number, Unreadable):
        raise click.UsageError(f"--threshold {text}: a number of points, such as 50")
    return -(-number // 10_000)


def _write(found: "Backtest", parts: "Sequence[Part]", form: str, out: Path | None, *, with_summary: bool) -> None:
    from ..engine.backtest.text import as_csv, as_json, as_markdown
    from ..engine.whole_files import write_whole
    from .backtest_page import plain_page, print_page
    from .console import console

    if form == "table" and out is None and has_colour(sys.stdout):
        print_page(console(), found, parts, with_summary=with_summary)
        return
    match form:
        case "csv":
            text = as_csv(found, parts[0])
        case "json":
            text = as_json(found, parts)
        case "markdown":
            text = as_markdown(found, parts)
        case _:
            text = plain_page(found, parts, with_summary=with_summary)
    if out is None:
        click.echo(text, nl=False)
        return
    write_whole(out, text)
    note(f"wrote {out}: {counted(found.compared, 'lead')} compared, as of {found.moment}")


def _say_what_was_odd(found: "Backtest") -> None:
    from .data_report import show_problems

    show_problems(found.problems)
