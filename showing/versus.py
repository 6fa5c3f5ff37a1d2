"""Two versions of the rules over the same time, as lines below lines: a list that folds, or a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..dsl.render import clean
from ..dsl.values import points_text, time_text
from ..engine.report import counted
from ..engine.simulation.words import length_text
from .glyphs import glyph
from .outline import Line

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.text import Text

    from ..engine.changes.effects import Effects
    from ..engine.changes.movers import Mover
    from ..engine.versus import Found
    from ..engine.versus.came import Came, How
    from ..engine.versus.figures import Figure, Kind

_LONGEST_BAR: Final = 40
_SHORTEST_BAR: Final = 8
_ROOM_FOR_NUMBERS: Final = 40
MOST_LEADS: Final = 500
"""Of each kind that are listed."""
_MOST_RULES: Final = 15
_REASONS: Final = 3
FOLDED: Final = "folded"
"""What a line tells of whose parts are details."""
_SAID: Final = {
    "gained": "only by the rules now",
    "lost": "only by the rules before",
    "sooner": "by both",
    "later": "by both",
}


@dataclass(frozen=True, slots=True)
class LeadOf:
    """What a line tells of: a lead."""

    lead_id: str | int


# --- numbers and words


def _head(text: str) -> "Text":
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
    return f"{_arrow(by)} {sign}{amount}"


def _arrow(by: "int | float") -> str:
    return glyph("▲", "^") if by > 0 else glyph("▼", "v")


def _count_way(by: int) -> str:
    return way_text(by, f"{abs(by):,}")


def _to() -> str:
    return glyph(" → ", " > ")


def pair_text(figure: "Figure") -> str:
    """``51 → 76``; one number if there is but one version."""
    after = value_text(figure.kind, figure.after)
    return after if figure.before is None else f"{value_text(figure.kind, figure.before)}{_to()}{after}"


# --- the page


def head_lines(found: "Found", labels: tuple[str, str]) -> Iterator["Text"]:
    """What was compared over which time, and what comes of it in a sentence."""
    from rich.text import Text

    from ..engine.changes.sentence import sentence

    after, zone = found.after, _zone(found)
    sides = labels[1] if found.before is None else f"{labels[0]}{_to()}{labels[1]}"
    time = f"{_minute(after.first, zone)} to {_minute(after.last, zone)} ({after.model.timezone})"
    yield Text(f"{sides}, {counted(after.leads, 'lead')}, {time}")
    if found.comparison is not None:
        said = sentence(found.comparison, found.effects)
        yield Text(f"At the end: {said}" if found.comparison.changes else said, "bold")


def figure_lines(found: "Found", stage: str | None) -> Line:
    from rich.text import Text

    from ..engine.versus.figures import figures

    line = Line(_head("Key figures"))
    every = figures(found, stage)
    width = max((len(each.said) for each in every), default=0)
    for each in every:
        text = Text(f"{each.said:<{width}}  {pair_text(each)}")
        if each.before is not None:
            is_good = each.kind != "length"  # fewer days are neither good nor bad
            text.append(f"  {difference_text(each)}", _style((each.difference or 0) if is_good else 0))
        line.add(text)
    return line


def page_lines(found: "Found", width: int) -> Iterator[Line]:
    """What is told of no single stage or lead, the most important first."""
    if found.effects is not None:
        yield from _flow(found.effects)
    yield _spread(found, width)
    if found.effects is not None:
        yield from _rules(found.effects)
    yield _outcomes(found)
    yield from _changes(found)


def came_lines(found: "Found", stage: str, most: int = MOST_LEADS) -> Iterator[Line]:
    """The leads that come to a stage otherwise than before."""
    came = found.came_to(stage)
    if came is not None:
        yield from _came(found, came, most)


def mover_lines(found: "Found") -> Iterator[Line]:
    """Those whose scores move most."""

    if found.effects is not None and found.effects.movers:
        line = Line(_head("Biggest movers"))
        line.parts = [_mover(mover) for mover in found.effects.movers]
        yield line


def _zone(found: "Found") -> "tzinfo | None":
    from ..dsl.zones import zone

    return zone(found.model.timezone)


def _minute(at: int, zone: "tzinfo | None") -> str:
    return time_text(at, zone)[:16].replace("T", " ").removesuffix(" 00:00")


def _style(by: "int | float") -> str:
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
        text.append(f"{before:>{digits},}{_to()}{after:>{digits},}  ")
        text.append(f"{_count_way(after - before):<{digits + 4}}", _style(after - before))
    return text.append("  ").append_text(_bar(before, after, most, bar_width))


def _bar_rows(head: Line, rows: Sequence[tuple[str, int | None, int]], width: int) -> Line:
    """``rows``: label, before, after."""
    from rich.text import Text

    most = max((max(b or 0, a) for _, b, a in rows), default=0)
    digits = len(f"{most:,}")
    wide = max((len(label) for label, _, _ in rows), default=0)
    used = wide + 3 * digits + 16 if any(b is not None for _, b, _ in rows) else wide + digits + 6
    bar_width = max(_SHORTEST_BAR, min(_LONGEST_BAR, width - used))
    for label, before, after in rows:
        head.add(_bar_row(f"{label:<{wide}}", before, after, most, digits, bar_width))
    if any(b is not None for _, b, _ in rows):
        signs = glyph("█", "#"), glyph("▓", "+"), glyph("░", "-")
        head.add(Text(f"{signs[0]} both  {signs[1]} more now  {signs[2]} fewer now", "bright_black"))
    return head


# --- parts


def period_line(found: "Found", stage: str, width: int) -> Line:
    """How many leads came to a stage for the first time in each week or month."""

    old, new = found.courses(stage)
    course = new or old
    head = Line(_head(f"New {stage} by {found.after.by}"))
    if course is None:
        return head
    labels = [step.label for step in course.steps]
    sides = [None if each is None else [step.first for step in each.steps] for each in (old, new)]
    before, after = sides
    if found.before is not None and before is None:
        before = [0] * len(labels)
    rows = [(label, None if before is None else before[n], 0 if after is None else after[n])
            for n, label in enumerate(labels)]  # fmt: skip
    return _bar_rows(head, rows, width)


def _flow(effects: "Effects") -> Iterator[Line]:
    from rich.text import Text

    names = effects.scale.names
    if not effects.scale.stages:
        return
    line = Line(_head("Stages at the end"))
    moved = [(pair, count) for pair, count in effects.stages.items() if pair[0] != pair[1]]
    wide = max(map(len, names))
    for (old, new), count in sorted(moved, key=lambda item: -item[1]):
        up = names.index(new) - names.index(old)
        text = Text(f"{_arrow(up)} ", _style(up))
        text.append(f"{old}{_to()}{new:<{wide}}".ljust(2 * wide + 3)).append(f"  {counted(count, 'lead')}", "bold")
        part = line.add(text, FOLDED)
        for mover in effects.examples.get((old, new), ()):
            part.parts.append(_mover(mover))
    for name in names:
        before = sum(count for (old, _), count in effects.stages.items() if old == name)
        after = sum(count for (_, new), count in effects.stages.items() if new == name)
        if before or after:
            text = Text(f"  {name:<{wide}}  {before:,}{_to()}{after:,}  ")
            line.add(text.append(_count_way(after - before), _style(after - before)))
    yield line


def _spread(found: "Found", width: int) -> Line:

    head = Line(_head("Scores at the end"))
    bins = found.spread.bins()
    labels = [f"{each.low:,} to {each.high:,}" for each in bins]
    wide = max(map(len, labels), default=0)
    rows = [(f"{label:>{wide}}", None if found.before is None else each.before, each.after)
            for label, each in zip(labels, bins, strict=True)]  # fmt: skip
    return _bar_rows(head, rows, width)


def _rules(effects: "Effects") -> Iterator[Line]:
    from rich.text import Text

    moved = sorted((e for e in effects.rules if e.leads), key=lambda e: (-abs(e.total), -e.leads))
    if not moved:
        return
    line = Line(_head("Rules that moved the most"))
    wide = min(40, max(len(effect.pair.rule.label) for effect in moved[:_MOST_RULES]))
    for effect in moved[:_MOST_RULES]:
        rule = effect.pair.rule
        text = Text(f"{clean(rule.label):<{wide}}  ")
        text.append(way_text(effect.total, points_text(abs(effect.total))), _style(effect.total))
        text.append(f" points for {counted(effect.leads, 'lead')}")
        text.append(f"  fires for {effect.before:,}{_to()}{effect.after:,}", "bright_black")
        line.add(text, None if effect.pair.after is None else effect.pair.after.place)
    if len(moved) > _MOST_RULES:
        line.add(Text(f"and {len(moved) - _MOST_RULES:,} more", "bright_black"))
    yield line


def _outcomes(found: "Found") -> Line:
    from rich.text import Text

    from ..engine.backtest.ranking import percent

    line = Line(_head("Against what became of the leads"))
    before, after = found.backtests
    if after is None:
        line.add(Text(found.no_backtest, "bright_black"))
        return line
    line.add(
        Text(
            f"each lead {after.moment}: {after.compared:,} leads compared, "
            f"{after.won:,} won ({percent(after.conversion)})",
            "bright_black",
        )
    )
    rows = [("ROC area", *(None if side is None else side.ranking.roc_area for side in (before, after)))]
    for label, old, new in rows:
        line.add(Text(f"{label}  " + _ratio_pair(old, new, found.before is not None)))
    for stage in found.stages:
        line.add(Text(f"{stage}: " + _stage_against(found, stage)))
    tenths = line.add(Text("By score, in tenths: share that was won, and lift"), FOLDED)
    for number, part in enumerate(after.deciles):
        old = None if before is None or number >= len(before.deciles) else before.deciles[number]
        shares = [None if each is None else each.conversion for each in (old, part)]
        overall = after.conversion or 0.0
        lifts = ["" if s is None or not overall else f"{s / overall:.2f}" for s in shares]
        text = Text(f"{number + 1:>2}  ")
        if old is not None:
            text.append(f"{percent(shares[0]):>7}{_to()}{percent(shares[1]):>7}   lift {lifts[0]}{_to()}{lifts[1]}")
        else:
            text.append(f"{percent(shares[1]):>7}   lift {lifts[1]}")
        tenths.add(text)
    return line


def _ratio_pair(before: float | None, after: float | None, is_pair: bool) -> str:
    now = "–" if after is None else f"{after:.3f}"
    return f"{'–' if before is None else f'{before:.3f}'}{_to()}{now}" if is_pair else now


def _stage_against(found: "Found", stage: str) -> str:
    from ..engine.backtest.ranking import percent

    sides = (found.backtests[0], found.name_before(stage)), (found.backtests[1], stage)
    said: list[str] = []
    for side, name in sides:
        reached = None if side is None else next((r.confusion for r in side.stages if r.stage == name), None)
        if reached is not None:
            said.append(
                f"{reached.called:,} leads, {percent(reached.precision)} won, {percent(reached.recall)} of all won"
            )
        elif found.before is not None:
            said.append("no such stage")
    return _to().join(said)


def _changes(found: "Found") -> Iterator[Line]:
    from rich.text import Text

    if found.comparison is None or not found.comparison.changes:
        return
    line = Line(_head("What differs in the rules"))
    for change in found.comparison.changes:
        said = "; ".join(change.differences) or change.how.value
        name = f" {clean(change.name)}" if change.name else ""
        line.add(Text(f"{change.kind.value}{name}: {clean(said)}"), None if change.after is None else change.place)
    yield line


# --- leads


def _came(found: "Found", came: "Came", most: int) -> Iterator[Line]:
    from rich.text import Text

    from ..engine.versus.came import WAYS

    if not len(came):
        yield Line(_head(f"No lead becomes {came.stage} at another time"))
        return
    for how in WAYS:
        count = came.count(how)
        if count:
            up = 1 if how in ("gained", "sooner") else -1
            head = Line(Text.assemble((f"{_arrow(up)} {counted(count, 'lead')} {how}", f"bold {_style(up)}")))
            head.text.append(f"  {came.stage} {_SAID[how]}", "bright_black")
            head.parts = list(_coming(found, came, how, most))
            if count > most:
                head.add(Text(f"and {count - most:,} more: a report as .csv or .json has them all", "bright_black"))
            yield head


def _coming(found: "Found", came: "Came", how: "How", most: int) -> Iterator[Line]:
    from rich.text import Text

    zone = _zone(found)
    every = list(came.leads(how, most))
    wide = min(24, max((len(str(each.lead_id)) for each in every), default=0))
    for each in every:
        text = Text(f"{clean(str(each.lead_id)):<{wide}}  ")
        text.append(f"{_day(each.before, zone)}{_to()}{_day(each.after, zone)}")
        text.append(f"  score {points_text(each.score_before)}{_to()}{points_text(each.score_after)}", "bright_black")
        yield Line(text, LeadOf(each.lead_id))


def _day(at: int | None, zone: "tzinfo | None") -> str:
    from ..engine.columnar.steps import EARLIEST

    return "never".ljust(10) if at is None else "always".ljust(10) if at == EARLIEST else time_text(at, zone)[:10]


def _mover(mover: "Mover") -> Line:
    from rich.text import Text

    by = mover.after - mover.before
    text = Text(f"{clean(str(mover.lead_id))}  {points_text(mover.before)}{_to()}{points_text(mover.after)}  ")
    text.append(way_text(by, points_text(abs(by))), _style(by))
    if mover.stage_before != mover.stage_after:
        text.append(f"  {mover.stage_before}{_to()}{mover.stage_after}")
    line = Line(text, LeadOf(mover.lead_id))
    reasons = [
        f"{clean(label)} {way_text(points, points_text(abs(points)))[2:]}" for label, points in mover.by[:_REASONS]
    ]
    if reasons:
        text.append("  " + ", ".join(reasons), "bright_black")
    return line
