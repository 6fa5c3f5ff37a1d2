"""Charts as SVG that stands inside a page: drawn by Matplotlib, coloured and lettered by the page.

Each colour is drawn as one of ``COLOURS`` and named afterwards by the variable of the page's style sheet that stands
for it, so that the same chart is right on a light screen, on a dark one and on paper. Letters stay letters.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# Matplotlib does not say of what type its further arguments are.

import re
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

COLOURS: Final = {
    "ink": "#1b1f24",
    "muted": "#6b7280",
    "line": "#d5d9df",
    "blue": "#2f6fd0",
    "pale": "#a9c5ee",
    "green": "#2e9468",
    "amber": "#c98a1b",
    "red": "#c4503f",
    "band": "#dcebd9",
    "band2": "#efe7cf",
    "paper": "#fefefe",
}
_WIDTH: Final = 5.2
_SETTINGS: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "leadwright",
    "font.size": 8.2,
    "text.color": COLOURS["ink"],
    "text.parse_math": False,
    "axes.edgecolor": COLOURS["line"],
    "axes.labelcolor": COLOURS["muted"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "grid.color": COLOURS["line"],
    "grid.linewidth": 0.6,
    "xtick.color": COLOURS["muted"],
    "ytick.color": COLOURS["muted"],
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "legend.fontsize": 7.8,
}
_MOST_LABELS: Final = 13
Draw = Callable[[Axes], None]


def drawn(draw: Draw, title: str, height: float = 2.3) -> str:
    """The SVG of what ``draw`` puts on axes, so many inches high. ``title``: for whoever cannot see it."""
    with rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        out = StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _for_page(out.getvalue(), title)


def _for_page(svg: str, title: str) -> str:
    """The element alone, its colours and letters those of the page, without names of its own but those it uses."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    box = re.search(r'viewBox="([^"]*)"', svg)
    assert box is not None
    svg = re.sub(r"<svg[^>]*>", f'<svg viewBox="{box[1]}" role="img"><title>{_escaped(title)}</title>', svg, count=1)
    svg = svg.replace("xlink:href", "href")
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in used else "", svg)
    svg = re.sub(r"font: ([0-9.]+)px [^;\"]*", r"font: \1px var(--font)", svg)
    for name, colour in COLOURS.items():
        svg = svg.replace(colour, f"var(--{name})")
    return svg


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- what is drawn


def columns(
    labels: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[float]]],
    text: Callable[[float], str] | None = None,
    pale: Sequence[bool] | None = None,
) -> Draw:
    """Columns, the series (name, colour, heights) on top of each other, the sum written above; ``pale`` ones paler."""

    def draw(axes: Axes) -> None:
        places = range(len(labels))
        below = [0.0] * len(labels)
        for name, colour, heights in series:
            shades = [COLOURS["pale"] if pale and pale[n] else COLOURS[colour] for n in places]
            axes.bar(places, heights, bottom=below, width=0.66, color=shades, label=name)
            below = [b + h for b, h in zip(below, heights, strict=True)]
        for place, height in enumerate(below):
            if height and len(labels) <= 2 * _MOST_LABELS:
                said = text(height) if text else f"{height:,.0f}"
                axes.annotate(said, (place, height), (0, 2), textcoords="offset points", ha="center", fontsize=7.8)
        _months_below(axes, labels)
        axes.set_ylim(0, max([*below, 1e-9]) * 1.14)
        _whole_numbers(axes, text)
        if len(series) > 1:
            _legend(axes, len(series))

    return draw


def rates(
    labels: Sequence[str],
    shares: Sequence[float | None],
    young: Sequence[bool],
    bands: Sequence[tuple[str, str, float, float]] = (),
) -> Draw:
    """Columns of shares between 0 and 1 before horizontal bands (name, colour, from, to), young ones paler."""

    def draw(axes: Axes) -> None:
        top = max([share or 0.0 for share in shares] + [high for *_, high in bands] + [0.05])
        for name, colour, low, high in bands:
            axes.axhspan(low, high, color=COLOURS[colour], linewidth=0, zorder=0, label=name)
        heights = [share or 0.0 for share in shares]
        shades = [COLOURS["pale" if is_young else "blue"] for is_young in young]
        axes.bar(range(len(labels)), heights, width=0.58, color=shades, zorder=2)
        for place, share in enumerate(shares):
            if share is not None and len(labels) <= _MOST_LABELS:
                axes.annotate(f"{100 * share:.0f} %", (place, share), (0, 2), textcoords="offset points", ha="center",
                              fontsize=7.8)  # fmt: skip
        _months_below(axes, labels)
        axes.set_ylim(0, min(top * 1.15, 1.08))
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
        if bands:
            _legend(axes, len(bands))

    return draw


