"""A disagreement made small: one lead with as little as shows it, rules with as few words.

Hypothesis could do that, too, but it would ask for the whole crowd each time, knows nothing of what rules are made of,
and has to be asked hundreds of times; some executors take a second a call. Here the lead is made small first, all its
smaller forms in one call, and the rules by taking out what the parser says is a part of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from agreeing import DisagreementError, agree
from executors import Executor
from leadwright.dsl import nodes as n
from leadwright.dsl.check import check
from leadwright.dsl.errors import UnsupportedError
from leadwright.dsl.parse import parse_text
from leadwright.dsl.types import Value
from leadwright.engine.records import Event, Lead
from leadwright.engine.schema import schema_of
from models import model_of
from random_leads import delivered


def smallest(disagreement: DisagreementError) -> DisagreementError:
    """The same disagreement with as little of a lead, and of the rules, as show it."""
    found = _alone(disagreement)
    if len(found.situation.leads) > 1:  # only among others
        return found
    before = None
    while before is not found:
        before = found
        found = _smaller_rules(_smaller_lead(_fewer_lines(found)))
    return found


def _alone(found: DisagreementError) -> DisagreementError:
    """With one lead alone; as it was if it takes several."""
    leads = [Lead("x"), *found.situation.leads] if found.is_crash else [found.lead]
    tried = (_again(found, found.situation.rules, [lead]) for lead in leads)
    return next((other for other in tried if other is not None), found)


def _again(found: DisagreementError, rules: str, leads: Sequence[Lead]) -> DisagreementError | None:
    """The disagreement on other rules or leads, the first of them that shows it; None if none does."""
    executor = Executor(lambda _: found.score_all, leaves_out=found.leaves_out)
    try:
        known = delivered(list(leads), schema_of(model_of(rules)))
        agree(rules, known, found.situation.as_of, {found.executor: (executor, found.score_all)})
    except DisagreementError as other:
        return other if other.is_crash == found.is_crash else None
    except (AssertionError, UnsupportedError):
        return None
    return None


# --- the lead


def _smaller_lead(found: DisagreementError) -> DisagreementError:
    """Something is left out of the lead until nothing can be."""
    while (other := _smaller_lead_by_one(found)) is not None:
        found = other
    return found


def _smaller_lead_by_one(found: DisagreementError) -> DisagreementError | None:
    """All ways to leave something out are tried in one call; one by one if a call fails altogether."""
    rules = found.situation.rules
    smaller = [replace(lead, id=f"S-{i:06}") for i, lead in enumerate(_without_something(found.lead))]
    if not smaller:
        return None
    if not found.is_crash:
        other = _again(found, rules, smaller)
        return other and _again(found, rules, [replace(other.lead, id="x")])
    tried = (_again(found, rules, [replace(lead, id="x")]) for lead in smaller)
    return next((other for other in tried if other is not None), None)


def _without_something(lead: Lead) -> Iterator[Lead]:
    """The lead without some of its events, fields or properties; the smallest first."""
    if lead.fields:
        yield replace(lead, fields={})
    count = size = len(lead.events)
    while size:
        for start in range(0, count, size):
            yield replace(lead, events=lead.events[:start] + lead.events[start + size :])
        size //= 2
    for name in lead.fields:
        yield replace(lead, fields=_without(lead.fields, name))
    for i, event in enumerate(lead.events):
        for name in event.properties:
            other = Event(event.at, event.type, _without(event.properties, name))
            yield replace(lead, events=[*lead.events[:i], other, *lead.events[i + 1 :]])


def _without(values: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {n: v for n, v in values.items() if n != name}


# --- the rules


def _fewer_lines(found: DisagreementError) -> DisagreementError:
    """Lines are taken out as long as the rules pass the check: half of them at a time, then fewer."""
    lines = found.situation.rules.splitlines()
    size = len(lines)
    while size:
        start = 0
        while start < len(lines):
            fewer = lines[:start] + lines[start + size :]
            other = _with_rules(found, "\n".join(fewer))
            if other is None:
                start += size
            else:
                lines, found = fewer, other
        size //= 2
    return found


def _smaller_rules(found: DisagreementError) -> DisagreementError:
    """Parts of the rules are taken out, or parts of theirs put in their place, the longest first."""
    other: DisagreementError | None = found
    while other is not None:
        found = other
        tried = (_with_rules(found, text) for text in shorter(found.situation.rules))
        other = next((t for t in tried if t is not None), None)
    return found


def _with_rules(found: DisagreementError, rules: str) -> DisagreementError | None:
    return _again(found, rules, [found.lead]) if is_sound(rules) else None


def is_sound(rules: str) -> bool:
    path = Path(__file__).parent / "fewer.lead"
    return check([path], path.parent, {path: rules}).model is not None


def shorter(rules: str) -> list[str]:
    """Rules with one part less, the shortest first; not all of them can be read."""
    found = {rules[:start] + put + rules[end:] for start, end, put in _cuts(parse_text(rules).file, rules)}
    return sorted((text for text in found if len(text.split()) < len(rules.split())), key=len)


def _cuts(node: n.Node, rules: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of the text, and what may stand instead: nothing, or a part of what stood there."""
    below = list(n.children(node))
    for i, child in enumerate(below):
        yield child.span.start, child.span.end, ""
        if i + 1 < len(below):  # with what stands between it and the next, such as a comma
            yield child.span.start, below[i + 1].span.start, ""
        if i:
            yield below[i - 1].span.end, child.span.end, ""
        yield from ((child.span.start, child.span.end, rules[slice(*part.span)]) for part in _below(child, 2))
        yield from _cuts(child, rules)


def _below(node: n.Node, depth: int) -> Iterable[n.Node]:
    for child in n.children(node):
        yield child
        if depth > 1:
            yield from _below(child, depth - 1)
