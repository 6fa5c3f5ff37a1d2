"""Problems as values. What to do with them (print, underline, send to GitHub) is up to who shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .nodes import Span
from .source import Place


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its stable number and name, and what it is in one line."""

    id: str
    name: str
    severity: Severity
    summary: str

    def __str__(self) -> str:
        return self.id


class Related(NamedTuple):
    """Another place that has to do with a problem, and how."""

    place: Place
    label: str


class Edit(NamedTuple):
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits to the file of the problem. ``safe``: certainly what was meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem: ``message`` stands alone, ``label`` stands under the marked text, ``help`` says what to do."""

    code: Code
    message: str
    place: Place
    label: str = ""
    help: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def is_error(self) -> bool:
        return self.code.severity is Severity.ERROR


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file and place, each once."""
    seen: set[tuple[str, str, str, Span]] = set()
    result: list[Diagnostic] = []
    for d in sorted(diagnostics, key=lambda d: (d.place.source.name, d.place.span, d.code.id)):
        key = (d.code.id, d.message, d.place.source.name, d.place.span)
        if key not in seen:
            seen.add(key)
            result.append(d)
    return result


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.is_error for d in diagnostics)
