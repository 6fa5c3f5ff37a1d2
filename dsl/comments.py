"""The comments of a rules file: the grammar drops them, the formatter and the editor need them."""

import re
from dataclasses import dataclass

from .nodes import Span
from .source import SourceText

_COMMENT = re.compile(r'"(?:[^"\r\n]|"")*"|`[^`\r\n]*`|(#[^\n]*)')


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its ``#`` on, without the blanks at its end.

    ``column`` counts from 0. ``trailing``: something else stands before it on its line. ``after_blank``: the line
    before is empty.
    """

    text: str
    span: Span
    column: int
    trailing: bool
    after_blank: bool


def comments_of(source: SourceText) -> tuple[Comment, ...]:
    """All comments, in their order. A ``#`` in a text or between backticks begins none."""
    text = source.text
    if "#" not in text:
        return ()
    return tuple(_comment(source, m.start(1), m[1].rstrip()) for m in _COMMENT.finditer(text) if m[1] is not None)


def after_empty_line(source: SourceText, offset: int) -> bool:
    """Whether what stands at an offset begins its line, and the line before is empty."""
    line, column = source.position(offset)
    start = source.line_start(line)
    return line > 1 and not source.text[start : start + column - 1].strip() and not source.line(line - 1).strip()


def _comment(source: SourceText, start: int, text: str) -> Comment:
    line, column = source.position(start)
    first = source.line_start(line)
    return Comment(
        text,
        Span(start, start + len(text)),
        column - 1,
        bool(source.text[first:start].strip()),
        after_empty_line(source, start),
    )
