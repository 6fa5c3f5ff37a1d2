"""Diagnostics as people and programs read them: underlined text, one line each, JSON, GitHub's annotations.

All are functions over a list of diagnostics that answer a text without a line end. What comes from a file never
reaches a terminal raw: control characters are shown as signs.
"""

import json as _json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .diagnostics import Diagnostic, Edit, Severity
from .nodes import Span
from .source import Place, SourceText

_TAB: Final = "    "
_WIDEST: Final = 160
"""A line of more cells than this is shown in part."""
_TALLEST: Final = 6
"""A span over more lines than this is shown without its middle."""


@dataclass(frozen=True, slots=True)
class Palette:
    """What is put before each part of a report; ``end`` after it. Empty texts for a plain report."""

    error: str = ""
    warning: str = ""
    message: str = ""
    frame: str = ""
    related: str = ""
    help: str = ""
    end: str = ""

    def of(self, severity: Severity) -> str:
        return self.error if severity is Severity.ERROR else self.warning


PLAIN: Final = Palette()
COLOURED: Final = Palette(
    error="\x1b[1;31m",
    warning="\x1b[1;33m",
    message="\x1b[1m",
    frame="\x1b[94m",
    related="\x1b[36m",
    help="\x1b[1;36m",
    end="\x1b[0m",
)


# --- text


