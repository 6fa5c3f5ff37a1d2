"""The page of ``leadwright plan`` for a terminal or a file of text."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from click import style as styled

from .plan_page import Cell, Section, Table, Told, sections, subtitle

_LONGEST = 2_000
_NARROWEST = 20
SIGNS = {"added": ("+", "green"), "removed": ("−", "red"), "changed": ("~", "yellow")}


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
        sign, colour = SIGNS[change.how]
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

    head, *rows = aligned(table)
    is_number = _shown(table)[-1] in table.numbers

    def line(row: tuple[str, str]) -> Iterator[str]:
        before, end = row
        if is_number:
            yield f"{before}{end}".rstrip()
            return
        for n, part in enumerate(wrap(end, max(_NARROWEST, width - cell_len(before))) or [""]):
            yield ((" " * cell_len(before) if n else before) + part).rstrip()

    yield from (styled(part, dim=True) for part in line(head))
    for row in rows:
        yield from line(row)
    if table.more:
        yield f"and {table.more:,} more"


def aligned(table: Table) -> list[tuple[str, str]]:
    """The header and each row: the columns below each other, and what stands in the last one."""
    from rich.cells import cell_len

    rows = [tuple(map(_text, row)) for row in (table.header, *table.rows)]
    shown = _shown(table)
    widths = {n: max(cell_len(row[n]) for row in rows) for n in shown}

    def padded(row: Sequence[str], n: int) -> str:
        blanks = " " * (widths[n] - cell_len(row[n]))
        return blanks + row[n] if n in table.numbers else row[n] + blanks

    *before, last = shown
    return [
        (
            "".join(f"{padded(row, n)}  " for n in before),
            padded(row, last) if last in table.numbers else row[last],
        )
        for row in rows
    ]


def _shown(table: Table) -> list[int]:
    """The columns in which anything stands."""
    return [n for n, head in enumerate(table.header) if head or any(_text(row[n]) for row in table.rows)]


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(cell)
