"""Rules as they stood in a git revision: read out of the repository's objects, no working tree or index touched."""

import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from ...dsl import nodes as n
from ...dsl.errors import SourceError
from ...dsl.gather import gather
from ..project import FILE_NAME, Project

_LINK = "120000"
_FILES = ("100644", "100755", _LINK)
_MOST_LINKS = 8
_GIT_SAYS_NO = 128
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a revision."""

    mode: str
    object: str


class Repository:
    """The git repository that a folder is in."""

    def __init__(self, git: str, folder: Path, top: Path) -> None:
        self.git = git
        self.folder = folder
        self.top = top

    @classmethod
    def around(cls, folder: Path) -> "Repository":
        """Raises SourceError if there is no git, or no repository."""
        git = shutil.which("git")
        if git is None:
            raise SourceError("there is no `git` here to read revisions with", "install git, or compare two folders")
        found = _run([git, "-C", str(folder), "rev-parse", "--show-toplevel"])
        top = found.stdout.decode("utf-8", "surrogateescape").rstrip("\n")
        if found.returncode or not top:
            why = _why(found)
            if "dubious ownership" in why:
                raise SourceError(f"git does not trust the repository that {folder} is in", why)
            raise SourceError(
                f"{folder} is not in a git repository",
                "name two folders to compare: `leadwright plan OLD NEW`; or `git init` and commit first",
            )
        return cls(git, folder, Path(top))

    def commit(self, revision: str) -> str:
        """The commit that a branch, a tag, or anything else that git knows stands for. Raises SourceError if none."""
        found = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found is not None:
            return found.decode().strip()
        if not self.has_commits:
            raise SourceError(
                "the repository has no commit yet", "commit the rules first, or name two folders to compare"
            )
        raise SourceError(
            f"git knows no revision `{revision}` here, and there is no such folder",
            "name a branch, a tag or a commit (in a shallow clone `git fetch` it first), or a folder",
        )

    def merge_base(self, a: str, b: str) -> str:
        """Where two revisions parted. Raises SourceError if one is unknown, or if they have nothing in common."""
        found = self._try("merge-base", self.commit(a), self.commit(b))
        if found is None:
            raise SourceError(
                f"`{a}` and `{b}` have no commit in common",
                "in a shallow clone the one where they parted may be missing: `git fetch --unshallow`",
            )
        return found.decode().strip()

    def files(self, commit: str) -> Mapping[str, Entry]:
        """All files of a commit by their path from the top of the repository, `/` between its parts."""
        listed = self._try("ls-tree", "-r", "-z", "--full-tree", commit)
        found: dict[str, Entry] = {}
        for line in (listed or b"").split(b"\0"):
            about, sign, path = line.partition(b"\t")
            if sign:
                mode, _, object = about.decode().split(" ")
                if mode in _FILES:
                    found[os.fsdecode(path)] = Entry(mode, object)
        return found

    def contents(self, objects: Iterable[str]) -> dict[str, bytes]:
        """What some objects hold."""
        wanted = list(dict.fromkeys(objects))
        command = [self.git, "-C", str(self.folder), "cat-file", "--batch"]
        answer = _run(command, "".join(f"{object}\n" for object in wanted).encode()).stdout
        found: dict[str, bytes] = {}
        at = 0
        for object in wanted:
            end = answer.index(b"\n", at)
            header = answer[at:end].decode().split(" ")
            if len(header) < 3:  # "… missing": a partial clone that cannot fetch
                raise SourceError(f"git cannot read the object {object}", "is the clone complete?")
            size = int(header[2])
            found[object] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return found

    def names(self) -> tuple[str, ...]:
        """Branches and tags, those of late first."""
        refs = "refs/heads", "refs/remotes", "refs/tags"
        found = self._try("for-each-ref", "--sort=-creatordate", "--format=%(refname:short)", *refs)
        return tuple(os.fsdecode(line) for line in (found or b"").splitlines() if not line.endswith(b"/HEAD"))

    @property
    def has_commits(self) -> bool:
        return self._try("rev-parse", "--verify", "--quiet", "HEAD") is not None

    def listed(self, *arguments: str) -> set[str]:
        """The paths that git lists, each ended by a zero."""
        found = self._try(*arguments)
        return {os.fsdecode(path) for path in (found or b"").split(b"\0") if path}

    def _try(self, *arguments: str) -> bytes | None:
        found = _run([self.git, "-C", str(self.folder), *arguments])
        if found.returncode not in (0, 1, _GIT_SAYS_NO):
            raise SourceError(f"git failed: {_why(found)}")
        return found.stdout if found.returncode == 0 else None


def environment() -> dict[str, str]:
    """Git as it is without a terminal: it asks for nothing, and does not write to the repository. In a hook of git's
    it looks for the repository itself: what it is told there holds for another folder."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    return {**inherited, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def _run(command: list[str], given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, input=given, capture_output=True, env=environment(), check=False)


