"""A timeline: a plot of the score, the dates of the stages, and every change with its causes."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# plotext does not say of what type its arguments are.

from dataclasses import dataclass
from math import ceil, floor
from threading import Lock
from typing import TYPE_CHECKING, Final

from ..dsl.render import clean
from ..dsl.values import points_text
from ..engine.columnar.steps import EARLIEST
from ..engine.thresholds import lowest_of_stages
from ..engine.timeline.words import cause_words, moment_words
from .glyphs import glyph

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.console import Console
    from rich.text import Text

    from ..engine.timeline import Change, RuleChange, Timeline

_DIM: Final = "bright_black"
_NARROWEST: Final = 20
_NARROWEST_PLOT: Final = 40
_WIDEST_PLOT: Final = 140
_PLOT_LINES: Final = 15
_TICKS: Final = 6
_A_TICK: Final = 12
_MOST_LEVELS: Final = 6
_MOST_CAUSES: Final = 4
_MOST_RULES: Final = 12


def print_timeline(console: "Console", timeline: "Timeline", zone: "tzinfo | None", *, plot: bool) -> None:
    """Times are shown in ``zone`` (None: UTC)."""
    console.print(head_line(timeline, zone))
    if plot and timeline.changes and console.width >= _NARROWEST_PLOT:
        console.print(score_plot(timeline, zone, min(console.width, _WIDEST_PLOT), coloured=not console.no_color))
    if timeline.stages:
        console.print()
        for line in stage_lines(timeline, zone):
            console.print(line)
    console.print()
    for line in change_lines(timeline, zone):
        _print_hanging(console, line)
    console.print(f"\n{foot(timeline)}")


def head_line(timeline: "Timeline", zone: "tzinfo | None") -> "Text":
    """Who it is, where the lead stands, and from when to when this goes."""
    state = timeline.final
    head = _text((clean(str(timeline.lead.id)), "bold"), f"  {points_text(state.score)} points")
    if state.disqualified is not None:
        head.append(f"  {glyph('✖', 'x')} disqualified: {clean(state.disqualified)}", "red")
    elif timeline.stages:
        reached = state.stage != "none"
        head.append(
            f"  {glyph('●', '*') if reached else glyph('·', '-')} {clean(state.stage)}", "green" if reached else _DIM
        )
    if state.grade is not None:
        head.append(f"  grade {clean(state.grade)}", "bold")
    name = getattr(zone, "key", "UTC") if zone is not None else "UTC"
    span = f"{moment_words(timeline.start, zone)} to {moment_words(timeline.end, zone)} {name}"
    head.append(f"  {span}", _DIM)
    if timeline.end > timeline.as_of:
        head.append(f"  nothing more happens after {moment_words(timeline.as_of, zone)}", "yellow")
    return head


def _print_hanging(console: "Console", line: "ChangeLine") -> None:
    """What does not fit goes on below where it began."""
    wrapped = line.what.wrap(console, max(console.width - line.head.cell_len, _NARROWEST))
    for number, part in enumerate(wrapped):
        part.rstrip()
        console.print((line.head if number == 0 else _text(" " * line.head.cell_len)) + part)


# --- the plot


_figure = Lock()
"""plotext has one figure, which is everybody's."""


def score_plot(
    timeline: "Timeline",
    zone: "tzinfo | None",
    width: int,
    height: int = _PLOT_LINES,
    *,
    coloured: bool,
) -> "Text":
    """The score as a step function, and lines at the points that stages ask for."""
    from rich.text import Text

    with _figure:
        drawn = _drawn(timeline, zone, width, height, coloured)
    return Text.from_ansi(drawn, no_wrap=True)


