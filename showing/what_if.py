"""What is other of a lead as it might be: its score, and the rules that give other points."""

from typing import TYPE_CHECKING

from ..dsl.render import clean
from ..dsl.values import points_text
from .glyphs import glyph
from .outline import Line

if TYPE_CHECKING:
    from rich.text import Text

    from ..engine.explanation import Explanation


def outcome_text(now: "Explanation", before: "Explanation | None") -> "Text":
    """Score, grade and stage in a line, and what they really are where that is other."""
    from rich.text import Text

    text = Text.assemble((f"{points_text(now.score)} points", "bold"))
    if before is not None and before.score != now.score:
        delta = now.score - before.score
        text.append(f"  {_difference(delta)}", "bold green" if delta > 0 else "bold red")
        text.append(f" (is {points_text(before.score)})", "dim")
    for name, new, old in _told(now, before):
        text.append(f"   {name} ").append(clean(new), "bold")
        if old is not None and old != new:
            text.append(f" (is {clean(old)})", "dim")
    return text


def changed_lines(now: "Explanation", before: "Explanation") -> list[Line]:
    """A line for each rule that gives other points, about the ``RuleExplained``; and one if limits change the sum."""
    from rich.text import Text

    from ..engine.live.what_if import rules_changed

    lines: list[Line] = []
    changes = rules_changed(before, now)
    for change in changes:
        delta = change.now - change.before
        text = Text.assemble((_difference(delta), "bold green" if delta > 0 else "bold red"))
        text.append(f"  {clean(' '.join(change.label.split()))}", "bold")
        text.append(f"  {points_text(change.before)} {glyph('→', '->')} {points_text(change.now)}", "dim")
        lines.append(Line(text, change.rule))
    total, delta = sum(change.now - change.before for change in changes), now.score - before.score
    if total != delta:
        said = f"held by limits: {_signed(total)} in all, {_signed(delta)} in the score"
        lines.append(Line(Text(said, "yellow")))
    return lines


def _told(now: "Explanation", before: "Explanation | None") -> list[tuple[str, str, str | None]]:
    """Name, what it would be, and what it is."""
    found: list[tuple[str, str, str | None]] = []
    if now.grade is not None:
        found.append(("grade", now.grade, None if before is None else before.grade or "none"))
    if now.stages or now.disqualified is not None:
        found.append(("stage", _stage(now), None if before is None else _stage(before)))
    if now.route is not None or (before is not None and before.route is not None):
        found.append(("route", now.route or "none", None if before is None else before.route or "none"))
    return found


def _stage(explanation: "Explanation") -> str:
    return "disqualified" if explanation.disqualified is not None else explanation.stage


def _difference(delta: int) -> str:
    sign = glyph("▲", "up") if delta > 0 else glyph("▼", "down")
    return f"{sign} {_signed(delta)}"


def _signed(hundredths: int) -> str:
    return f"{'+' if hundredths > 0 else '−' if hundredths < 0 else ''}{points_text(abs(hundredths))}"
