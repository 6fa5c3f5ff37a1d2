"""Making a new project out of the template or one of the examples."""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from ..dsl.errors import SourceError

_LEFT_OUT: Final = frozenset({"__pycache__", "__init__.py"})


def template() -> Traversable:
    """A small model with tests and sample leads."""
    return files("leadwright.cli").joinpath("template")


def example_folder(name: str) -> Traversable:
    return files("leadwright.examples").joinpath(name)


def example_names() -> list[str]:
    """The projects that come with leadwright."""
    folder = files("leadwright.examples")
    return sorted(f.name for f in folder.iterdir() if f.is_dir() and f.joinpath("leadwright.toml").is_file())


def refuse_if_taken(folder: Path) -> None:
    if folder.is_dir():
        inside = sorted(p.name for p in folder.iterdir() if p.name != ".git")
        if inside:
            few = ", ".join(inside[:3]) + (" …" if len(inside) > 3 else "")
            raise SourceError(f"the folder {folder} is not empty ({few})", "name a new folder; nothing was written")
    elif folder.exists() or folder.is_symlink():
        raise SourceError(f"{folder} is a file", "name a new folder; nothing was written")


def write_project(source: Traversable, folder: Path) -> list[Path]:
    """Make the project beside the folder, then move it to its place in one step. Gives the files in it.

    Raises SourceError if the folder is not empty, or a file.
    """
    refuse_if_taken(folder)
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
