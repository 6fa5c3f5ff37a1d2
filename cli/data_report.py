"""What a run says of its data: what was left out or could not be read, each kind once, on standard error."""

from typing import TYPE_CHECKING

from .console import note, styled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..engine.report import Problem


def show_problems(problems: "Iterable[Problem]") -> None:
    """Each kind of problem with its count, its first row and what to do about it."""
    for problem in problems:
        kind = f"{problem.severity}[{problem.code}]"
        colour = "red" if problem.severity == "error" else "yellow"
        first, *others = problem.message.split("\n")
        note(f"{styled(kind, fg=colour, bold=True)}: {first}")
        for line in others:
            note(f"  {line}")
        if problem.help:
            note(f"  {styled('=', fg='bright_blue')} {styled('help', fg='cyan', bold=True)}: {problem.help}")
