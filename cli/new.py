"""``leadwright new``: a project to start from."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import click

from ..dsl.errors import SourceError
from ..showing.glyphs import glyph
from .command import Command
from .console import counted, out, styled

EXAMPLES: Final = """
  leadwright new crm                        # a small model with tests and 25 sample leads
  leadwright new crm --example b2b_crm      # a copy of a shipped example
  leadwright new . --example minimal        # into the current folder, if it is empty
"""

_LEFT_OUT: Final = frozenset({"__pycache__", "__init__.py"})


def example_names() -> list[str]:
    """The projects that come with leadwright."""
    folder = files("leadwright.examples")
    return sorted(f.name for f in folder.iterdir() if f.is_dir() and f.joinpath("leadwright.toml").is_file())


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
    source = files("leadwright.cli").joinpath("template") if example is None else _example(example)
    _refuse_if_taken(folder)
    written = _write(source, folder)
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
    return files("leadwright.examples").joinpath(wanted)


def _refuse_if_taken(folder: Path) -> None:
    if folder.is_dir():
        inside = sorted(p.name for p in folder.iterdir() if p.name != ".git")
        if inside:
            few = ", ".join(inside[:3]) + (" …" if len(inside) > 3 else "")
            raise SourceError(f"the folder {folder} is not empty ({few})", "name a new folder; nothing was written")
    elif folder.exists() or folder.is_symlink():
        raise SourceError(f"{folder} is a file", "name a new folder; nothing was written")


def _write(source: Traversable, folder: Path) -> list[Path]:
    """Make the project beside the folder, then move it to its place in one step."""
    target = folder.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    # An empty folder that is there stays (it may be the current one): the project is built in it, then moved up.
    within = target if target.is_dir() else target.parent
    with tempfile.TemporaryDirectory(prefix=".leadwright-new-", dir=within) as temporary:
        built = Path(temporary) / "project"
        written = list(_copy(source, built, Path()))
        if within is target:
            for item in built.iterdir():
                item.rename(target / item.name)
        else:
            built.rename(target)
    return written


def _copy(source: Traversable, target: Path, below: Path) -> Iterator[Path]:
    target.mkdir()
    for item in sorted(source.iterdir(), key=lambda i: (i.is_dir(), i.name)):
        if item.name in _LEFT_OUT or item.name.startswith("."):
            continue
        if item.is_dir():
            yield from _copy(item, target / item.name, below / item.name)
        else:
            with item.open("rb") as read, (target / item.name).open("wb") as write:
                shutil.copyfileobj(read, write)
            yield below / item.name


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
