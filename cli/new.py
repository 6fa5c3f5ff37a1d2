"""``leadwright new``: a project to start from."""

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import click

from ..dsl.errors import SourceError
from ..engine.new_project import example_folder, example_names, template, write_project
from ..showing.glyphs import glyph
from .command import Command
from .console import counted, out, styled

EXAMPLES: Final = """
  leadwright new crm                        # a small model with tests and 25 sample leads
  leadwright new crm --example b2b_crm      # a copy of a shipped example
  leadwright new . --example minimal        # into the current folder, if it is empty
"""


@click.command(
    "new",
    cls=Command,
    examples=EXAMPLES,
    short_help="Start a project: a small model, its tests and sample data.",
    help="""Start a project in the folder DIR: leadwright.toml, a small model, its vocabulary, tests and sample data.

    DIR is made; if it is there, it must be empty. The project runs as it stands.

    Exit code: 0 fine, 2 could not run.""",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--example", metavar="NAME", help="Copy a shipped example instead; a wrong name lists them.")
def command(folder: Path, example: str | None) -> int:
    written = write_project(template() if example is None else _example(example), folder)
    _say_what_next(folder, written, "L-002" if example is None else None)
    return 0


def _example(name: str) -> Traversable:
    names = example_names()
    wanted = name.replace("-", "_")
    if wanted not in names:
        from ..dsl.nearest import nearest

        close = nearest(wanted, names)
        listed = f"there are {', '.join(f'`{n}`' for n in names)}"
        raise SourceError(f"there is no example `{name}`", f"did you mean `{close}`? {listed}" if close else listed)
    return example_folder(wanted)


def _say_what_next(folder: Path, written: list[Path], lead: str | None) -> None:
    out(f"{styled(glyph('✔', 'ok:'), fg='green', bold=True)} made {styled(str(folder), bold=True)}: "
        f"{counted(len(written), 'file')}")  # fmt: skip
    for file in written:
        out(f"    {styled(file.as_posix(), dim=True)}")
    commands = [("leadwright score", "score the leads")]
    if any(_has_tests(folder / file) for file in written):
        commands.insert(0, ("leadwright test", "do the rules do what their tests expect?"))
    if lead:
        commands.append((f"leadwright explain {lead}", "see where one score comes from"))
    else:
        commands.insert(0, ("leadwright check", "are the rules sound?"))
    width = max(len(command) for command, _ in commands)
    out("\nNext:")
    if folder.resolve() != Path.cwd():
        shown = str(folder) if " " not in str(folder) else f'"{folder}"'
        out(f"  cd {shown}")
    for command, said in commands:
        out(f"  {styled(command, fg='cyan')}{' ' * (width - len(command))}  {styled('# ' + said, dim=True)}")


def _has_tests(file: Path) -> bool:
    return file.suffix == ".lead" and re.search(r'^test "', file.read_text("utf-8"), re.MULTILINE) is not None
