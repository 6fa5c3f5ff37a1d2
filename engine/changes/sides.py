"""The two sides of a comparison, as they are named: folders, rules files, git revisions, the working tree."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from os.path import commonpath
from pathlib import Path

from ...dsl.check import Checked, check
from ...dsl.errors import SourceError
from ..project import FILE_NAME, Project, shown_path
from .revisions import Repository, Revision

WORKING_TREE = "the working tree"
_LAST_COMMIT = "HEAD"
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Side:
    """``label``: what people know it by. ``told``: makes a text about its files one about those that people know.
    ``texts``: what stands in for files."""

    label: str
    project: Project
    told: Callable[[str], str] = str
    texts: Mapping[Path, str] = field(default_factory=dict[Path, str])

    def checked(self) -> Checked:
        """The rules, checked. Raises SourceError if there are none, or if a file is not there."""
        project = self.project
        try:
            files = project.rule_files()
        except SourceError as error:
            raise SourceError(self.told(error.message), error.help) from None
        if not files:
            raise SourceError(f"{self.label} names no rules", 'add `rules = ["model.lead"]` to [project]')
        return check(files, _root(project, files), self.texts)


def _root(project: Project, files: Sequence[Path]) -> Path:
    if all(file.resolve().is_relative_to(project.root.resolve()) for file in files):
        return project.root
    return Path(commonpath([project.root.resolve(), *(file.resolve().parent for file in files)]))


def sides_of(base: str | None, head: str | None, here: Path, into: Path) -> tuple[Side, Side]:
    """What two arguments name: without any, the last commit and the working tree; one alone is compared with the
    working tree; ``a..b`` are two, ``a...b`` the commit where they parted, and b.

    ``here``: the current folder. ``into``: an empty folder for the rules of revisions. The data of a revision is that
    of the working tree: it is seldom committed. Raises SourceError for what cannot be found or read.
    """
    return _Naming(here, into).sides(base, head)


class _Naming:
    def __init__(self, here: Path, into: Path) -> None:
        self.here = here
        self.into = into
        self._repository: Repository | None = None
        self._revisions = 0

    def sides(self, base: str | None, head: str | None) -> tuple[Side, Side]:
        if base is not None and head is None and ".." in base and not self._path(base):
            return self._range(base)
        return self._side(_LAST_COMMIT if base is None else base), self._side(head)

    def _range(self, text: str) -> tuple[Side, Side]:
        sign = "..." if "..." in text else ".."
        names = text.partition(sign)
        base, head = names[0] or _LAST_COMMIT, names[2] or _LAST_COMMIT
        if sign == "..":
            return self._revision(base), self._revision(head)
        parted = self._git.merge_base(base, head)
        return self._revision(parted, f"{base} ({parted[:_SHORT]})"), self._revision(head)

    def _side(self, name: str | None) -> Side:
        if name is None:
            return Side(WORKING_TREE, self._working_tree)
        path = self._path(name)
        if path is None:
            return self._revision(name)
        if len(path.parts) == 1 and self._is_revision(name):
            raise SourceError(
                f"`{name}` is a folder here, and a revision of git", f"write `./{name}` or `refs/heads/{name}`"
            )
        return Side(name, _project_in(path))

    def _path(self, name: str) -> Path | None:
        path = Path(name)
        found = self.here / path
        return path if found.is_dir() or (found.is_file() and found.suffix in (".lead", ".toml")) else None

    @property
    def _working_tree(self) -> Project:
        project = Project.find(self.here)
        if project is None:
            raise SourceError(
                f"there is no {FILE_NAME} in this folder or above",
                "go to the project's folder, or name two folders to compare: `leadwright plan OLD NEW`",
            )
        return project

    # --- revisions

    @property
    def _git(self) -> Repository:
        if self._repository is None:
            self._repository = Repository.around(self._working_tree.root)
        return self._repository

    def _is_revision(self, name: str) -> bool:
        with suppress(SourceError):
            return bool(self._git.commit(name))
        return False

    def _revision(self, name: str, label: str | None = None) -> Side:
        project = self._working_tree
        git = self._git
        commit = git.commit(name)
        self._revisions += 1
        short = commit[:_SHORT] if name == commit else name
        revision = Revision(git, short, commit, self.into / str(self._revisions))
        return Side(label or short, revision.project(project.root), revision.told)


def _project_in(path: Path) -> Project:
    if path.is_file() and path.suffix == ".lead":
        nearest = Project.find(path.resolve().parent) or Project(root=path.resolve().parent)
        return nearest.with_options(rules=[path.resolve()])
    if path.is_file():
        return Project.read(path.resolve())
    if (path / FILE_NAME).is_file():
        return Project.read(path.resolve() / FILE_NAME)
    if any(path.glob("*.lead")):
        return Project(root=path.resolve(), rules=("*.lead",))
    raise SourceError(
        f"there is no {FILE_NAME} and no rules file in {shown_path(path)}", "a folder to compare is that of a project"
    )


def data_of(head: Side, here: Path, leads: Sequence[str], events: Sequence[str], as_of: str | None) -> Project:
    """The data that both sides are tried on: what the settings of ``head`` say, where the working tree has it."""
    project = head.project
    if head.told is not str:
        working = Project.find(here)
        assert working is not None
        project = replace(project, root=working.root, file=working.file)
    return project.with_options((), leads, events, as_of)
