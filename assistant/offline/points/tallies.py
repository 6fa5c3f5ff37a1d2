"""Whether points can be given for each event, and what has to be said of how they are counted."""

from ..conditions.condition import Condition, Fact, Happened, Joined, leaves
from ..names.lexicon import Lexicon
from .outcome import Outcome
from .statements import PointsRule, Statement


def fits(rule: PointsRule, outcome: Outcome) -> bool:
    """Whether the language can say it, and what has to be said of how it was read."""
    effect = rule.effect
    counted = [c for c in leaves(rule.condition) if isinstance(c, Happened)]
    c = rule.condition
    is_at_most = isinstance(c, Happened) and c.bound is not None and c.bound.low is None and c.bound.high_included
    if is_at_most and (effect.amount or 0) > 0:
        return False  # "10 points for at most 2 webinars" says how many count, and gives nothing for none
    if effect.has_tally or effect.fade:
        if not is_tally(rule.condition):
            return False
        if effect.has_tally and not effect.each:
            if not effect.fade:
                effect.each = True
                outcome.notes.append("a limit is named, so each event counts, up to the limit")
            elif effect.limit is not None or effect.once_per or effect.limit_times:
                effect.each = True
        if (
            isinstance(rule.condition, Joined)
            and rule.condition.least == "any"
            and (effect.limit is not None or effect.limit_times or effect.once_per)
        ):
            return False
    elif (
        len(counted) == 1
        and isinstance(rule.condition, Happened)
        and not counted[0].bound
        and not counted[0].measure
        and not counted[0].negated
    ):
        outcome.notes.append(f"`{counted[0].name or counted[0].source}` counts once, however often it happened")
    return True


def is_tally(condition: Condition) -> bool:
    """Whether points can be given for each event of it: one source, perhaps with facts beside it, or one of several."""
    parts = condition.parts if isinstance(condition, Joined) else (condition,)
    events = [p for p in parts if isinstance(p, Happened)]
    events = [p for p in events if not p.negated] if len(events) > 1 else events
    if any(p.bound or p.measure or p.negated for p in events):
        return False
    if isinstance(condition, Joined) and condition.least == "any":
        return len(events) == len(parts)
    if isinstance(condition, Joined) and condition.least != "all":
        return False
    return len(events) == 1 and all(isinstance(p, Fact | Happened) for p in parts)


def includes(statement: Statement, source: str, lexicon: Lexicon) -> bool:
    """Whether a rule gives points for all events of which ``source`` are some."""
    if not isinstance(statement, PointsRule):
        return False
    signal = next((s for s in lexicon.sources if s.written == source and s.is_signal), None)
    for c in leaves(statement.condition):
        if not isinstance(c, Happened) or c.negated:
            continue
        whole = next((s for s in lexicon.sources if s.written == c.source and not s.is_signal), None)
        if c.source == source or (whole is not None and c.source == source.split("[")[0]):
            return True
        if whole is not None and signal is not None and signal.base == whole.own:
            return True
    return False
