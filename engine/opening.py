"""Opening a project from Python: found, read and checked, or an error that says what is wrong."""

from os.path import commonpath
from pathlib import Path

from ..dsl import render
from ..dsl.check import check
from ..dsl.diagnostics import in_order
from ..dsl.errors import SourceError
from ..dsl.model import Model
from .project import FILE_NAME, Project
from .scorer import Scorer


def open_scorer(project: "str | Path | Project" = ".") -> Scorer:
    """A scorer of a project: a folder in or below it, its leadwright.toml, one rules file, or a ``Project``.

    Raises SourceError if there is none, if leadwright.toml has mistakes, or if the rules have errors (all of them, as
    ``leadwright check`` shows them).
    """
    found = project if isinstance(project, Project) else _project_at(Path(project))
    return Scorer(found, checked_model_of(found))


def _project_at(path: Path) -> Project:
    if path.suffix == ".lead":
        if not path.is_file():
            raise SourceError(f"there is no file {path}")
        nearest = Project.find(path.resolve().parent)
        return (nearest or Project(root=path.resolve().parent)).with_options(rules=[path.resolve()])
    if path.name == FILE_NAME and path.is_file():
        return Project.read(path.resolve())
    if not path.is_dir():
        raise SourceError(f"there is no folder {path}")
    found = Project.find(path)
    if found is None:
        raise SourceError(f"there is no {FILE_NAME} in {path} or above it", "`leadwright new DIR` starts a project")
    return found


def checked_model_of(project: Project) -> Model:
    """The model of a project's rules. Raises SourceError with all errors if there are any."""
    files = project.rule_files()
    if not files:
        raise SourceError(
            f"{project.file or 'the project'} names no rules", 'add `rules = ["model.lead"]` to [project]'
        )
    root = project.root
    if not all(file.resolve().is_relative_to(root.resolve()) for file in files):
        root = Path(commonpath([file.resolve().parent for file in files]))
    checked = check(files, root)
    errors = [d for d in in_order(checked.diagnostics) if d.is_error]
    if errors or checked.model is None:
        raise SourceError("the rules have errors\n" + render.text(errors, colour=False))
    return checked.model
