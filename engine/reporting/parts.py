"""What a page is made of, before it is one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "fair", "poor", "plain"]


@dataclass(frozen=True, slots=True)
class Card:
    """A figure at the top of the page."""

    name: str
    value: str
    note: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """``is_text``: set to the left."""

    name: str
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``rows``: cells, in the order of the columns; ``total``: the last row, if there is one."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """``draw`` gives the SVG when the page is made."""

    title: str
    draw: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Section:
    """``said``: what the figures say, in words; ``verdict``: against what people use; ``means``: how figures are
    defined. Charts stand beside the first table, further tables below."""

    id: str
    title: str
    said: str = ""
    verdict: str = ""
    tone: Tone = "plain"
    means: tuple[tuple[str, str], ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


NOTHING = "–"


def count_text(count: int) -> str:
    return f"{count:,}" if count else NOTHING
