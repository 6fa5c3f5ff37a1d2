"""A commit of exactly the files that were looked at, and the message that is proposed for it."""

import os
import signal
import subprocess
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from ...dsl.errors import SourceError
from .changed import Change, Comparison, How, Kind
from .revisions import Repository, environment
from .work_tree import FileChange

_LONGEST = 72
_EVERY = 0.05
"""Seconds between two looks whether to go on."""
_WHO = 'git config --global user.name "Your Name" and git config --global user.email you@example.com'


def proposed(comparison: Comparison | None, said: str, files: Sequence[FileChange]) -> str:
    """The message: what changed in the rules, and what that does to the leads."""
    changes = () if comparison is None else comparison.changes
    if not changes:
        verbs = {"new": "Add", "deleted": "Remove", "renamed": "Rename", "changed": "Change"}
        hows = {change.how for change in files}
        verb = verbs[hows.pop()] if len(hows) == 1 else "Change"
        first = _joined(f"{verb} ", ", ", (change.path.rpartition("/")[2] for change in files))
    else:
        first = _joined("", "; ", map(_short, changes))
    body = "\n".join(textwrap.wrap(said, _LONGEST, break_on_hyphens=False)) if said and comparison is not None else ""
    return f"{first}\n\n{body}\n" if body else f"{first}\n"


def _short(change: Change) -> str:
    name = change.name if change.kind is Kind.RULE else f"{change.kind} {change.name}".strip()
    if change.kind in (Kind.MODEL, Kind.GRADE):
        name = str(change.kind)
    if change.how is How.ADDED:
        return f"{name} new"
    if change.how is How.REMOVED:
        return f"{name} gone"
    return f"{name}: {', '.join(change.differences)}" if change.differences else f"{name} changed"


def _joined(start: str, sign: str, parts: Iterator[str]) -> str:
    """As many as a line has room for, and how many more there are; of one that is too long its beginning."""
    every = list(parts)
    said = start + (every[0] if every else "files")
    taken = 1
    for part in every[1:]:
        more = len(every) - taken - 1
        if len(said + sign + part) + (len(f", {more} more") if more else 0) > _LONGEST:
            break
        said += sign + part
        taken += 1
    more = len(every) - taken
    end = f", {more} more" if more > 0 else ""
    return (said if len(said + end) <= _LONGEST else said[: _LONGEST - len(end) - 1].rstrip() + "…") + end


def commit(
    repository: Repository, files: Sequence[FileChange], message: str, goes_on: Callable[[], bool] = lambda: True
) -> str:
    """Commits these files and nothing else, whatever else is staged; gives the short name of the commit.

    Raises SourceError with what git or a hook said. New files are then as unknown to git as they were before. To be
    called in a worker; asked whether to go on, it is stopped if not.
    """
    if not message.strip():
        raise SourceError("a commit needs a message")
    for kind in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        code, _ = _ran(repository, ["var", kind], goes_on)
        if code:
            raise SourceError("git does not know who you are, and writes that into each commit", _WHO)
    paths = [path for change in files for path in (change.was, change.path) if path is not None]
    new = [change.path for change in files if not change.is_known and change.how in ("new", "renamed")]
    if new:
        code, said = _ran(repository, ["add", "--", *new], goes_on)
        if code:
            raise SourceError("git did not take the new files", said)
    done = False
    try:
        code, said = _ran(repository, ["commit", "--quiet", "-F", "-", "--", *paths], goes_on, message)
        if code:
            raise SourceError("nothing was committed", said or "git does not say why")
        done = True
    finally:
        if new and not done:
            _ran(repository, ["rm", "--quiet", "--cached", "--", *new], lambda: True)
    _, name = _ran(repository, ["rev-parse", "--short", "HEAD"], lambda: True)
    return name


def _ran(repository: Repository, arguments: list[str], goes_on: Callable[[], bool], given: str = "") -> tuple[int, str]:
    """Exit code, and all that was said. It has no terminal that it could ask on; what it started ends with it."""
    with subprocess.Popen(
        [repository.git, "-C", str(repository.top), "--literal-pathspecs", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**environment(), "GIT_EDITOR": "true"},
        start_new_session=True,
    ) as process:
        text: bytes | None = given.encode()
        while True:
            try:
                said, _ = process.communicate(text, timeout=_EVERY)
                break
            except subprocess.TimeoutExpired:
                text = None
                if not goes_on():
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGTERM)
                    process.communicate()
                    raise SourceError("stopped: nothing was committed") from None
    return process.returncode, said.decode("utf-8", "replace").strip()
