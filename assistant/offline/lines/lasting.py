"""Carries out what a sentence says of how long points last, for all rules that it means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...drafts import Unread
from ...reading.outline import Clause
from ..clauses.lasting import Lasting
from ..conditions.condition import Condition, Happened, Joined, Steps, leaves
from ..names.lexicon import Lexicon
from ..points.besides import event_of
from ..points.statements import ChooseRule, PointsRule, Span, Statement, TableRule
from ..points.tallies import is_tally
from .drafted import Drafted, Grouped

_OF_EVENTS: Final = frozenset(
    "engagement behavior behaviour behavioral behavioural activity activities intent actions events interest implicit "
    "engagements interests signals online".split()
)
"""Groups that hold all that a lead did, where no group is called so."""


def carried_out(
    found: Drafted, clause: Clause, lasting: Lasting, scope: Span | None, text: str, lexicon: Lexicon
) -> bool:
    """Whether it could be carried out. Rules that cannot be said with it are taken out, and reported."""
    if lasting.is_endless:
        found.notes.append(f"“{' '.join(text[clause.start : clause.end].split())}” needs no rule")
        return True
    chosen = _chosen(found, clause, lasting, scope, text, lexicon)
    if not chosen:
        return False
    words = " ".join(text[clause.start : clause.end].split())
    if lasting.resets:
        found.notes.append(f"“{words}” holds for {_told(chosen)}")
        return _begins_anew(found, chosen, lasting)
    for group, statement in list(chosen):
        at = group.statements.index(statement)
        changed = _lasting(statement, lasting)
        if changed is None:
            del group.statements[at]
            why = "points for a number of events, or for one behind another, cannot fade or expire by themselves"
            found.unread.append(Unread(text[statement.span.start : statement.span.end], why))
            chosen = [x for x in chosen if x[1] is not statement]
        else:
            group.statements[at] = changed
    found.notes += [n for n in lasting.notes if n]
    found.notes.append(f"“{words}” holds for {_told(chosen)}")
    return True


def _told(chosen: Sequence[tuple[Grouped, Statement]]) -> str:
    names: list[str] = []
    for _, s in chosen:
        if isinstance(s, PointsRule):
            names += [f"`{c.name or c.source}`" for c in leaves(s.condition) if isinstance(c, Happened)][:1]
    return ", ".join(dict.fromkeys(names)) or "the rules about what a lead did"


def _chosen(
    found: Drafted, clause: Clause, lasting: Lasting, scope: Span | None, text: str, lexicon: Lexicon
) -> list[tuple[Grouped, Statement]]:
    """The rules about what a lead did that are meant."""
    inside = scope or Span(0, len(text))
    here = [
        (g, s)
        for g in found.groups
        for s in g.statements
        if inside.start <= s.span.start < inside.end and _is_of_events(s, lexicon)
    ]
    named = [x for x in here if lasting.group and x[0].name == lasting.group]
    if named:
        return named
    if lasting.source:
        return [x for x in here if _is_of(x[1], lasting.source, lexicon)]
    if lasting.group:
        return here if set(lasting.group.split("_")) <= _OF_EVENTS else []
    if lasting.is_near:
        line = text.rfind("\n", 0, clause.start) + 1
        near = [x for x in here if line <= x[1].span.start < clause.start]
        return [] if lasting.is_one and len(near or here) > 1 else near or here
    return here


def _is_of_events(statement: Statement, lexicon: Lexicon) -> bool:
    match statement:
        case ChooseRule(conditions=conditions):
            return any(isinstance(c, Happened | Steps) for x, _ in conditions for c in leaves(x))
        case TableRule(field=of):
            return all(f.written != of for f in lexicon.fields)
        case PointsRule(condition=condition):
            return any(isinstance(c, Steps) or (isinstance(c, Happened) and not c.negated) for c in leaves(condition))
        case _:
            return False


def _is_of(statement: Statement, source: str, lexicon: Lexicon) -> bool:
    """Whether the rule is about these events, or about some of them."""
    if not isinstance(statement, PointsRule):
        return False
    sources = [c.source for c in leaves(statement.condition) if isinstance(c, Happened) and not c.negated]
    return any(s == source or event_of(s, lexicon) == source for s in sources)


def _lasting(statement: Statement, lasting: Lasting) -> Statement | None:
    match statement:
        case ChooseRule(conditions=conditions) if lasting.window:
            return replace(statement, conditions=tuple((_within(c, lasting.window), n) for c, n in conditions))
        case PointsRule(effect=effect) if effect.is_endless or (effect.fade and lasting.fade):
            return statement
        case PointsRule(condition=condition, effect=effect) if lasting.fade:
            return replace(statement, effect=replace(effect, fade=lasting.fade)) if is_tally(condition) else None
        case PointsRule(condition=condition):
            return replace(statement, condition=_within(condition, lasting.window))
        case _:
            return None


def _within(condition: Condition, window: str) -> Condition:
    """The events that have to be there in the window; what must not have happened stays as it is."""
    match condition:
        case Happened() | Steps() if not condition.window and not (
            isinstance(condition, Happened) and condition.negated
        ):
            return replace(condition, window=window)
        case Joined(least, parts):
            return Joined(least, tuple(_within(p, window) for p in parts))
        case _:
            return condition


def _begins_anew(found: Drafted, chosen: Sequence[tuple[Grouped, Statement]], lasting: Lasting) -> bool:
    """The rules in a group that begins anew with the event."""
    for group in list(found.groups):
        mine = [s for g, s in chosen if g is group]
        if not mine:
            continue
        others = [s for s in group.statements if s not in mine]
        if any(isinstance(s, PointsRule) and _is_about_leads(s) for s in others):
            others = [s for s in others if not (isinstance(s, PointsRule) and _is_about_leads(s))]
        if group.resets and group.resets != lasting.resets:
            return False
        if not others:
            group.resets = lasting.resets
            continue
        if group.limit is not None:
            return False
        group.statements = [s for s in group.statements if s not in mine]
        name = f"{group.name or 'points'}_since_{lasting.resets.split('[')[0]}"
        found.groups.append(Grouped(name, list(mine), only=group.only, resets=lasting.resets))
    found.notes += [n for n in lasting.notes if n]
    return True


def _is_about_leads(statement: PointsRule) -> bool:
    """Nothing that happened: it begins anew with no event."""
    return not any(isinstance(c, Happened | Steps) for c in leaves(statement.condition))
