"""``leadwright fmt``: lays rules out in the one layout."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import counted, has_colour, note, out, styled

if TYPE_CHECKING:
    from ..dsl.diagnostics import Diagnostic
    from ..dsl.source import SourceText

EXAMPLES: Final = """
  leadwright fmt                         # all rules files of the project
  leadwright fmt model.lead tests/       # a file, and those in a folder
  leadwright fmt --check                 # change nothing; exit code 1 if something would change
  leadwright fmt --diff                  # change nothing; show what would
  leadwright fmt - < model.lead          # standard input to standard output
"""


@click.command(
    "fmt",
    cls=Command,
    examples=EXAMPLES,
    short_help="Lay rules out in the one layout.",
    help="""Lay rules out in the one layout: same meaning, comments kept, no options to argue about.

    Without PATHS: all .lead files of the project's folder. A file is written whole or not at all; one that
    cannot be read in full is reported and left as it is.

    Exit code: 0 fine, 1 something would change (with --check or --diff) or could not be read, 2 could not run.""",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", "check_only", is_flag=True, help="Change nothing; exit code 1 if a file would change.")
@click.option(
    "--diff", "show_diff", is_flag=True, help="Change nothing; show what would change. Exit code 1 if anything."
)
def command(paths: tuple[Path, ...], check_only: bool, show_diff: bool) -> int:
    from ..dsl.parse import read_source
    from ..dsl.source import SourceText
    from ..engine.project import shown_path
    from ..engine.whole_files import write_whole

    if Path("-") in paths:
        if len(paths) > 1:
            raise click.UsageError("`-` (standard input) stands alone")
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SourceError("standard input is not UTF-8 text") from None
        return _stream(SourceText("<stdin>", text), check_only, show_diff)
    changed = broken = 0
    files = _files(paths)
    for file in files:
        source = read_source(file, shown_path(file))
        if not isinstance(source, SourceText):
            _report([source])
            broken += 1
            continue
        formatted = _formatted(source)
        if formatted is None:
            broken += 1
        elif formatted != source.text:
            changed += 1
            if show_diff:
                _diff(source.name, source.text, formatted)
            elif check_only:
                out(f"would change {source.name}")
            else:
                write_whole(file, formatted)
                out(f"changed {source.name}")
    _summary(len(files), changed, broken, check_only or show_diff)
    return int(bool(broken) or (bool(changed) and (check_only or show_diff)))


def _files(paths: Sequence[Path]) -> list[Path]:
    from ..engine.model_files import lead_files
    from .loading import here_or_project

    chosen, project = here_or_project(paths)
    return lead_files(chosen or ([project.root] if project else []))


def _stream(source: "SourceText", check_only: bool, show_diff: bool) -> int:
    formatted = _formatted(source)
    if formatted is None:
        return 1
    if show_diff:
        _diff(source.name, source.text, formatted)
    elif not check_only:
        sys.stdout.write(formatted)
    return int(formatted != source.text and (check_only or show_diff))


def _formatted(source: "SourceText") -> str | None:
    """The text as it should be; None, with a report, if it cannot be read in full."""
    from ..dsl.format import format_source

    result = format_source(source)
    if result.diagnostics:
        _report(result.diagnostics)
        return None
    return result.text


def _report(found: "Sequence[Diagnostic]") -> None:
    from ..dsl import render

    note(render.text(found, colour=has_colour(sys.stderr)) + "\n")


def _diff(name: str, before: str, after: str) -> None:
    from difflib import unified_diff

    colours = {"+": "green", "-": "red", "@": "cyan"}
    lines = unified_diff(before.splitlines(), after.splitlines(), name, f"{name} (formatted)", lineterm="")
    for number, line in enumerate(lines):
        out(styled(line, bold=True) if number < 2 else styled(line, fg=colours.get(line[:1])))


def _summary(files: int, changed: int, broken: int, only_looked: bool) -> None:
    parts: list[str] = []
    if changed:
        parts.append(f"{counted(changed, 'file')} {'would change' if only_looked else 'changed'}")
    if files - changed - broken:
        parts.append(f"{counted(files - changed - broken, 'file')} unchanged")
    if broken:
        parts.append(styled(f"{counted(broken, 'file')} left alone: cannot be read", fg="red"))
    note(", ".join(parts))
