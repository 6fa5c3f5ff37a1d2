"""A backtest in words: cells of its tables for people, and what it comes to in a few sentences."""

from collections.abc import Iterator

from ...dsl.values import points_text, time_text
from .ranking import percent
from .report import Backtest
from .sweep import BEST_F1
from .tables import Cell, Kind


def told(kind: Kind, cell: Cell) -> str:
    """A cell for people."""
    if cell is None:
        return "–" if kind is not Kind.TEXT else ""
    match kind:
        case Kind.TEXT:
            return " ".join(str(cell).split())
        case Kind.COUNT:
            return f"{int(cell):,}"
        case Kind.POINTS:
            return points_text(int(cell))
        case Kind.SHARE:
            return percent(float(cell))
        case Kind.RATIO:
            return f"{float(cell):.2f}"
        case Kind.CHANGE:
            return "0" if cell == 0 else f"{float(cell):+.4f}"
        case Kind.RATE:
            return f"{float(cell):,.1f}".removesuffix(".0")
        case Kind.TIME:
            return time_text(int(cell))


def summary(found: Backtest) -> Iterator[tuple[str, str]]:
    """What was compared, what was left out, and how well the scores tell it apart: pairs of a word and a sentence."""
    left = found.left
    yield "moment", _moment(found.moment)
    early = f", {found.early:,} of them decided by then" if found.early else ""
    yield "compared", f"{found.compared:,} leads, of which {found.won:,} were won ({percent(found.conversion)}){early}"
    parts = [
        f"{part.leads:,} {said} ({part.won:,} won)"
        for part, said in (
            (left.decided, "were decided by then"),
            (left.not_there, "came later"),
            (left.no_moment, "have no such moment"),
            (left.outside, f'were not in the segment "{found.segment}"'),
        )
        if part.leads
    ]
    if found.open:
        parts.append(f"{found.open:,} have no outcome yet")
    if parts:
        yield "left out", "; ".join(parts)
    ranking = found.ranking
    if ranking.roc_area is not None:
        yield (
            "ROC area",
            f"{ranking.roc_area:.3f}: of a won and a lost lead the won one has the higher score "
            f"{100 * ranking.roc_area:.0f} times of 100; 0.5 is chance",
        )
    if ranking.pr_area is not None:
        yield "PR area", f"{ranking.pr_area:.3f}: average precision; {found.conversion or 0:.3f} is chance"
    if found.threshold is not None:
        yield "threshold", _threshold(found)


def _moment(notation: str) -> str:
    if notation.startswith("stage "):
        return f"each lead when it first reached {notation.removeprefix('stage ')}"
    return f"each lead {notation}" if " " in notation else f"all leads as of {notation}"


def _threshold(found: Backtest) -> str:
    assert found.threshold is not None
    row = next(row for row in found.sweep if row.confusion.threshold == found.threshold.at)
    volume = f"{row.leads:,} leads" if row.a_week is None else f"{told(Kind.RATE, row.a_week)} leads a week"
    best = next((row.confusion.threshold for row in found.sweep if BEST_F1 in row.marks), None)
    other = "" if best in (None, found.threshold.at) else f"; the best by F1 is {points_text(best)}"
    return (
        f"at {points_text(found.threshold.at)} ({found.threshold.source}) {volume}, {percent(row.confusion.precision)} "
        f"convert, {percent(row.confusion.recall)} of all won are among them{other}"
    )
