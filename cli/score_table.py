"""Results as a table: laid out for a terminal, plain and whole for a pipe."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..dsl.render import clean
from ..dsl.values import points_text, time_text
from ..showing.glyphs import glyph
from ..showing.stage_styles import stage_style
from ..showing.tables import unframed_table

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ..engine.result_columns import ResultColumn, ResultRow

_LEFT_OUT_IF_NARROW = ("segments", "due", "route")


def plain_table(columns: "Sequence[ResultColumn]", rows: "Sequence[ResultRow]") -> Iterator[str]:
    """Lines of columns that stand below each other, two blanks between: every value, nothing cut."""
    from ..engine.result_columns import Kind

    lines = [[_plain(c.kind, value) for c, value in zip(columns, row, strict=True)] for row in rows]
    for at, column in enumerate(columns):
        if column.kind is Kind.POINTS:
            for line, text in zip(lines, aligned([row[at] for row in rows]), strict=True):
                line[at] = text
    heads = [c.name for c in columns]
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    right = [c.kind is Kind.POINTS for c in columns]
    for line in (heads, *lines):
        yield "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()


def _plain(kind: Any, value: Any) -> str:
    from ..engine.result_columns import Kind

    if value is None or value == ():
        return "-"
    match kind:
        case Kind.POINTS:
            return points_text(value)
        case Kind.FLAG:
            return "yes" if value else "no"
        case Kind.TIME:
            return time_text(value)
        case Kind.TEXTS:
            return ", ".join(map(_one_line, value)) or "-"
        case Kind.FIRED:
            return ", ".join(f"{signed(points)} {_one_line(rule)}" for rule, points in _strongest(value)) or "-"
        case _:
            return _one_line(str(value))


def _one_line(text: str) -> str:
    return text if text.isprintable() else clean(" ".join(text.split()))


def signed(points: int) -> str:
    """Points with their sign: ``+25``, ``-10``."""
    return f"{'' if points < 0 else '+'}{points_text(points)}"


def aligned(points: Sequence[int]) -> list[str]:
    """Points as texts of which the decimal points stand below each other if the texts are set to the right.

    >>> aligned([9500, 2475, 50])
    ['95   ', '24.75', ' 0.5 ']
    """
    texts = [points_text(p) for p in points]
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    if decimals:
        texts = [text + " " * (decimals - len(text.partition(".")[2]) + ("." not in text)) for text in texts]
    width = max(map(len, texts), default=0)
    return [text.rjust(width) for text in texts]


def _short(rule: str) -> str:
    """A rule's words without its points, which stand beside it already."""
    rule = _one_line(rule)
    return re.split(r" (?:add|subtract) ", rule, maxsplit=1)[0] if re.match(r"(when|each|latest) ", rule) else rule


def _strongest(fired: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(fired, key=lambda pair: -abs(pair[1]))


class TerminalTable:
    """A table for people: the score first to be seen, empty columns left out, what fired cut to the width."""

    def __init__(
        self, columns: "Sequence[ResultColumn]", stages: Sequence[str], zone: "tzinfo | None", width: int
    ) -> None:
        self.columns = columns
        self.stages = stages
        self.zone = zone
        self.width = width
        self.at = {column.name: n for n, column in enumerate(columns)}

    def print(self, console: "Console", rows: "Sequence[ResultRow]") -> None:
        console.print(self._table(rows))

    def _table(self, rows: "Sequence[ResultRow]") -> "Table":

        from ..engine.result_columns import Kind

        groups = [c.name for c in self.columns if c.kind is Kind.POINTS and c.name != "score"]
        apart = ("disqualified", "fired")
        shown = [c.name for c in self.columns if c.name not in apart and self._has_values(c, rows)]
        shown = self._fitting(shown, groups, rows)
        table = unframed_table()
        highest = max((row[self.at["score"]] for row in rows), default=0)
        for name in shown:
            is_points = name == "score" or name in groups
            table.add_column(name, justify="right" if is_points else "left", no_wrap=True)
        rest = max(self.width - self._needed(shown, groups, rows), 10)
        table.add_column("fired", width=rest, no_wrap=True, overflow="ellipsis")
        points = {name: aligned([row[self.at[name]] for row in rows]) for name in ("score", *groups)}
        for n, row in enumerate(rows):
            cells = {name: self._cell(name, row, highest, groups) for name in shown}
            for name in cells.keys() & points.keys():
                cells[name].plain = points[name][n]
            table.add_row(*cells.values(), self._fired(row))
        return table

    def _has_values(self, column: "ResultColumn", rows: "Sequence[ResultRow]") -> bool:
        if column.name in ("lead_id", "score", "stage"):
            return column.name != "stage" or bool(self.stages)
        at = self.at[column.name]
        return any(row[at] not in (None, (), "none") for row in rows)

    def _fitting(self, shown: list[str], groups: Sequence[str], rows: "Sequence[ResultRow]") -> list[str]:
        """Without what is less important, until a third of the width is left for what fired."""
        for name in (*_LEFT_OUT_IF_NARROW, *reversed(groups), "grade"):
            if self._needed(shown, groups, rows) <= self.width - self.width // 3:
                break
            shown = [other for other in shown if other != name]
        return shown

    def _needed(self, shown: Sequence[str], groups: Sequence[str], rows: "Sequence[ResultRow]") -> int:
        """The width of columns, with the two blanks after each."""
        from rich.cells import cell_len

        return sum(
            max([cell_len(name), *(cell_len(self._cell(name, row, 0, groups).plain) for row in rows)]) + 2
            for name in shown
        )

    def _cell(self, name: str, row: "ResultRow", highest: int, groups: Sequence[str]) -> "Text":
        from rich.text import Text

        value = row[self.at[name]]
        if name == "score":
            return Text(points_text(value), _score_style(value, highest))
        if name == "stage":
            return self._stage(row)
        if value is None or value == ():
            return Text(glyph("·", "-"), "bright_black")
        if name in groups:
            return Text(points_text(value), "red" if value < 0 else "bright_black" if value == 0 else "")
        if name == "due":
            return Text(time_text(value, self.zone)[:16].replace("T", " "))
        if name == "segments":
            return Text(", ".join(map(_one_line, value)), "magenta")
        text = _one_line(str(value))
        return Text(text, "bright_black" if name == "grade" and text == "none" else "bold" if name == "grade" else "")

    def _stage(self, row: "ResultRow") -> "Text":
        from rich.text import Text

        reason = row[self.at["disqualified"]]
        if reason not in (None, False):
            said = "disqualified" if reason is True or not reason else _one_line(str(reason))
            return Text(f"{glyph('✖', 'x')} {said}", "red")
        stage = row[self.at["stage"]]
        if stage not in self.stages:
            return Text(f"{glyph('·', '-')} {stage}", "bright_black")
        return Text(f"{glyph('●', '*')} {stage}", stage_style(stage, self.stages))

    def _fired(self, row: "ResultRow") -> "Text":
        from rich.text import Text

        text = Text()
        for n, (rule, points) in enumerate(_strongest(row[self.at["fired"]] or ())):
            text.append("  " if n else "")
            text.append(signed(points), "red" if points < 0 else "green")
            text.append(f" {_short(rule)}")
        return text


def _score_style(score: int, highest: int) -> str:
    if score < 0:
        return "bold red"
    if score == 0:
        return "bright_black"
    if 3 * score >= 2 * highest:
        return "bold green"
    return "bold" if 3 * score >= highest else ""
