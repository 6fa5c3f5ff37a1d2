"""Figures before and after, and how they differ: in words, signs and bars. Nothing is told by colour alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..dsl.values import points_text
from ..engine.simulation.words import length_text
from .glyphs import glyph
from .outline import Line

if TYPE_CHECKING:
    from rich.text import Text

    from ..engine.versus.figures import Figure, Kind

_LONGEST_BAR: Final = 40
_SHORTEST_BAR: Final = 8


def head_text(text: str) -> "Text":
    from rich.text import Text

    return Text.assemble((text, "bold"))


def value_text(kind: "Kind", value: "int | float | None") -> str:
    """A figure for people."""
    if value is None:
        return glyph("–", "-")
    match kind.value:
        case "count":
            return f"{int(value):,}"
        case "length":
            return length_text(int(value))
        case "points":
            return points_text(int(value))
        case "share":
            return f"{100 * value:.1f} %"
        case _:
            return f"{value:.3f}"


def difference_text(figure: "Figure") -> str:
    """``▲ +25``, ``▼ −3.1``, ``·`` if there is none; empty if one side is lacking."""
    by = figure.difference
    if by is None:
        return ""
    return way_text(by, value_text(figure.kind, abs(by)).removesuffix(" %") + (" pp" if figure.kind == "share" else ""))


def way_text(by: "int | float", amount: str) -> str:
    if not by:
        return glyph("·", "-")
    sign = "+" if by > 0 else glyph("−", "-")
    return f"{arrow(by)} {sign}{amount}"


def arrow(by: "int | float") -> str:
    return glyph("▲", "^") if by > 0 else glyph("▼", "v")


def count_way(by: int) -> str:
    return way_text(by, f"{abs(by):,}")


def to() -> str:
    return glyph(" → ", " > ")


def pair_text(figure: "Figure") -> str:
    """``51 → 76``; one number if there is but one version."""
    after = value_text(figure.kind, figure.after)
    return after if figure.before is None else f"{value_text(figure.kind, figure.before)}{to()}{after}"


def style_of(by: "int | float") -> str:
    return "green" if by > 0 else "red" if by < 0 else "bright_black"


# --- bars


def _bar(before: int | None, after: int, most: int, width: int) -> "Text":
    """What both have, then what one has more: ▓ now, ░ before."""
    from rich.text import Text

    def cells(count: int) -> int:
        return min(width, -(-count * width // most)) if most else 0

    old, new = cells(after if before is None else before), cells(after)
    bar = Text(glyph("█", "#") * min(old, new), "cyan")
    if new > old:
        bar.append(glyph("▓", "+") * (new - old), "green")
    elif old > new:
        bar.append(glyph("░", "-") * (old - new), "red")
    return bar


def _bar_row(label: str, before: int | None, after: int, most: int, digits: int, bar_width: int) -> "Text":
    from rich.text import Text

    text = Text(f"{label}  ")
    if before is None:
        text.append(f"{after:>{digits},}")
    else:
        text.append(f"{before:>{digits},}{to()}{after:>{digits},}  ")
        text.append(f"{count_way(after - before):<{digits + 4}}", style_of(after - before))
    return text.append("  ").append_text(_bar(before, after, most, bar_width))


def bar_rows(head: Line, rows: Sequence[tuple[str, int | None, int]], width: int) -> Line:
    """``rows``: label, before, after."""
    from rich.text import Text

    most = max((max(b or 0, a) for _, b, a in rows), default=0)
    digits = len(f"{most:,}")
    wide = max((len(label) for label, _, _ in rows), default=0)
    used = wide + 3 * digits + 13 if any(b is not None for _, b, _ in rows) else wide + digits + 6
    bar_width = max(_SHORTEST_BAR, min(_LONGEST_BAR, width - used))
    for label, before, after in rows:
        head.add(_bar_row(f"{label:<{wide}}", before, after, most, digits, bar_width))
    if any(b is not None for _, b, _ in rows):
        signs = glyph("█", "#"), glyph("▓", "+"), glyph("░", "-")
        head.add(Text(f"{signs[0]} both  {signs[1]} more now  {signs[2]} fewer now", "bright_black"))
    return head
