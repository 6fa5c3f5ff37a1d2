"""Points that go by how long ago it was: "in the last 30 days 15, 31 to 90 days ago 5", "inactive 30 days -5, 60 days
-10": one after another with only a time of its own; then the first that fits counts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..conditions.condition import Happened
from .statements import ChooseRule, PointsRule, Span, Statement


def in_steps(statements: Sequence[Statement], notes: list[str]) -> list[Statement]:
    """The statements with each run of such rules as one choice, the best points first."""
    found: list[Statement] = []
    run: list[PointsRule] = []
    for s in [*statements, None]:
        if isinstance(s, PointsRule) and run and s.leans and _alike(run[0], s):
            run.append(s)
            continue
        found += _chosen(run, notes)
        run = []
        if isinstance(s, PointsRule) and _is_timed(s):
            run = [s]
        elif s is not None:
            found.append(s)
    return found


def _chosen(run: Sequence[PointsRule], notes: list[str]) -> list[Statement]:
    amounts = [s.effect.amount or Decimal(0) for s in run]
    if len(run) < 2 or len({n > 0 for n in amounts}) > 1:
        return list(run)
    first = run[0].condition
    assert isinstance(first, Happened)
    best = sorted(run, key=lambda s: -abs(s.effect.amount or Decimal(0)))
    rows = tuple((s.condition, s.effect.amount or Decimal(0)) for s in best)
    notes.append(f"of the times of `{first.name or first.source}` only the one with most points counts")
    span = Span(min(s.span.start for s in run), max(s.span.end for s in run))
    return [ChooseRule("", [], span, conditions=rows)]


def _is_timed(s: PointsRule) -> bool:
    c = s.condition
    is_plain = not (s.effect.has_tally or s.effect.fade)
    return is_plain and isinstance(c, Happened) and re.fullmatch(r"\d+[dh]|between .* ago", c.window) is not None


def _alike(first: PointsRule, s: PointsRule) -> bool:
    a, b = first.condition, s.condition
    if not _is_timed(s) or not isinstance(a, Happened) or not isinstance(b, Happened):
        return False
    return replace(a, window="", name="") == replace(b, window="", name="")
