"""``leadwright check``: all problems of all files in one run."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import has_colour, note, out, styled

if TYPE_CHECKING:
    from ..dsl.model import Model

EXAMPLES: Final = """
  leadwright check                            # the project's rules and its tests
  leadwright check model.lead                 # one file, with all that it uses
  leadwright check rules/ tests/              # all rules files in folders
  leadwright check --format concise           # a line a problem
  leadwright check --format github            # annotations in a pull request
  leadwright check --explain LW201            # what a code means, with examples
  leadwright check --plan                     # what the rules share, and what is worked out once
"""


@click.command(
    "check",
    cls=Command,
    examples=EXAMPLES,
    short_help="Find all problems of the rules in one run.",
    help="""Find all problems of the rules in one run.

    Without PATHS: the rules of leadwright.toml together as one model, and each of its test files. A file brings
    along all that it uses; a folder stands for all .lead files in it.

    Exit code: 0 no errors (there may be warnings), 1 errors, 2 could not run.""",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json", "github"]),
    default="text",
    help="text (with the lines, the default), concise (a line a problem), json, github.",
)
@click.option("--warnings-as-errors", is_flag=True, help="Warnings alone make the exit code 1, too.")
@click.option("--explain", "code", metavar="CODE", help="Say what a code such as LW201 means, with examples.")
@click.option("--plan", is_flag=True, help="Show what an engine works out for these rules, each part once.")
def command(paths: tuple[Path, ...], form: str, warnings_as_errors: bool, code: str | None, plan: bool) -> int:
    if code is not None:
        return _explain(code)
    from ..dsl.diagnostics import in_order
    from ..engine.model_files import check_all
    from .loading import here_or_project

    chosen, project = here_or_project(paths)
    checks = check_all(chosen, project)
    found = in_order(d for _, checked in checks for d in checked.diagnostics)
    files = {source.name for _, checked in checks for source in checked.sources}
    if plan and not any(d.is_error for d in found):
        _show_plans([checked.model for _, checked in checks if checked.model is not None and checked.model.rules])
        return 0
    _show(found, form, len(files))
    return int(any(d.is_error or warnings_as_errors for d in found))


def _show(found: Sequence[Any], form: str, files: int) -> None:
    from ..dsl import render

    colour = has_colour(sys.stdout)
    match form:
        case "json":
            out(render.json(found))
        case "github":
            if found:
                out(render.github(found))
        case "concise":
            if found:
                out(render.concise(found, colour=colour))
            note(render.summary(found, files, colour=has_colour(sys.stderr)))
        case _:
            if found:
                out(render.text(found, colour=colour) + "\n")
            out(render.summary(found, files, colour=colour))


def _show_plans(models: Sequence["Model"]) -> None:
    """The plan of each model that has rules: sections of rows, their cells below each other."""
    from ..engine.plan import plan_of
    from ..engine.plan_text import plan_sections, plan_summary

    for number, model in enumerate(models):
        plan = plan_of(model)
        out(("\n" if number else "") + styled(plan_summary(plan), bold=True))
        for section in plan_sections(plan):
            out("\n" + styled(section.title, bold=True))
            widths = [max(map(len, column)) for column in zip(*section.rows, strict=True)]
            for row in section.rows:
                cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
                out("  " + "  ".join([styled(cells[0], fg="cyan"), *cells[1:]]).rstrip())
    if not models:
        note("there are no rules here: nothing to plan")


def _explain(wanted: str) -> int:
    """The section of one code: what it is, an example that has the problem, and one that does not."""
    from ..dsl import codes

    by_name = {code.name: code for code in codes.ALL.values()}
    code = codes.ALL.get(wanted.upper()) or by_name.get(wanted.lower())
    if code is None:
        from ..dsl.nearest import nearest

        close = nearest(wanted, [*codes.ALL, *by_name])
        raise SourceError(
            f"there is no code `{wanted}`",
            f"did you mean `{close}`?" if close else "codes look like LW201 or unknown-event",
        )
    kind = "red" if code.severity == "error" else "yellow"
    out(f"{styled(f'{code.severity}[{code.id}]', fg=kind, bold=True)} {styled(code.name, bold=True)}")
    out(f"{code.summary[:1].upper()}{code.summary[1:]}.")
    section = _section(code.id, code.name)
    if section.get("explanation"):
        out(f"\n{section['explanation'].strip()}")
    for key, title, colour in (("bad", "With the problem", kind), ("good", "Without it", "green")):
        if section.get(key):
            out(f"\n{styled(title + ':', fg=colour, bold=True)}\n")
            out("\n".join(f"    {line}".rstrip() for line in section[key].strip("\n").splitlines()))
    return 0


def _section(id: str, name: str) -> dict[str, str]:
    import tomllib
    from importlib.resources import files

    file = files("leadwright.dsl").joinpath("codes.toml")
    if not file.is_file():
        return {}
    document: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    tables: tuple[dict[str, Any], ...] = (document, document.get("codes", {}))
    for found in (table.get(key) for table in tables for key in (id, name)):
        if isinstance(found, dict):
            return {key: str(value) for key, value in cast("dict[str, object]", found).items()}
    return {}
