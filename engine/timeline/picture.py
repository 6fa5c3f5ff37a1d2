"""A timeline as a picture: the score as a step function, and the times at each stage below it."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# Matplotlib does not say of what type its further arguments are.

from datetime import UTC, datetime, tzinfo
from io import StringIO
from typing import Any, Final

from ...dsl.errors import UnsupportedError
from ...dsl.values import points_text
from .changes import Timeline

_SETTINGS: Final[Any] = {"svg.fonttype": "none", "svg.hashsalt": "leadwright", "font.size": 9, "text.parse_math": False}
_INK, _MUTED, _LINE, _BLUE, _GREEN, _AMBER = "#1b1f24", "#6b7280", "#d5d9df", "#2f6fd0", "#2e9468", "#c98a1b"
_WIDTH, _HEIGHT, _A_STAGE = 9.0, 3.4, 0.28
_MOST_LABELS: Final = 12


def svg_of(timeline: Timeline, zone: tzinfo | None) -> str:
    """Self-contained SVG; times in ``zone`` (None: UTC). Raises UnsupportedError without Matplotlib."""
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        raise UnsupportedError(
            "a timeline is drawn by Matplotlib, which is not installed", "pip install 'leadwright[report]'"
        ) from None
    stages = [stage.name for stage in timeline.plan.model.stages]
    with rc_context(_SETTINGS):
        below = _A_STAGE * max(1, len(stages))
        figure = Figure(figsize=(_WIDTH, _HEIGHT + below), layout="constrained")
        FigureCanvasSVG(figure)
        above, rows = figure.subplots(2, 1, sharex=True, height_ratios=[_HEIGHT, below])
        figure.suptitle(_title(timeline), x=0.01, ha="left", fontsize=11, color=_INK)
        _draw_score(above, timeline, zone)
        _draw_stages(rows, timeline, zone, stages)
        out = StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _title(timeline: Timeline) -> str:
    state = timeline.final
    stage = "" if not timeline.stages else f", stage {state.stage}"
    return f"{timeline.lead.id}: {points_text(state.score)} points{stage}"


def _moment(at: int, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(at // 1_000_000, zone or UTC)


def _draw_score(axes: Any, timeline: Timeline, zone: tzinfo | None) -> None:
    times = [timeline.start, *(change.at for change in timeline.changes), timeline.end]
    scores = [timeline.initial.score, *(change.after.score for change in timeline.changes), timeline.final.score]
    moments = [_moment(at, zone) for at in times]
    axes.step(moments, [score / 100 for score in scores], where="post", color=_BLUE, linewidth=1.6)
    axes.fill_between(moments, [score / 100 for score in scores], step="post", color=_BLUE, alpha=0.08, linewidth=0)
    if timeline.end > timeline.as_of:
        axes.axvline(_moment(timeline.as_of, zone), color=_AMBER, linewidth=1, linestyle=(0, (4, 3)))
        axes.annotate(
            "nothing more happens", (_moment(timeline.as_of, zone), 1), xycoords=("data", "axes fraction"),
            xytext=(4, -10), textcoords="offset points", color=_AMBER, fontsize=8,
        )  # fmt: skip
    for at, score, words in _labels(timeline):
        place = (_moment(at, zone), score / 100)
        axes.annotate(words, place, xytext=(3, 3), textcoords="offset points", color=_MUTED, fontsize=7)
    axes.margins(x=0.01, y=0.12)
    axes.set_ylabel("score", color=_MUTED)
    _plain(axes)
    axes.grid(axis="y", color=_LINE, linewidth=0.6)


def _labels(timeline: Timeline) -> list[tuple[int, int, str]]:
    """The moment, score and words of the largest changes, none of them in the way of another."""
    found: list[tuple[int, int, str]] = []
    scores = [timeline.initial.score, *(change.after.score for change in timeline.changes)]
    tall, wide = max(scores) - min(0, *scores) or 1, timeline.end - timeline.start or 1
    for change in sorted(timeline.changes, key=lambda c: -abs(c.after.score - c.before.score)):
        named = [rule for rule in change.rules if rule.label != rule.rule.text]
        if not named or change.after.score == change.before.score:
            continue
        rule = max(named, key=lambda r: abs(r.after - r.before))
        score = max(change.after.score, change.before.score)
        near = (abs(at - change.at) < wide / 5 and abs(other - score) < tall / 14 for at, other, _ in found)
        if not any(near):
            points = rule.after - rule.before
            found.append((change.at, score, f"{rule.label} {'+' if points > 0 else ''}{points_text(points)}"))
    return found[:_MOST_LABELS]


def _draw_stages(axes: Any, timeline: Timeline, zone: tzinfo | None, stages: list[str]) -> None:
    """A bar for each time that the lead was at a stage."""
    names = stages or ["none"]
    states = [(timeline.start, timeline.initial.stage)]
    for change in timeline.changes:
        if change.after.stage != states[-1][1]:
            states.append((change.at, change.after.stage))
    for (at, stage), end in zip(states, [*(at for at, _ in states[1:]), timeline.end], strict=True):
        if stage in stages:
            start, stop = _moment(at, zone), _moment(end, zone)
            axes.barh(names.index(stage), stop - start, left=start, height=0.6, color=_GREEN)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    _plain(axes)


def _plain(axes: Any) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)
    axes.tick_params(colors=_MUTED, length=0)
    axes.set_axisbelow(True)
