"""``leadwright compile``: the rules as one SQL statement, or as a model of dbt."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import counted, note

if TYPE_CHECKING:
    from ..engine.plan import Plan
    from ..engine.project import Project
    from ..engine.sql.compiled import Tables
    from ..engine.sql.dialect import Dialect
    from ..engine.sql.statement import Options

DIALECTS: Final = (
    "duckdb",
    "spark",
    "postgres",
    "snowflake",
    "bigquery",
    "databricks",
    "redshift",
    "trino",
    "clickhouse",
)

EXAMPLES: Final = """
  leadwright compile --to snowflake                                   # the project's rules, on the screen
  leadwright compile --to postgres --out score.sql                    # into a file
  leadwright compile --to duckdb --as-of 2026-03-01                   # as of this day, instead of a parameter
  leadwright compile --to bigquery --leads-table crm.leads --events-table web.events
  leadwright compile --to snowflake --dbt --out models/scoring --leads-table crm.leads --events-table stg_events
"""


@click.command(
    "compile",
    cls=Command,
    examples=EXAMPLES,
    short_help="Write the rules as SQL, to run where the data lies.",
    help="""Write the rules as one SQL statement: a row for each lead, to run where the data lies.

    It reads two tables, with columns as leadwright.toml names them (or lead_id in both, ts and type in the events)
    and of natural types: numbers in numeric columns, times in timestamps. The as-of time is a parameter; the head of
    the statement says how to give it.

    --dbt writes a model of dbt and its schema.yml. There, a table with a dot is a source (crm.leads), one without is
    another model, and the as-of time is dbt's variable as_of.

    Stages that `hold until` something, and when the response to a route is due, cannot be compiled.

    Exit code: 0 fine, 2 could not run.""",
)
@click.option("--to", "to", type=click.Choice(DIALECTS), required=True, metavar="DIALECT", help=", ".join(DIALECTS))
@click.option("--rules", multiple=True, metavar="F", help="The rules file; again for more: together one model.")
@click.option("--as-of", metavar="T", help="Fix the as-of time: 2026-03-01, 2026-03-01T09:30+01:00, or now.")
@click.option("--leads-table", default="leads", metavar="TABLE", help="The table of leads; leads if left out.")
@click.option("--events-table", default="events", metavar="TABLE", help="The table of events; events if left out.")
@click.option("--without-deadlines", is_flag=True, help="Leave out when responses are due; the queues stay.")
@click.option("--dbt", is_flag=True, help="Write a model of dbt: NAME.sql and schema.yml, into the folder of --out.")
@click.option("--name", default="lead_scores", metavar="NAME", help="What the dbt model is called: lead_scores.")
@click.option("--out", type=click.Path(path_type=Path), metavar="F", help="Write to a file; with --dbt, into a folder.")
def command(
    to: str,
    rules: tuple[str, ...],
    as_of: str | None,
    leads_table: str,
    events_table: str,
    without_deadlines: bool,
    dbt: bool,
    name: str,
    out: Path | None,
) -> int:
    from ..engine.plan import plan_of
    from ..engine.project import parse_as_of
    from ..engine.sql.compiled import Tables, compiled
    from ..engine.sql.dialects import DIALECTS as KNOWN
    from ..engine.sql.statement import Options
    from ..engine.whole_files import write_whole
    from .loading import checked_model

    if dbt and not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name):
        raise click.UsageError(f"--name {name}: letters, digits and _ make the name of a dbt model")
    project = _project(rules)
    plan = plan_of(checked_model(project))
    options = Options(None if as_of is None else parse_as_of(as_of), deadlines=not without_deadlines)
    tables = Tables(leads_table, events_table, project.leads, project.events)
    if dbt:
        return _write_dbt(plan, KNOWN[to], tables, options, name, out)
    text = compiled(plan, KNOWN[to], tables, options)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(out, text)
        note(f"wrote {out}: {counted(len(plan.rules), 'rule')} for {KNOWN[to].title}")
    return 0


def _project(rules: tuple[str, ...]) -> "Project":
    """The project, or one without a leadwright.toml, of which the rules are named."""
    from ..engine.project import Project
    from .loading import NO_PROJECT, find_project

    project = find_project()
    if project is None:
        if not rules:
            raise SourceError(NO_PROJECT, "`leadwright new DIR` starts a project; without one, give --rules")
        project = Project.adhoc()
    return project.with_options(rules=rules)


def _write_dbt(
    plan: "Plan", dialect: "Dialect", tables: "Tables", options: "Options", name: str, out: Path | None
) -> int:
    """Both files, or neither: a `schema.yml` that somebody wrote is left alone."""
    from ..engine.sql.dbt import WRITTEN, dbt_model, dbt_schema
    from ..engine.whole_files import write_whole

    folder = Path() if out is None else out
    if not folder.is_dir():
        raise SourceError(f"there is no folder {folder}", "--out names the folder of dbt's models to write into")
    schema = folder / "schema.yml"
    if schema.exists() and not schema.read_text("utf-8", "replace").startswith(WRITTEN):
        raise SourceError(f"{schema} is not of leadwright's making", "give the model a folder of its own with --out")
    model_text, schema_text = dbt_model(plan, dialect, tables, options), dbt_schema(plan, name)
    before = schema.read_bytes() if schema.exists() else None
    write_whole(schema, schema_text)
    try:
        write_whole(folder / f"{name}.sql", model_text)
    except BaseException:
        schema.unlink() if before is None else schema.write_bytes(before)
        raise
    note(f"wrote {folder / f'{name}.sql'} and {schema}: {counted(len(plan.rules), 'rule')} for {dialect.title}")
    return 0
