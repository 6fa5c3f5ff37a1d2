"""``leadwright report``: one page that says how leads fared."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..dsl.errors import DataError, UnsupportedError
from .command import Command
from .console import counted, note
from .loading import as_of_of, checked_model, data_options, outcome_options, project_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..engine.project import Project
    from ..engine.reporting import Figures

EXAMPLES: Final = """
  leadwright report --out report.html                               # the year before the as-of time
  leadwright report --out q1.html --from 2026-01-01 --to 2026-03-31  # both days included
  leadwright report --out report.html --costs costs.csv             # with what an MQL cost
  leadwright report --out report.html --outcomes deals.csv --won "Closed Won"
  leadwright report --out report.html --mql Engaged --sql SAL       # stages with names of their own
"""


@click.command(
    "report",
    cls=Command,
    examples=EXAMPLES,
    short_help="Write one page that says how leads fared.",
    help="""Write one page that says how leads fared: funnel, MQLs by month, conversion to SQLs and customers, speed to
    lead, costs, sources and segments, the rules in words, and what the data covers.

    One HTML file that needs nothing else, for a screen and for paper. The stages called MQL and SQL are meant, or the
    first and the one after it; [report] in leadwright.toml, or the options, name others. Customers are those that the
    outcomes say have been won, else the stage Customer.

    Needs the extra `report`: pip install "leadwright[report]". Exit code: 0 fine, 2 could not run.""",
)
@data_options
@outcome_options
@click.option(
    "--out", required=True, metavar="F", type=click.Path(path_type=Path), help="The file to write, such as report.html."
)
@click.option("--from", "first", metavar="T", help="From this day or moment on: the month a year before the end.")
@click.option("--to", "last", metavar="T", help="Up to this day or moment, included: the as-of time.")
@click.option("--mql", metavar="STAGE", help="The stage that marketing hands over.")
@click.option("--sql", metavar="STAGE", help="The stage that sales takes on.")
@click.option("--costs", metavar="F", help="A CSV file with the columns month, source (may be left out) and amount.")
@click.option("--title", metavar="TEXT", help="What stands at the top: the model's name.")
def command(
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    outcomes: tuple[str, ...],
    won: tuple[str, ...],
    lost: tuple[str, ...],
    out: Path,
    first: str | None,
    last: str | None,
    mql: str | None,
    sql: str | None,
    costs: str | None,
    title: str | None,
) -> int:
    from ..dsl.zones import Calendar
    from ..engine.reporting import figures_of
    from ..engine.simulation.periods import end_of, start_of
    from ..engine.source import open_source
    from ..engine.whole_files import write_whole
    from .data_report import show_problems
    from .progress import Bars

    if as_of is not None and last is not None:
        raise click.UsageError("--to is the as-of time of a report: give it alone, or --as-of")
    if out.suffix.lower() not in (".html", ".htm"):
        raise click.UsageError(f"a report is an HTML page: write --out {out.with_suffix('.html')}")
    if not out.absolute().parent.is_dir():
        raise DataError(f"cannot write {out}: there is no folder {out.parent}")
    page_of = _page_maker()
    project = project_of(rules, leads, events, as_of).with_outcomes(outcomes, won, lost)
    project = _with_options(project, mql, sql, costs, title)
    model = checked_model(project)
    calendar = Calendar(model.timezone)
    end = as_of_of(project) if last is None else end_of(last, calendar)
    begin = None if first is None else start_of(first, calendar)
    bars = Bars()
    with closing(open_source(project)) as source:
        with bars:
            figures = figures_of(model, project, source, end, begin, bars)
            page = page_of(figures, lambda done, total: bars("drawing", done, total))
        write_whole(out, page)
        show_problems(source.report.problems)
    note(f"wrote {out}: {counted(figures.simulation.known, 'lead')}, {len(page) // 1024:,} KB")
    return 0


def _page_maker() -> "Callable[[Figures, Callable[[int, int], None]], str]":
    """What makes the page. Raises UnsupportedError if what it draws with is not installed."""
    try:
        from ..engine.reporting.page import page_of
    except ModuleNotFoundError as error:
        raise UnsupportedError(
            f"reports need {error.name}, which is not installed", 'install it: pip install "leadwright[report]"'
        ) from None
    return page_of


def _with_options(
    project: "Project", mql: str | None, sql: str | None, costs: str | None, title: str | None
) -> "Project":
    from dataclasses import replace

    settings = project.report
    return replace(
        project,
        report=replace(
            settings,
            mql=mql or settings.mql,
            sql=sql or settings.sql,
            costs=settings.costs if costs is None else str(Path.cwd() / costs),
            title=title or settings.title,
        ),
    )
