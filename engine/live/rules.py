"""The rules of a project with unsaved texts in place of files."""

from collections.abc import Mapping, Sequence
from os.path import commonpath
from pathlib import Path

from ...dsl.check import Checked, check
from ...dsl.errors import SourceError
from ...dsl.gather import Before
from ..project import Project


def checked_rules(project: Project, texts: Mapping[Path, str], before: Before | None = None) -> Checked:
    """The check of a project's rules, unsaved texts in place of files. ``before``: as `check` takes it.

    Raises SourceError if the project names no rules, or files that are not there.
    """
    files = project.rule_files()
    if not files:
        raise SourceError(f"{project.file or project.root} names no rules", 'add `rules = ["model.lead"]` to [project]')
    return check(files, root_of(project, files), texts, before)


def root_of(project: Project, files: Sequence[Path]) -> Path:
    """The folder that files may be used from."""
    root = project.root.resolve()
    if all(file.resolve().is_relative_to(root) for file in files):
        return project.root
    return Path(commonpath([root, *(file.resolve().parent for file in files)]))
