"""What git says of a folder, for the list of files. Without git, or outside a repository, it says nothing."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GitState:
    """``states``: one letter for each file that differs: M changed, A added, ? not known to git, D deleted."""

    branch: str = ""
    states: dict[Path, str] = field(default_factory=dict[Path, str])


def git_state(folder: Path) -> GitState:
    """Takes some milliseconds to seconds: to be called in a worker."""
    try:
        top = _git(folder, "rev-parse", "--show-toplevel")
        said = _git(folder, "status", "--porcelain=v1", "--branch", "-z", "--untracked-files=all", "--", ".")
    except (OSError, subprocess.SubprocessError):
        return GitState()
    branch = ""
    states: dict[Path, str] = {}
    entries = iter(said.split("\0"))
    for entry in entries:
        if entry.startswith("## "):
            branch = entry[3:].removeprefix("No commits yet on ").split("...")[0].split(" ")[0]
        elif len(entry) > 3:
            letters = entry[:2].strip()
            if letters[:1] in ("R", "C"):
                next(entries, None)  # the name before
            states[Path(top.strip()) / entry[3:]] = "?" if "?" in letters else letters[-1]
    return GitState(branch, states)


def _git(folder: Path, *arguments: str) -> str:
    found = subprocess.run(
        ["git", "--no-optional-locks", *arguments], cwd=folder, check=True, capture_output=True, text=True, timeout=10
    )
    return found.stdout