def bars(labels: Sequence[str], values: Sequence[float], colours: Sequence[str], text: Callable[[int], str]) -> Draw:
    """Bars from the left, the first one at the top, ``text(position)`` at the end of each."""

    def draw(axes: Axes) -> None:
        places = range(len(labels))
        axes.barh(places, values, height=0.62, color=[COLOURS[colour] for colour in colours])
        for place, value in enumerate(values):
            axes.annotate(text(place), (value, place), (5, 0), textcoords="offset points", va="center", fontsize=8.2)
        axes.set_yticks(places, [_short(label) for label in labels])
        axes.tick_params(axis="y", labelcolor=COLOURS["ink"])
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(0, max([*values, 1e-9]) * 1.25)
        axes.xaxis.set_visible(False)
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)

    return draw


def spread(moments: Sequence[float], labels: Callable[[float], str], quantiles: Sequence[Sequence[float]]) -> Draw:
    """Five quantiles over time: a line for the middle one, bands between the others."""

    def draw(axes: Axes) -> None:
        lowest, low, middle, high, highest = quantiles
        axes.fill_between(moments, lowest, highest, color=COLOURS["pale"], alpha=0.45, linewidth=0)
        axes.fill_between(moments, low, high, color=COLOURS["pale"], linewidth=0)
        axes.plot(moments, middle, color=COLOURS["blue"], linewidth=1.6)
        for name, line in (("10 %", lowest), ("25 %", low), ("half", middle), ("75 %", high), ("90 %", highest)):
            if line is middle or line in (lowest, highest):
                axes.annotate(name, (moments[-1], line[-1]), (4, 0), textcoords="offset points", va="center",
                              fontsize=7.2, color=COLOURS["muted"], annotation_clip=False)  # fmt: skip
        axes.set_xlim(moments[0], moments[-1])
        axes.xaxis.set_major_formatter(lambda value, _: labels(value))

    return draw


def spans(
    labels: Sequence[str], ranges: Sequence[tuple[float, float] | None], colours: Sequence[str],
    first: float, last: float, ticks: Sequence[tuple[float, str]],
) -> Draw:  # fmt: skip
    """From when to when each thing was, before a scale of time."""

    def draw(axes: Axes) -> None:
        for place, (found, colour) in enumerate(zip(ranges, colours, strict=True)):
            if found is not None:
                low, high = max(found[0], first), found[1]
                axes.barh(place, max(high - low, (last - first) / 300), left=low, height=0.5, color=COLOURS[colour])
        axes.set_yticks(range(len(labels)), [_short(label) for label in labels])
        axes.tick_params(axis="y", labelcolor=COLOURS["ink"])
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(first, last)
        axes.set_xticks([at for at, _ in ticks], [label for _, label in ticks])
        axes.grid(visible=False)
        axes.grid(visible=True, axis="x")

    return draw


def _legend(axes: Axes, count: int) -> None:
    """Above the axes, in one line."""
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=count, borderaxespad=0, handlelength=1)


def _short(label: str, most: int = 26) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"


def _months_below(axes: Axes, labels: Sequence[str]) -> None:
    step = -(-len(labels) // _MOST_LABELS)
    shown = range(0, len(labels), max(step, 1))
    axes.set_xticks(list(shown), [month_text(labels[n], with_year=n == 0) for n in shown])
    axes.set_xlim(-0.6, len(labels) - 0.4)


def _whole_numbers(axes: Axes, text: Callable[[float], str] | None) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=text is None))
    axes.yaxis.set_major_formatter(lambda value, _: text(value) if text else f"{value:,.0f}")


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_text(label: str, *, with_year: bool = True) -> str:
    """``2026-01`` as ``Jan``, with the year below it if it is January or asked for; other texts as they are."""
    year, sign, month = label.partition("-")
    if not sign or not month.isdecimal() or not 1 <= int(month) <= 12:
        return label
    return f"{_MONTHS[int(month) - 1]}\n{year}" if with_year or month == "01" else _MONTHS[int(month) - 1]