def _why(found: "subprocess.CompletedProcess[bytes]") -> str:
    return found.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")


class Revision:
    """One commit of a repository, its rules put where they can be read: ``into``, an empty folder."""

    def __init__(self, repository: Repository, name: str, commit: str, into: Path) -> None:
        self.repository = repository
        self.name = name
        self.commit = commit
        self.into = into.resolve()

    @cached_property
    def _files(self) -> Mapping[str, Entry]:
        return self.repository.files(self.commit)

    def project(self, folder: Path) -> Project:
        """The project of a folder of the repository, as it stood: its leadwright.toml, all rules files, and the lists
        that its rules read. Raises SourceError if it was not there, or has mistakes."""
        inside = PurePosixPath(*folder.resolve().relative_to(self.repository.top.resolve()).parts)
        file = str(inside / FILE_NAME)
        if file not in self._files:
            raise SourceError(f"there is no {file} in `{self.name}`", self._elsewhere(str(inside)))
        self._put([path for path in self._files if path.endswith(".lead")] + [file])
        try:
            project = Project.read(self.into / file)
            files = project.rule_files()
        except SourceError as error:
            raise SourceError(self.told(error.message), error.help) from None
        self._put(self._lists(files))
        return project

    def told(self, text: str) -> str:
        """A text about the files, as people know them: `v1.2:rules/model.lead`."""
        return text.replace(f"{self.into}{os.sep}", f"{self.name}:")

    def _elsewhere(self, inside: str) -> str:
        """Where the project may have been."""
        found = [posixpath.dirname(path) or "." for path in self._files if posixpath.basename(path) == FILE_NAME]
        if not found:
            return "there was no project yet"
        return f"there it is in {', '.join(found[:3])}; if it was moved, compare two folders"

    def _lists(self, files: list[Path]) -> Iterator[str]:
        """The list files that rules read, as far as the revision has them."""
        for located in gather(files, self.into).statements:
            if isinstance(located.statement, n.ListFrom) and located.source.path is not None:
                target = Path(os.path.normpath(located.source.path.parent / located.statement.file.value))
                if target.is_relative_to(self.into):
                    path = target.relative_to(self.into).as_posix()
                    if path in self._files:
                        yield path

    def _put(self, paths: Iterable[str]) -> None:
        found = {path: entry for path in paths if (entry := self._followed(path)) is not None}
        contents = self.repository.contents(entry.object for entry in found.values())
        for path, entry in found.items():
            target = self.into / PurePosixPath(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(contents[entry.object])

    def _followed(self, path: str) -> Entry | None:
        """The file that a path stands for; of a link the one that it leads to, if that is in the revision."""
        for _ in range(_MOST_LINKS):
            entry = self._files.get(path)
            if entry is None or entry.mode != _LINK:
                return entry
            (leads_to,) = self.repository.contents([entry.object]).values()
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(leads_to)))
        return None