def text(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """Each problem with its place, the line it is on, what is marked in it, and help; blank lines between."""
    return "\n\n".join(one(d, colour=colour) for d in diagnostics)


def one(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """One problem, as ``text`` shows it."""
    p = COLOURED if colour else PLAIN
    marks = [_Mark(diagnostic.place, diagnostic.label, p.of(diagnostic.severity), "^")]
    marks += [_Mark(related.place, related.label, p.related, "-") for related in diagnostic.related]
    by_source: dict[int, list[_Mark]] = {}
    for mark in marks:
        by_source.setdefault(id(mark.place.source), []).append(mark)
    gutter = max(len(str(mark.last_line)) for mark in marks)

    kind = f"{diagnostic.severity}[{diagnostic.code.id}]"
    message = _indented(diagnostic.message, "  ")
    lines = [f"{p.of(diagnostic.severity)}{kind}{p.end}{p.message}: {message}{p.end}"]
    arrow = "-->"
    for group in by_source.values():
        lines.append(f"{' ' * gutter}{p.frame}{arrow}{p.end} {clean(str(group[0].place))}")
        lines += _snippet(group, gutter, p)
        arrow = ":::"
    for note in diagnostic.help:
        lead = f"{' ' * gutter} = help: "
        lines.append(f"{' ' * gutter} {p.frame}={p.end} {p.help}help{p.end}: {_indented(note, ' ' * len(lead))}")
    return "\n".join(lines)


class _Mark:
    """A stretch to be marked: where, with which sign and colour, and what is written beside it."""

    def __init__(self, place: Place, label: str, colour: str, sign: str) -> None:
        self.place = place
        self.label = label
        self.colour = colour
        self.sign = sign
        source, (start, end) = place
        while end > start + 1 and source.text[end - 1 : end] in ("\n", "\r"):
            end -= 1
        self.line, self.column = source.position(start)
        self.last_line, self.last_column = source.position(max(end, start))

    @property
    def is_tall(self) -> bool:
        return self.last_line > self.line


def _snippet(marks: Sequence[_Mark], gutter: int, p: Palette) -> list[str]:
    """The lines of one file that ``marks`` are on, each once, in order."""
    source = marks[0].place.source
    tall = [m for m in marks if m.is_tall]
    flat = sorted((m for m in marks if not m.is_tall), key=lambda m: (m.line, m.column, m.sign))
    bar = f"{' ' * gutter} {p.frame}|{p.end}"
    rows: list[str] = [bar]
    shown = 0

    def numbered(number: int) -> str:
        return f"{p.frame}{number:>{gutter}} |{p.end}"

    def skipped(number: int) -> None:
        if 0 < shown < number - 1:
            rows.append(f"{p.frame}...{p.end}")

    for mark in flat:
        if mark.line != shown:
            skipped(mark.line)
            window = _Window(source.line(mark.line), [m for m in flat if m.line == mark.line])
            rows.append(f"{numbered(mark.line)} {window.text}".rstrip())
            shown = mark.line
        else:
            window = _Window(source.line(mark.line), [m for m in flat if m.line == mark.line])
        before, length = window.cells(mark.column - 1, max(mark.last_column - 1, mark.column))
        label = f" {_indented(mark.label, ' ')}" if mark.label else ""
        rows.append(f"{bar} {' ' * before}{mark.colour}{mark.sign * length}{label}{p.end}")
    for mark in tall:
        if shown:
            rows.append(f"{p.frame}...{p.end}")
        rows += _tall(mark, source, gutter, p)
        shown = mark.last_line
    return rows


def _tall(mark: _Mark, source: SourceText, gutter: int, p: Palette) -> list[str]:
    """A span over several lines: a line down its left side."""
    rail = f"{mark.colour}|{p.end}"
    bar = f"{' ' * gutter} {p.frame}|{p.end}"
    rows: list[str] = []
    first = source.line(mark.line)
    at_start = not first[: mark.column - 1].strip()
    corner = f"{mark.colour}/{p.end}" if at_start else " "
    numbers = list(range(mark.line, mark.last_line + 1))
    if len(numbers) > _TALLEST:
        numbers = [*numbers[:3], 0, *numbers[-2:]]
    for number in numbers:
        if number == 0:
            rows.append(f"{p.frame}...{p.end}{' ' * gutter}{rail}")
            continue
        side = corner if number == mark.line else rail
        line = clean(source.line(number))
        rows.append(f"{p.frame}{number:>{gutter}} |{p.end} {side} {_cut(line)}".rstrip())
        if number == mark.line and not at_start:
            before = _width(clean(first[: mark.column - 1]))
            rows.append(f"{bar}  {mark.colour}{'_' * (before + 1)}{mark.sign}{p.end}")
    end = _width(clean(source.line(mark.last_line)[: max(mark.last_column - 2, 0)]))
    label = f" {_indented(mark.label, ' ')}" if mark.label else ""
    rows.append(f"{bar} {mark.colour}|{'_' * (end + 1)}{mark.sign}{label}{p.end}")
    return rows


class _Window:
    """A line as it is shown: whole, or the part around its marks if it is very long."""

    def __init__(self, line: str, marks: Sequence[_Mark]) -> None:
        self.line = line
        self.start, self.end = 0, len(line)
        if _width(clean(line)) > _WIDEST:
            self.start = max(min(m.column for m in marks) - 1 - _WIDEST // 4, 0)
            self.end = min(self.start + _WIDEST, len(line))
        self.left = "…" if self.start else ""
        right = "…" if self.end < len(line) else ""
        self.text = self.left + clean(line[self.start : self.end]) + right

    def cells(self, start: int, end: int) -> tuple[int, int]:
        """Cells before a mark, and its width: at least one, and none past what is shown."""
        start = max(start, self.start)
        before = len(self.left) + _width(clean(self.line[self.start : min(start, self.end)]))
        length = _width(clean(self.line[start : min(end, self.end)]))
        return before, max(length, 1)


def _indented(message: str, by: str) -> str:
    return ("\n" + by).join(clean(line) for line in message.split("\n"))


def _cut(line: str) -> str:
    return line if _width(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


_SIGNS: Final = {
    **{n: chr(0x2400 + n) for n in range(0x20)},
    0x7F: "␡",
    **dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F], "�"),
}


def clean(line: str) -> str:
    """Text of a file as it may be shown: tabs as four blanks, control characters as signs."""
    return line if line.isprintable() else line.replace("\t", _TAB).translate(_SIGNS)


def _width(line: str) -> int:
    """Terminal cells of cleaned text: 0 for what combines, 2 for wide characters."""
    return len(line) if line.isascii() else sum(map(_cell_width, line))


def _cell_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


# --- for programs


def concise(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """One line each: ``file:line:column: error[LW201]: message``."""
    p = COLOURED if colour else PLAIN
    return "\n".join(
        f"{clean(str(d.place))}: {p.of(d.severity)}{d.severity}[{d.code.id}]{p.end}: "
        f"{clean(' '.join(d.message.split(chr(10))))}"
        for d in diagnostics
    )


def json(diagnostics: Iterable[Diagnostic]) -> str:
    """A list of objects. Lines and columns count from 1, in characters; an end is the place just after."""
    return _json.dumps([_as_object(d) for d in diagnostics], indent=2, ensure_ascii=False)


def _as_object(d: Diagnostic) -> dict[str, object]:
    return {
        "code": d.code.id,
        "name": d.code.name,
        "severity": str(d.severity),
        "message": d.message,
        **_extent(d.place.source, d.place.span),
        "label": d.label or None,
        "help": list(d.help),
        "related": [{**_extent(r.place.source, r.place.span), "label": r.label} for r in d.related],
        "fix": None
        if d.fix is None
        else {
            "title": d.fix.title,
            "safe": d.fix.safe,
            "edits": [_edit(d.place.source, edit) for edit in d.fix.edits],
        },
    }


def _edit(source: SourceText, edit: Edit) -> dict[str, object]:
    return {**_extent(source, edit.span), "replacement": edit.replacement}


def _extent(source: SourceText, span: Span) -> dict[str, object]:
    line, column = source.position(span.start)
    end_line, end_column = source.position(max(span))
    return {"file": source.name, "line": line, "column": column, "end_line": end_line, "end_column": end_column}


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub Actions shows as annotations of the changed lines."""
    return "\n".join(map(_github, diagnostics))


def _github(d: Diagnostic) -> str:
    line, column = d.place.source.position(d.place.span.start)
    end_line, end_column = d.place.source.position(max(d.place.span))
    properties: dict[str, object] = {"file": d.place.source.name, "line": line, "endLine": end_line}
    if line == end_line:  # GitHub takes columns for annotations of one line only
        properties |= {"col": column, "endColumn": end_column}
    properties["title"] = f"{d.code.id} {d.code.name}"
    given = ",".join(f"{key}={_github_property(str(value))}" for key, value in properties.items())
    message = "\n".join([d.message, *(f"help: {note}" for note in d.help)])
    return f"::{d.severity} {given}::{_github_text(message)}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


# --- the last line


def summary(diagnostics: Iterable[Diagnostic], files: int, *, colour: bool = False) -> str:
    """``3 errors, 1 warning in 2 files``: the files that have problems; or ``no problems in 4 files``, all of them.

    >>> summary([], 1)
    'no problems in 1 file'
    """
    p = COLOURED if colour else PLAIN
    found = list(diagnostics)
    errors = sum(d.is_error for d in found)
    warnings = len(found) - errors
    if not found:
        return f"no problems in {_counted(files, 'file')}"
    parts: list[str] = []
    if errors:
        parts.append(f"{p.error}{_counted(errors, 'error')}{p.end}")
    if warnings:
        parts.append(f"{p.warning}{_counted(warnings, 'warning')}{p.end}")
    return f"{', '.join(parts)} in {_counted(len({d.place.source.name for d in found}), 'file')}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
