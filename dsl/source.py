"""A source text and the places in it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .nodes import Span


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """A rules file as text. ``name`` is what people are shown: the path as they would type it."""

    name: str
    text: str
    path: Path | None = None
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        object.__setattr__(self, "_starts", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def line_start(self, number: int) -> int:
        return self._starts[number - 1]

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


class Place(NamedTuple):
    """A stretch of a file."""

    source: SourceText
    span: Span

    def __str__(self) -> str:
        line, column = self.source.position(self.span.start)
        return f"{self.source.name}:{line}:{column}"
