"""``leadwright plan``: what a change of the rules does, before it is merged."""

import sys
from pathlib import Path
from shutil import get_terminal_size
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import click

from .command import Command
from .console import counted, has_colour, is_terminal, note, out, styled
from .loading import as_of_of, outcome_options

if TYPE_CHECKING:
    from ..dsl.model import Model
    from ..engine.changes.sides import Side
    from ..showing.plan_page import Told

EXAMPLES: Final = """
  leadwright plan                                  # what is not committed yet
  leadwright plan main                             # this working tree against main
  leadwright plan origin/main...HEAD               # all that a branch changes
  leadwright plan v1.2 v1.3                        # two revisions
  leadwright plan ../crm-old .                     # two folders; two .lead files likewise
  leadwright plan main --out comment.md               # for a comment on a pull request
  leadwright plan --exit-code || echo "it means something else now"
"""
_ROWS: Final = 20
_OF_ENDING: Final = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


@click.command(
    "plan",
    cls=Command,
    examples=EXAMPLES,
    short_help="Show what a change of the rules does, before it is merged.",
    help="""Show what a change of the rules does, before it is merged.

    BASE and HEAD are folders, rules files, or git revisions: HEAD against the working tree if left out, the working
    tree if only BASE is given; A..B and A...B as git has them. Rules are compared by what they mean: a new layout,
    another order, another name is no change. Both are tried on the same data as of the same moment: that of HEAD's
    leadwright.toml, with the files of the working tree, or of --leads, --events and --as-of. Without data the rules
    alone are compared.

    Nothing is asked, and no file but --out is written. Exit code: 0 fine; with --exit-code 1 if the rules mean
    something else; 2 could not run.""",
)
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--leads", multiple=True, metavar="F", help="The leads to try both on, as `leadwright score` has it.")
@click.option("--events", multiple=True, metavar="F", help="Their events, likewise.")
@click.option("--as-of", metavar="T", help="When: 2026-03-01, 2026-03-01T09:30+01:00, or now.")
@outcome_options
@click.option("--no-data", is_flag=True, help="Compare the rules alone.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default=None,
    help="text (the default), markdown (for a comment on a pull request; of --out F.md), json (of --out F.json).",
)
@click.option("--out", "target", metavar="F", help="Write to a file instead of standard output.")
@click.option("--exit-code", "tells", is_flag=True, help="Exit with 1 if the rules mean something else.")
def command(
    base: str | None,
    head: str | None,
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    outcomes: tuple[str, ...],
    won: tuple[str, ...],
    lost: tuple[str, ...],
    no_data: bool,
    form: str | None,
    target: str | None,
    tells: bool,
) -> int:
    from ..engine.changes.models import compared
    from ..engine.changes.sentence import sentence
    from ..engine.changes.sides import data_of, sides_of
    from ..engine.changes.trying import OnLeads, place_of, settings_differ
    from ..showing.plan_page import Told
    from .progress import Bars

    if no_data and (leads or events or outcomes):
        raise click.UsageError("--no-data leaves no use for --leads, --events and --outcomes")
    if target is not None and (Path(target).is_dir() or not Path(target).parent.is_dir()):
        what = "it is a folder" if Path(target).is_dir() else f"there is no folder {Path(target).parent}"
        raise click.UsageError(f"cannot write {target}: {what}")
    here = Path.cwd()
    with TemporaryDirectory(prefix="leadwright-") as folder:
        before, after = sides_of(base, head, here, Path(folder))
        models = _model(before), _model(after)
        project = data_of(after, here, leads, events, as_of).with_outcomes(outcomes, won, lost)
    comparison = compared(*models)
    on = OnLeads(project, lambda: as_of_of(project), data_asked=bool(leads or events), outcomes_asked=bool(outcomes))
    tried = None
    if comparison.changes and not no_data:
        with Bars() as bars:
            tried = on.tried(comparison, bars)
    effects = None if tried is None else tried.effects
    said = sentence(comparison, effects)
    notes = (*on.notes, *(settings_differ(before, after) if tried is not None else ()))
    places = tuple(place_of(change, before, after) for change in comparison.changes)
    told = Told(said, before.label, after.label, comparison, tried, notes, places)
    _write(told, form, target)
    if tried is not None:
        from .data_report import show_problems

        show_problems(tried.problems)
    return 1 if tells and comparison.changes else 0


def _model(side: "Side") -> "Model":
    """The rules of a side. With errors in them, shows them on standard error and leaves: exit code 2."""
    from ..dsl import render
    from ..dsl.diagnostics import in_order

    checked = side.checked()
    errors = [d for d in in_order(checked.diagnostics) if d.is_error]
    if errors or checked.model is None:
        colour = has_colour(sys.stderr)
        note(side.told(render.text(errors, colour=colour)) + "\n")
        summary = render.summary(errors, len(checked.sources), colour=colour)
        note(f"{summary} of {styled(side.label, bold=True)}: nothing was compared")
        raise click.exceptions.Exit(2)
    return checked.model


def _write(told: "Told", form: str | None, target: str | None) -> None:
    width = get_terminal_size().columns if is_terminal(sys.stdout) and target is None else 120
    if form is None:
        form = _OF_ENDING.get(Path(target or "").suffix.lower(), "text")
    match form:
        case "json":
            import json

            from ..engine.changes.as_json import as_json

            found = as_json(told.sentence, told.before, told.after, told.comparison, told.tried, told.places)
            text = json.dumps({**found, "notes": list(told.notes)}, indent=2, ensure_ascii=False) + "\n"
        case "markdown":
            from ..showing.plan_markdown import markdown

            text = markdown(told)
        case _:
            from ..showing.plan_text import lines_of

            text = "".join(f"{line}\n" for line in lines_of(told, width, _ROWS))
    if target is None:
        out(text.removesuffix("\n"))
        return
    from ..engine.whole_files import write_whole

    write_whole(Path(target), click.unstyle(text) if form == "text" else text)
    note(f"wrote {target}: {counted(len(told.comparison.changes), 'change')} of the rules")