def _drawn(
    timeline: "Timeline",
    zone: "tzinfo | None",
    width: int,
    height: int,
    coloured: bool,
) -> str:
    import plotext as plt

    start, end = timeline.start, max(timeline.end, timeline.start + 1)
    times, scores = [start], [timeline.initial.score / 100]
    for change in timeline.changes:
        times += [change.at, change.at]
        scores += [scores[-1], change.after.score / 100]
    times.append(end)
    scores.append(scores[-1])
    plt.clear_figure()
    plt.limitsize(False, False)
    plt.plotsize(width, height)
    plt.theme("clear")
    thresholds = lowest_of_stages(timeline.plan.model)
    for name, points in thresholds.items():
        line = {"color": "orange"} if coloured else {}
        plt.plot([start, end], [points / 100, points / 100], marker="·", **line)
        plt.text(f"{clean(name)} {points_text(points)}", start, points / 100, alignment="left", **line)
    if coloured:
        plt.plot(times, scores, marker="braille", color="cyan")
    else:
        plt.plot(times, scores, marker="braille")
    tops = [points / 100 for points in thresholds.values()]
    low, high = min([0.0, *scores]), max([1.0, *scores, *tops])
    a_line = (high - low) / max(1, height - _NO_LINES)
    for change in timeline.changes:  # above the score, where no line's name stands
        if change.before.stage != change.after.stage and change.after.stage != "none":
            plt.text(clean(change.after.stage), change.at, change.after.score / 100 + a_line, alignment="left")
    ticks = max(2, min(_TICKS, width // _A_TICK))
    places = [start + (end - start) * n // (ticks - 1) for n in range(ticks)]
    has_room = ticks * _A_LONG_TICK <= width
    plt.xticks(places, [" "] * ticks)  # their words are put below them here: plotext's own are not the same in each run
    plt.ylim(low, high + 1.5 * a_line)
    plt.yticks(_levels(low, high))
    built = str(plt.build() if coloured else plt.uncolorize(plt.build())).rstrip("\n")
    words = [_tick(at, end - start, zone)[: None if has_room else 10] for at in places]
    *lines, _ = built.split("\n")
    return "\n".join([*lines, _below(plt.uncolorize(lines[-1]), words, width)])


def _below(axis: str, words: list[str], width: int) -> str:
    """Words below the ticks of an axis, each as near as the others and the edges leave room."""
    shown = ""
    for at, word in zip([n for n, sign in enumerate(axis) if sign == "┬"], words, strict=False):
        start = max(0, min(at - len(word) // 2, width - len(word)))
        if not shown or start > len(shown):
            shown = shown.ljust(start) + word
    return shown


def _levels(low: float, high: float) -> list[int]:
    """Some round numbers between both."""
    least = (high - low) / _MOST_LEVELS
    step = next(n * 10**power for power in range(9) for n in (1, 2, 5) if n * 10**power >= least)
    return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]


def _tick(at: int, span: int, zone: "tzinfo | None") -> str:
    words = moment_words(at, zone)
    return words[:16] if span < _SHORT_SPAN else words[:10]


_NO_LINES: Final = 4
"""Lines of a plot for its frame and its ticks."""
_A_LONG_TICK: Final = 20
"""Cells for a tick with the time of day."""
_SHORT_SPAN: Final = 6 * 86_400_000_000
"""Microseconds: below it ticks tell the time of day."""


# --- stages


def stage_lines(timeline: "Timeline", zone: "tzinfo | None") -> "list[Text]":
    """When each stage was reached, and whether it still is."""
    lines: list[Text] = []
    width = max(len(stage.name) for stage in timeline.stages)
    for stage in timeline.stages:
        now = stage.since is not None
        line = _text((f"{glyph('●', '*') if now else glyph('·', '-')} ", "green" if now else _DIM))
        line.append(clean(stage.name).ljust(width), "bold")
        if stage.first_reached is None:
            line.append("  never reached", _DIM)
        elif stage.first_reached == EARLIEST:
            line.append("  reached as long as anything is known")
        else:
            line.append(f"  first reached {moment_words(stage.first_reached, zone)}")
        if stage.since is not None and stage.since != stage.first_reached:
            line.append(f", since {moment_words(stage.since, zone)}")
        elif not now and stage.times:
            line.append(", not any more", "yellow")
        if stage.times > 1:
            line.append(f", {stage.times} times", _DIM)
        lines.append(line)
    return lines


# --- changes


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """``head``: when, the score and by how much it changed; ``what``: all else."""

    head: "Text"
    what: "Text"


def change_lines(timeline: "Timeline", zone: "tzinfo | None") -> list[ChangeLine]:
    """Every change, and below it the rules if there were several."""
    lines: list[ChangeLine] = []
    shown = [moment_words(change.at, zone) for change in timeline.changes]
    width = max(map(len, shown), default=0)
    for change, at in zip(timeline.changes, shown, strict=True):
        lines.append(_change_line(change, at.ljust(width), zone))
        if len(change.rules) < 2:
            continue
        rules = sorted(change.rules, key=lambda rule: -abs(rule.after - rule.before))
        lines += [_rule_line(rule, width) for rule in rules[:_MOST_RULES]]
        if len(rules) > _MOST_RULES:
            lines.append(
                ChangeLine(_text(" " * (width + 2)), _text((f"… and {len(rules) - _MOST_RULES} more rules", _DIM)))
            )
    return lines


def _change_line(change: "Change", at: str, zone: "tzinfo | None") -> ChangeLine:
    difference = change.after.score - change.before.score
    head = _text((at, "cyan"), f"  {points_text(change.after.score):>7} ")
    head.append(f"{_signed(difference):>7}", "green" if difference > 0 else "red" if difference < 0 else _DIM)
    head.append("  ")
    return ChangeLine(head, _what(change, difference, zone))


def _what(change: "Change", difference: int, zone: "tzinfo | None") -> "Text":
    line = _text()
    causes = [cause_words(cause, zone) for cause in change.causes]
    line.append(clean("; ".join(causes[:_MOST_CAUSES])))
    if len(causes) > _MOST_CAUSES:
        line.append(f"; and {len(causes) - _MOST_CAUSES} more", _DIM)
    if len(change.rules) == 1:
        line.append(f"  {_label(change.rules[0])}", _DIM)
    kept = difference - sum(rule.after - rule.before for rule in change.rules)
    if change.rules and kept:
        line.append("  held by a limit" if difference == 0 else f"  limits make {_signed(kept)} of it", "yellow")
    before, after = change.before, change.after
    if before.stage != after.stage:
        line.append(f"  {glyph('▸', '>')} {clean(after.stage)}", "bold green" if after.stage != "none" else "yellow")
    for name in change.left:
        if name not in (before.stage, after.stage):
            line.append(f"  {clean(name)} left", "yellow")
    for name in change.entered:
        if name not in (before.stage, after.stage):
            line.append(f"  {clean(name)} reached", "green")
    if before.grade != after.grade:
        line.append(
            f"  grade {clean(before.grade or 'none')} {glyph('→', '->')} {clean(after.grade or 'none')}", "bold"
        )
    if before.disqualified != after.disqualified:
        told = "no longer disqualified" if after.disqualified is None else f"disqualified: {after.disqualified}"
        line.append(f"  {clean(told)}", "red")
    for label in after.segments:
        if label not in before.segments:
            line.append(f"  +{clean(label)}", "magenta")
    for label in before.segments:
        if label not in after.segments:
            line.append(f"  -{clean(label)}", "magenta")
    return line


def _rule_line(rule: "RuleChange", width: int) -> ChangeLine:
    difference = rule.after - rule.before
    head = _text(f"{'':{width}}  {'':7} ", (f"{_signed(difference):>7}", _DIM), "    ")
    return ChangeLine(head, _text((_label(rule), _DIM)))


def _label(rule: "RuleChange") -> str:
    return clean(" ".join(rule.label.split()))


def foot(timeline: "Timeline") -> str:
    """How much happened."""
    count, silent = len(timeline.events), len(timeline.silent_events)
    changes = f"{len(timeline.changes):,} change{'s' * (len(timeline.changes) != 1)}"
    events = f"{count:,} event{'s' * (count != 1)}"
    return f"{changes}; {events}" + (f", {silent:,} of which changed nothing" if silent else "")


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else ''}{points_text(points)}" if points else ""


def _text(*parts: "str | tuple[str, str]") -> "Text":
    from rich.text import Text

    text = Text()
    for part in parts:
        text.append(*(part if isinstance(part, tuple) else (part,)))
    return text
