"""What is wrong with the files as they are edited, each problem at its row: rules together, each test file alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..dsl.check import Checked, check
from ..dsl.diagnostics import Diagnostic, in_order
from ..dsl.errors import LeadwrightError
from ..dsl.gather import Before
from ..engine.live.rules import root_of
from ..engine.project import Project


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic with its rows and columns, from 0."""

    diagnostic: Diagnostic
    path: Path
    row: int
    column: int
    end_row: int
    end_column: int

    @property
    def is_error(self) -> bool:
        return self.diagnostic.is_error

    @property
    def said(self) -> str:
        """In one line, with what helps."""
        d = self.diagnostic
        help = f" — {d.help[0]}" if d.help else ""
        return f"{d.message}{help}"


Problems = Mapping[Path, Sequence[Problem]]


def problems_of(diagnostics: Iterable[Diagnostic]) -> dict[Path, list[Problem]]:
    found: dict[Path, list[Problem]] = {}
    for d in in_order(diagnostics):
        path = d.place.source.path
        if path is None:
            continue
        source, span = d.place
        line, column = source.position(span.start)
        end_line, end_column = source.position(max(span.start, span.end))
        problem = Problem(d, path.resolve(), line - 1, column - 1, end_line - 1, end_column - 1)
        found.setdefault(problem.path, []).append(problem)
    return found


def check_alone(
    project: Project | None,
    root: Path,
    files: Sequence[Path],
    texts: Mapping[Path, str],
    seen: Iterable[Path],
    before: Before | None = None,
) -> Iterator[Checked]:
    """The check of each of ``files`` that none before it and none of ``seen`` has read: tests, and what nothing uses.

    Files that cannot be read are passed over: the list of files shows that they are gone.
    """
    read = {path.resolve() for path in seen}
    for file in files:
        if file.resolve() in read:
            continue
        try:
            base = root_of(project, [file]) if project is not None else root
            checked = check([file], base, texts, before)
        except (OSError, LeadwrightError):
            continue
        read |= {source.path.resolve() for source in checked.sources if source.path}
        yield checked
