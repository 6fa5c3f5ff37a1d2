"""``leadwright vocabulary``: the declarations of what data holds."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import counted, note

EXAMPLES: Final = """
  leadwright vocabulary                                             # the project's data, on the screen
  leadwright vocabulary --out vocabulary.lead                       # into a file; then: use "vocabulary.lead"
  leadwright vocabulary --leads crm.csv --events "web/*.parquet"    # any files, no project needed
"""


@click.command(
    "vocabulary",
    cls=Command,
    examples=EXAMPLES,
    short_help="Write down what your data holds, as declarations for rules.",
    help="""Write down what your data holds: lead fields, events and their properties, each with its type.

    Comments say how often each is known and with which values. Once they are declared, `leadwright check` finds
    every misspelt name in the rules. Without options: the data of leadwright.toml. Without one, the columns are
    lead_id in both files, ts and type in the events.

    Exit code: 0 fine, 2 could not run.""",
)
@click.option("--leads", multiple=True, metavar="F", help="The leads: CSV, Parquet or JSON lines; again for more.")
@click.option("--events", multiple=True, metavar="F", help="The events: CSV, Parquet or JSON lines; again for more.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to a new file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(leads: tuple[str, ...], events: tuple[str, ...], out: Path | None, force: bool) -> int:
    from ..engine.source import open_source
    from ..engine.vocabulary import vocabulary

    if out is not None and out.exists() and not force:
        raise SourceError(f"{out} is already there", "give another name, or add --force to write over it")
    source = open_source(_project(leads, events))
    text = vocabulary(source)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        from ..engine.whole_files import write_whole

        write_whole(out, text if text.endswith("\n") else text + "\n")
        said = f"{counted(len(source.fields), 'field')} and {counted(len(source.event_types()), 'event type')}"
        note(f'wrote {out}: {said}; in a model: use "{out.name}"')
    return 0


def _project(leads: tuple[str, ...], events: tuple[str, ...]):
    """The project's data; or, with its column names if there is one, the given files alone."""
    from ..engine.project import Project
    from .loading import NO_PROJECT, find_project

    project = find_project()
    if not leads and not events:
        if project is None:
            raise SourceError(NO_PROJECT, "give --leads and --events")
        return project
    given = (project or Project.adhoc()).with_options(leads=leads, events=events)
    return replace(
        given,
        leads=given.leads if leads else replace(given.leads, source=()),
        events=given.events if events else replace(given.events, source=()),
    )
