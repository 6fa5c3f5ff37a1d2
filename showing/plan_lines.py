"""What a change of the rules does, as lines that fold, for the app."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from .outline import Line
from .plan_page import Changed, Section, Table, Told, sections
from .plan_text import SIGNS, aligned

if TYPE_CHECKING:
    from ..dsl.source import Place

_MOST = 200
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class AboutSection:
    """``folded``: details that are not open at first."""

    title: str
    folded: bool


@dataclass(frozen=True, slots=True)
class AboutLead:
    id: str | int


@dataclass(frozen=True, slots=True)
class AboutPlace:
    """``is_gone``: the place is in the version before."""

    place: "Place"
    is_gone: bool


def lines_of(told: Told) -> list[Line]:
    """A line a section, with what stands in it below."""
    return [_section(section) for section in sections(told, _MOST, _LONGEST)]


def _section(section: Section) -> Line:
    top = Line(Text.assemble((section.title, "bold")), AboutSection(section.title, section.folded))
    for change in section.changes:
        _change(top, change)
    for said in section.lines:
        top.add(Text.assemble((said, "dim")))
    for n, table in enumerate(section.tables):
        if n or section.changes:
            top.add(Text(""))
        _table(top, table)
    return top


def _change(top: Line, change: Changed) -> None:
    sign, colour = SIGNS[change.how]
    about = None if change.place is None else AboutPlace(change.place, change.after is None)
    line = top.add(Text.assemble((sign, colour), f" {change.how} {change.said}"), about)
    if not change.is_told and change.before != change.after:
        for before, words, style in (("−", change.before, "red"), ("+", change.after, "green")):
            if words is not None:
                line.add(Text.assemble((f"{before} {words}", style)), about)


def _table(top: Line, table: Table) -> None:
    head, *rows = (f"{before}{last}".rstrip() for before, last in aligned(table))
    top.add(Text.assemble((head, "dim")))
    for text, about in zip(rows, _leads(table), strict=True):
        top.add(Text(text), about)
    if table.more:
        top.add(Text.assemble((f"and {table.more:,} more", "dim")))


def _leads(table: Table) -> Iterator[AboutLead | None]:
    if table.leads:
        yield from map(AboutLead, table.leads)
    else:
        yield from (None for _ in table.rows)
