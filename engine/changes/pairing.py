"""Which part of one model has become which part of another: by name, by meaning, else by likeness."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from ...dsl import model as m

T = TypeVar("T")
Key = Callable[[T], Hashable | None]
Likeness = Callable[[T, T], float]

_SAME_SUBJECT = 0.5
"""Rules that share less of what they are about than this are two rules, not one that was changed."""
_MOST_COMPARED = 40_000
"""Pairs whose likeness is looked at; among more, what has neither name nor meaning in common counts as new."""


def paired(
    before: Sequence[T], after: Sequence[T], keys: Sequence[tuple[Key[T], Key[T]]], likeness: Likeness[T] | None = None
) -> list[tuple[T | None, T | None]]:
    """Each part of ``after`` with what it was before, in their order; then what is gone.

    ``keys``: what is equal for two that belong together, before and after, the surest first; None belongs to nothing.
    ``likeness``: how like two others are, 0 for not at all.
    """
    of: dict[int, int] = {}
    left = list(range(len(before)))
    for before_key, after_key in keys:
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i in left:
            key = before_key(before[i])
            if key is not None:
                waiting[key].append(i)
        for j, part in enumerate(after):
            key = after_key(part) if j not in of else None
            if key is not None and waiting[key]:
                of[j] = waiting[key].pop(0)
        taken = set(of.values())
        left = [i for i in left if i not in taken]
    if likeness is not None:
        of |= _likest(before, after, left, [j for j in range(len(after)) if j not in of], likeness)
    taken = set(of.values())
    return [
        *((before[of[j]] if j in of else None, part) for j, part in enumerate(after)),
        *((part, None) for i, part in enumerate(before) if i not in taken),
    ]


def _likest(
    before: Sequence[T], after: Sequence[T], old: Sequence[int], new: Sequence[int], likeness: Likeness[T]
) -> dict[int, int]:
    if len(old) * len(new) > _MOST_COMPARED:
        return {}
    found = ((likeness(before[i], after[j]), i, j) for i in old for j in new)
    ranked = sorted((entry for entry in found if entry[0] > 0), key=lambda entry: (-entry[0], entry[1], entry[2]))
    of: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in taken and j not in of:
            of[j] = i
            taken.add(i)
    return of


def rules_alike(a: m.Rule, b: m.Rule) -> float:
    """How like two rules are: 0 if they are about different things."""
    return likeness((a.condition, a.body), (b.condition, b.body), a.text, b.text)


def likeness(a: object, b: object, a_text: str, b_text: str) -> float:
    """How like two parts with their words are: 0 if they are about different things."""
    mine, theirs = subjects(a), subjects(b)
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
    if shared < _SAME_SUBJECT:
        return 0.0
    return shared + SequenceMatcher(None, a_text.split(), b_text.split(), autojunk=False).ratio()


def subjects(part: object) -> set[str]:
    """The events, fields, properties, groups that a part is about."""
    return set(_subjects(part))


def _subjects(part: object) -> Iterator[str]:
    for inner in m.parts(part):
        match inner:
            case m.Filtered(event):
                yield f"event {event}"
            case m.FieldValue(name):
                yield f"field {name}"
            case m.PropertyValue(name):
                yield f"property {name}"
            case m.GroupPoints(group):
                yield f"points {group}"
            case m.Score() | m.GradeText() | m.StageText() | m.IsDisqualified():
                yield type(inner).__name__
            case _:
                pass
