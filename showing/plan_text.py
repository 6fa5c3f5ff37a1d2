"""The page of ``leadwright plan`` for a terminal or a file of text."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from click import style as styled

from .plan_page import Cell, Section, Table, Told, sections, subtitle

_LONGEST = 2_000
_NARROWEST = 20
_SIGNS = {"added": ("+", "green"), "removed": ("−", "red"), "changed": ("~", "yellow")}


def lines_of(told: Told, width: int, most: int) -> Iterator[str]:
    """``width``: columns that there are; ``most``: rows of a table."""
    yield styled(told.sentence, bold=True)
    yield styled(subtitle(told), dim=True)
    for section in sections(told, most, _LONGEST):
        yield ""
        yield styled(section.title, bold=True, fg="cyan")
        yield from _section(section, width)


def _section(section: Section, width: int) -> Iterator[str]:
    for change in section.changes:
        sign, colour = _SIGNS[change.how]
        first, *rest = wrap(f"{change.how} {change.said}", max(_NARROWEST, width - 4)) or [""]
        yield f"  {styled(sign, fg=colour)} {first}"
        yield from (f"    {line}" for line in rest)
        if not change.is_told and change.before != change.after:
            yield from _words("−", change.before, "red", width)
            yield from _words("+", change.after, "green", width)
    for line in section.lines:
        yield from (f"  {part}" for part in wrap(line, max(_NARROWEST, width - 2)))
    for n, table in enumerate(section.tables):
        if n or section.changes:
            yield ""
        yield from (f"  {line}" for line in _table(table, width - 2))


def _words(sign: str, words: str | None, colour: str, width: int) -> Iterator[str]:
    if words is not None:
        for n, line in enumerate(wrap(words, max(_NARROWEST, width - 8), break_on_hyphens=False)):
            yield styled(f"      {' ' if n else sign} {line}", fg=colour)


def _table(table: Table, width: int) -> Iterator[str]:
    from rich.cells import cell_len

    rows = [tuple(map(_text, row)) for row in table.rows]
    shown = [n for n, head in enumerate(table.header) if head or any(row[n] for row in rows)]
    widths = {n: max(cell_len(row[n]) for row in [table.header, *rows]) for n in shown}
    last = shown[-1]
    left = width - sum(widths[n] + 2 for n in shown[:-1])

    def padded(row: Sequence[str], n: int) -> str:
        blanks = " " * (widths[n] - cell_len(row[n]))
        return blanks + row[n] if n in table.numbers else row[n] + blanks

    def line(row: Sequence[str]) -> Iterator[str]:
        cells = [padded(row, n) for n in shown[:-1]]
        if last in table.numbers:
            yield "  ".join([*cells, padded(row, last)]).rstrip()
            return
        before = "".join(f"{cell}  " for cell in cells)
        for n, part in enumerate(wrap(row[last], max(_NARROWEST, left)) or [""]):
            yield ((" " * cell_len(before) if n else before) + part).rstrip()

    yield from (styled(head, dim=True) for head in line(table.header))
    for row in rows:
        yield from line(row)
    if table.more:
        yield f"and {table.more:,} more"


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(cell)
