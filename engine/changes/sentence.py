"""The one sentence that says what a change does."""

from collections import Counter

from ..report import counted
from .changed import Comparison, How, Kind
from .effects import Effects
from .states import DISQUALIFIED

SAME = "Nothing changes: the rules mean the same."
SAME_BUT_NAMES = "Nothing changes: the rules mean the same, only names or reasons are others."

_ORDER = (Kind.RULE, Kind.GROUP, Kind.MODEL, Kind.IGNORE, Kind.GRADE, Kind.STAGE, Kind.DISQUALIFICATION, Kind.SEGMENT)


def sentence(comparison: Comparison, effects: Effects | None) -> str:
    """``effects`` is None if there were no data."""
    if not comparison.changes:
        return SAME_BUT_NAMES if comparison.renamed else SAME
    if effects is None or not effects.leads:
        return f"{_capital(statements_changed(comparison))}; there are no leads to try it on."
    if effects.nothing:
        return f"No lead changes: all {effects.leads:,} come out as before, though {statements_changed(comparison)}."
    return f"{_capital('; '.join(_on_leads(effects)))}."


def statements_changed(comparison: Comparison) -> str:
    """``2 rules changed, 1 rule added, 1 stage removed``"""
    counts = Counter((change.kind, change.how) for change in comparison.changes)
    found = [(kind, how) for kind in _ORDER for how in (How.CHANGED, How.ADDED, How.REMOVED) if counts[kind, how]]
    said: list[str] = []
    for kind, how in found:
        alone = kind in (Kind.MODEL, Kind.GRADE)
        said.append(f"{'the ' + kind if alone else counted(counts[kind, how], kind)} {how}")
    return ", ".join(said)


def _on_leads(effects: Effects) -> list[str]:
    found, leads = effects.all, counted(effects.leads, "lead")
    said: list[str] = []
    if found.stage:
        said.append(f"{found.stage:,} of {leads} change{'s' * (found.stage == 1)} stage: {', '.join(_moves(effects))}")
    elif effects.scale.stages:
        said.append("no lead changes stage")
    of = "" if found.stage else f" of {effects.leads:,}"
    up, down = found.up.leads, found.down.leads
    if up or down:
        ways = [f"{n:,} {way}" for n, way in ((up, "up"), (down, "down")) if n]
        noun = "score" if (up or down) == 1 and not of else "scores"
        verb = "goes" if (up or down) == 1 else "go"
        first, *others = ways
        number, way = first.split(" ")
        said.append(", ".join([f"{number}{of} {noun} {verb} {way}", *others]))
        return said
    said.append("no score changes")
    if found.stage:
        return said
    for count, one, several in (
        (found.grade, "grades changes", "grades change"),
        (effects.resegmented, "leads is in other segments", "leads are in other segments"),
        (effects.requeued, "leads goes to another queue", "leads go to another queue"),
    ):
        if count:
            said.append(f"{count:,} of {effects.leads:,} {one if count == 1 else several}")
    return said


def _moves(effects: Effects) -> list[str]:
    names = effects.scale.names
    become: Counter[str] = Counter()
    back = out = back_in = 0
    for (old, new), count in effects.stages.items():
        if old == new:
            continue
        if new == DISQUALIFIED and names.index(new) == 0:
            out += count
        elif names.index(new) < names.index(old):
            back += count
        elif names.index(new) == 1:
            back_in += count
        else:
            become[new] += count
    said = [
        f"{become[name]:,} become{'s' * (become[name] == 1)} {name}" for name in effects.scale.stages if become[name]
    ]
    if back:
        said.append(f"{back:,} fall{'s' * (back == 1)} back")
    if out:
        said.append(f"{out:,} {'is' if out == 1 else 'are'} disqualified")
    if back_in:
        said.append(f"{back_in:,} {'is' if back_in == 1 else 'are'} no longer disqualified")
    return said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
