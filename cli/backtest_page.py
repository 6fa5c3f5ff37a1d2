"""A backtest for people: what was compared, then table after table, with small bars."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..showing.glyphs import glyph
from ..showing.tables import unframed_table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ..engine.backtest.report import Backtest
    from ..engine.backtest.tables import Cell, Column, Part, Sheet

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_BARS: Final = (16, 10, 6)
"""How long a bar is that stands for all: as long as there is room for it."""
_SHORTEST_WORDS: Final = 24
_WORDS: Final = ("rule", "why")
"""The columns that are cut where there is no room."""
_LESS_NEEDED: Final = ("left_lost", "missed_won", "would_rise", "called_lost", "called_won", "would_fall")
_WIDE: Final = 160
"""Columns of a page that is not for a terminal."""
_BARRED: Final = ("conversion", "precision")
"""The columns that have a bar beside them."""


def print_page(console: "Console", found: "Backtest", parts: "Sequence[Part]", *, with_summary: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from ..engine.backtest.tables import Part, sheet

    if with_summary:
        _print_summary(console, found)
    first = not with_summary
    for part in parts:
        table = sheet(part, found)
        if not table.rows and with_summary:
            continue
        if not first:
            console.print()
        first = False
        console.print(Text.assemble((table.title, "bold cyan"), (f"  {table.said}" if table.said else "", "dim")))
        if part is Part.CHECKS:
            _print_checks(console, found)
        elif table.rows:
            console.print(Padding(_table(table, console.width - 2), (0, 0, 0, 2), expand=False))
        else:
            console.print("  none")


def plain_page(found: "Backtest", parts: "Sequence[Part]", *, with_summary: bool) -> str:
    """The same as a text."""
    from rich.console import Console

    out = io.StringIO()
    print_page(
        Console(file=out, width=_WIDE, no_color=True, highlight=False, markup=False, emoji=False),
        found,
        parts,
        with_summary=with_summary,
    )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _print_summary(console: "Console", found: "Backtest") -> None:
    from rich.table import Table
    from rich.text import Text

    from ..engine.backtest.words import summary

    console.print(Text(found.model, "bold"))
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(style="bright_black", no_wrap=True)
    lines.add_column()
    for word, sentence in summary(found):
        lines.add_row(f"  {word}", sentence)
    if found.said:
        lines.add_row("  taken", ", ".join(found.said))
    if found.findings:
        lines.add_row(
            "  look out", Text(f"{_statements(found)} too much: see the end, or --part checks", "bold yellow")
        )
    console.print(lines)


def _statements(found: "Backtest") -> str:
    count = len({(finding.what, finding.place) for finding in found.findings})
    return "1 statement of the rules seems to know" if count == 1 else f"{count} statements of the rules seem to know"


def _print_checks(console: "Console", found: "Backtest") -> None:
    from rich.padding import Padding
    from rich.text import Text

    if not found.findings:
        console.print(Text("  nothing was found", "green"))
    for finding in found.findings:
        place = f"  {finding.place}" if finding.place else ""
        console.print(Text.assemble((f"  {glyph('▲', '!')} {finding.what}", "bold yellow"), (place, "bright_black")))
        console.print(Padding(Text(finding.message), (0, 0, 0, 4), expand=False))
        console.print(Padding(Text(f"= help: {finding.help}", "cyan"), (0, 0, 0, 4), expand=False))


def _table(sheet: "Sheet", width: int) -> "Table":
    from rich.text import Text

    from ..engine.backtest.tables import Kind

    layout = _Layout(sheet, width)
    table = unframed_table()
    for _, column in layout.shown:
        left = column.kind in (Kind.TEXT, Kind.TIME)
        table.add_column(column.head, justify="left" if left else "right", no_wrap=True)
        if column.name in _BARRED:
            table.add_column("", no_wrap=True, width=layout.bar)
    for number, row in enumerate(sheet.rows):
        cells: list[Text] = []
        for n, column in layout.shown:
            cells.append(Text(layout.texts[n][number], _style(column, row[n])))
            if column.name in _BARRED:
                cells.append(Text(bar(float(row[n] or 0.0), layout.bar), "blue"))
        table.add_row(*cells)
    return table


class _Layout:
    """What of a table fits: shorter bars, then fewer columns, then what is left of the words."""

    def __init__(self, sheet: "Sheet", width: int) -> None:
        from rich.cells import cell_len

        from ..engine.backtest.words import told

        self.shown = [(n, c) for n, c in enumerate(sheet.columns) if c.brief and _says_something(n, sheet)]
        self.texts = {n: [told(c.kind, row[n]) for row in sheet.rows] for n, c in self.shown}
        self.wide = {n: max(cell_len(c.head), *map(cell_len, self.texts[n])) for n, c in self.shown}
        self.bar = _BARS[0]
        words = [n for n, c in self.shown if c.name in _WORDS]
        for n in words:
            self.wide[n] = min(self.wide[n], _SHORTEST_WORDS)
        for self.bar in _BARS:
            if self._needed() <= width:
                break
        for name in _LESS_NEEDED:
            if self._needed() <= width:
                break
            self.shown = [(n, c) for n, c in self.shown if c.name != name]
        for n in words:
            room = self.wide[n] + max(0, width - self._needed()) // len(words)
            self.texts[n] = [_cut(text, room) for text in self.texts[n]]

    def _needed(self) -> int:
        bars = sum(self.bar + 2 for _, column in self.shown if column.name in _BARRED)
        return sum(self.wide[n] + 2 for n, _ in self.shown) + bars


def _says_something(number: int, sheet: "Sheet") -> bool:
    """Whether a column has anything in it: rules may have no note, thresholds no reason, moments be one for all."""
    return any(row[number] not in (None, "") for row in sheet.rows)


def _cut(text: str, room: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + glyph("…", "~")


def _style(column: "Column", cell: "Cell") -> str:
    match column.name:
        case "lift" if isinstance(cell, float):
            return "green" if cell >= 1.2 else "red" if cell <= 0.8 else ""
        case "roc_area_lost" if isinstance(cell, float):
            return "red" if cell < -0.0005 else "green" if cell > 0.0005 else "bright_black"
        case "why":
            return "bold yellow"
        case "note":
            return "bright_black"
        case "would_fall" | "would_rise" | "other_stage" if cell == 0:
            return "bright_black"
        case _:
            return ""


def bar(part: float, width: int) -> str:
    """A share of one as a bar.

    >>> bar(0.5, 4), bar(0.0, 4)
    ('██', '')
    """
    eighths = round(max(0.0, min(part, 1.0)) * width * 8)
    if glyph(_EIGHTHS[1], "#") == "#":
        return "#" * round(eighths / 8)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
