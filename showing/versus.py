"""Two versions of the rules over the same time, as lines below lines: a list that folds, or a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..dsl.render import clean
from ..dsl.values import points_text, time_text
from ..engine.report import counted
from .differences import arrow, bar_rows, count_way, difference_text, head_text, pair_text, style_of, to, way_text
from .outline import Line
from .versus_leads import NO_NAMES, Names, mover_line

if TYPE_CHECKING:
    from collections import Counter
    from datetime import tzinfo

    from rich.text import Text

    from ..engine.changes.effects import Effects
    from ..engine.versus import Found

FOLDED: Final = "folded"
"""What a line tells of whose parts are details."""
_MOST_RULES: Final = 15


# --- the page


def head_lines(found: "Found", labels: tuple[str, str]) -> Iterator["Text"]:
    """What was compared over which time, and what comes of it in a sentence."""
    from rich.text import Text

    from ..engine.changes.sentence import sentence

    after, zone = found.after, zone_of(found)
    sides = labels[1] if found.before is None else f"{labels[0]}{to()}{labels[1]}"
    time = f"{_minute(after.first, zone)} to {_minute(after.last, zone)} ({after.model.timezone})"
    yield Text(f"{sides}, {counted(after.leads, 'lead')}, {time}")
    if found.comparison is not None:
        said = sentence(found.comparison, found.effects)
        yield Text(f"At the end: {said}" if found.comparison.changes else said, "bold")


def figure_lines(found: "Found", stage: str | None) -> Line:
    from rich.text import Text

    from ..engine.versus.figures import figures

    line = Line(head_text("Key figures"))
    every = figures(found, stage)
    width = max((len(each.said) for each in every), default=0)
    for each in every:
        text = Text(f"{each.said:<{width}}  {pair_text(each)}")
        if each.before is not None:
            is_good = each.kind != "length"  # fewer days are neither good nor bad
            text.append(f"  {difference_text(each)}", style_of((each.difference or 0) if is_good else 0))
        line.add(text)
    return line


def page_lines(found: "Found", width: int, names: Names = NO_NAMES) -> Iterator[Line]:
    """What is told of no single stage or lead, the most important first."""
    if found.effects is not None:
        yield from _flow(found.effects, names)
        yield from _moved("Queues at the end", found.effects.queues)
        yield from _moved("Grades at the end", found.effects.grades)
    yield _spread(found, width)
    if found.effects is not None:
        yield from _rules(found.effects)
    yield _outcomes(found)
    yield from _changes(found)


def zone_of(found: "Found") -> "tzinfo | None":
    from ..dsl.zones import zone

    return zone(found.model.timezone)


def _minute(at: int, zone: "tzinfo | None") -> str:
    return time_text(at, zone)[:16].replace("T", " ").removesuffix(" 00:00")


# --- parts


def period_line(found: "Found", stage: str, width: int) -> Line:
    """How many leads came to a stage for the first time in each week or month."""

    old, new = found.courses(stage)
    course = new or old
    head = Line(head_text(f"New {stage} by {found.after.by}"))
    if course is None:
        return head
    labels = [step.label for step in course.steps]
    sides = [None if each is None else [step.first for step in each.steps] for each in (old, new)]
    before, after = sides
    if found.before is not None and before is None:
        before = [0] * len(labels)
    rows = [(label, None if before is None else before[n], 0 if after is None else after[n])
            for n, label in enumerate(labels)]  # fmt: skip
    return bar_rows(head, rows, width)


def _flow(effects: "Effects", names_of: Names) -> Iterator[Line]:
    from rich.text import Text

    names = effects.scale.names
    if not effects.scale.stages:
        return
    line = Line(head_text("Stages at the end"))
    moved = [(pair, count) for pair, count in effects.stages.items() if pair[0] != pair[1]]
    wide = max(map(len, names))
    left, right = (max((len(pair[side]) for pair, _ in moved), default=0) for side in (0, 1))
    for (old, new), count in sorted(moved, key=lambda item: -item[1]):
        up = names.index(new) - names.index(old)
        text = Text.assemble((f"{arrow(up)} ", style_of(up)))
        text.append(f"{old:<{left}}{to()}{new:<{right}}").append(f"  {counted(count, 'lead')}", "bold")
        part = line.add(text, FOLDED)
        for mover in effects.examples.get((old, new), ()):
            part.parts.append(mover_line(mover, names_of))
    for name in names:
        before = sum(count for (old, _), count in effects.stages.items() if old == name)
        after = sum(count for (_, new), count in effects.stages.items() if new == name)
        if before or after:
            text = Text(f"  {name:<{wide}}  {before:,}{to()}{after:,}  ")
            line.add(text.append(count_way(after - before), style_of(after - before)))
    yield line


def _moved(title: str, pairs: "Counter[tuple[str, str]]") -> Iterator[Line]:
    """Who goes from where to where; nothing if nobody does."""
    from rich.text import Text

    moved = sorted(((pair, count) for pair, count in pairs.items() if pair[0] != pair[1]), key=lambda item: -item[1])
    if not moved:
        return
    line = Line(head_text(title))
    wide = [min(30, max(len(pair[side]) for pair, _ in moved)) for side in (0, 1)]
    for (old, new), count in moved[:_MOST_RULES]:
        text = Text(f"{clean(old):<{wide[0]}}{to()}{clean(new):<{wide[1]}}  ")
        line.add(text.append(counted(count, "lead"), "bold"))
    if len(moved) > _MOST_RULES:
        line.add(Text(f"and {len(moved) - _MOST_RULES:,} more", "bright_black"))
    yield line


def _spread(found: "Found", width: int) -> Line:

    head = Line(head_text("Scores at the end"))
    bins = found.spread.bins()
    labels = [f"{each.low:,} to {each.high:,}" for each in bins]
    wide = max(map(len, labels), default=0)
    rows = [(f"{label:>{wide}}", None if found.before is None else each.before, each.after)
            for label, each in zip(labels, bins, strict=True)]  # fmt: skip
    return bar_rows(head, rows, width)


def _rules(effects: "Effects") -> Iterator[Line]:
    from rich.text import Text

    moved = sorted((e for e in effects.rules if e.leads), key=lambda e: (-abs(e.total), -e.leads))
    if not moved:
        return
    line = Line(head_text("Rules that moved the most"))
    wide = min(40, max(len(effect.pair.rule.label) for effect in moved[:_MOST_RULES]))
    for effect in moved[:_MOST_RULES]:
        rule = effect.pair.rule
        text = Text(f"{clean(rule.label):<{wide}}  ")
        whole, dot, part = points_text(abs(effect.total)).partition(".")
        text.append(way_text(effect.total, f"{int(whole):,}{dot}{part}"), style_of(effect.total))
        text.append(f" points for {counted(effect.leads, 'lead')}")
        if effect.before != effect.after:
            text.append(f"  fires for {effect.before:,}{to()}{effect.after:,}", "bright_black")
        line.add(text, None if effect.pair.after is None else effect.pair.after.place)
    if len(moved) > _MOST_RULES:
        line.add(Text(f"and {len(moved) - _MOST_RULES:,} more", "bright_black"))
    yield line


def _outcomes(found: "Found") -> Line:
    from rich.text import Text

    from ..engine.backtest.ranking import percent

    line = Line(head_text("Against what became of the leads"))
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
            text.append(f"{percent(shares[0]):>7}{to()}{percent(shares[1]):>7}   lift {lifts[0]}{to()}{lifts[1]}")
        else:
            text.append(f"{percent(shares[1]):>7}   lift {lifts[1]}")
        tenths.add(text)
    return line


def _ratio_pair(before: float | None, after: float | None, is_pair: bool) -> str:
    now = "–" if after is None else f"{after:.3f}"
    return f"{'–' if before is None else f'{before:.3f}'}{to()}{now}" if is_pair else now


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
    return to().join(said)


def _changes(found: "Found") -> Iterator[Line]:
    from rich.text import Text

    if found.comparison is None or not found.comparison.changes:
        return
    line = Line(head_text("What differs in the rules"))
    for change in found.comparison.changes:
        said = "; ".join(change.differences) or change.how.value
        name = f" {clean(change.name)}" if change.name else ""
        line.add(Text(f"{change.kind.value}{name}: {clean(said)}"), None if change.after is None else change.place)
    yield line
