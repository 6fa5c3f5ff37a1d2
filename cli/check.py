"""``leadwright check``: all problems of all files in one run."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import has_colour, note, out, styled

EXAMPLES: Final = """
  leadwright check                            # the project's rules and its tests
  leadwright check model.lead                 # one file, with all that it uses
  leadwright check rules/ tests/              # all rules files in folders
  leadwright check --format concise           # a line a problem
  leadwright check --format github            # annotations in a pull request
  leadwright check --explain LW201            # what a code means, with examples
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
def command(paths: tuple[Path, ...], form: str, warnings_as_errors: bool, code: str | None) -> int:
    if code is not None:
        return _explain(code)
    from ..dsl.diagnostics import in_order
    from .loading import check_all, here_or_project

    chosen, project = here_or_project(paths)
    checks = check_all(chosen, project)
    found = in_order(d for _, checked in checks for d in checked.diagnostics)
    files = {source.name for _, checked in checks for source in checked.sources}
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
