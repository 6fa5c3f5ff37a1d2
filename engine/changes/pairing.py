"""Which part of one model has become which part of another: by name, by meaning, else by likeness."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from ...dsl import model as m

T = TypeVar("T")
Key = Callable[[T], Hashable | None]
Likeness = Callable[[T, T], float]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAME_SUBJECT = 0.5
"""Rules that share less of what they are about than this are two rules, not one that was changed."""
_MOST_COMPARED = 10_000
"""Pairs whose likeness is looked at; among more, it is their words without the numbers that tell."""


def paired(
    before: Sequence[T],
    after: Sequence[T],
    keys: Sequence[tuple[Key[T], Key[T]]],
    likeness: Likeness[T] | None = None,
    roughly: Sequence[tuple[Key[T], Key[T]]] = (),
) -> list[tuple[T | None, T | None]]:
    """Each part of ``after`` with what it was before, in their order; then what is gone.

    ``keys``: what is equal for two that belong together, before and after, the surest first; None belongs to nothing.
    ``likeness``: how like two others are, 0 for not at all. ``roughly``: keys instead, where they are too many.
    """
    of: dict[int, int] = {}
    for key in keys:
        _by_key(before, after, key, of)
    if (len(before) - len(of)) * (len(after) - len(of)) > _MOST_COMPARED:
        for key in roughly:
            _by_key(before, after, key, of)
    elif likeness is not None:
        _by_likeness(before, after, likeness, of)
    taken = set(of.values())
    return [
        *((before[of[j]] if j in of else None, part) for j, part in enumerate(after)),
        *((part, None) for i, part in enumerate(before) if i not in taken),
    ]


def _by_key(before: Sequence[T], after: Sequence[T], keys: tuple[Key[T], Key[T]], of: dict[int, int]) -> None:
    taken = set(of.values())
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for i, part in enumerate(before):
        key = keys[0](part) if i not in taken else None
        if key is not None:
            waiting[key].append(i)
    for j, part in enumerate(after):
        key = keys[1](part) if j not in of else None
        if key is not None and waiting[key]:
            of[j] = waiting[key].popleft()


def _by_likeness(before: Sequence[T], after: Sequence[T], likeness: Likeness[T], of: dict[int, int]) -> None:
    taken = set(of.values())
    old, new = (i for i in range(len(before)) if i not in taken), [j for j in range(len(after)) if j not in of]
    found = ((likeness(before[i], after[j]), i, j) for i in old for j in new)
    for _, i, j in sorted((entry for entry in found if entry[0] > 0), key=lambda entry: (-entry[0], *entry[1:])):
        if i not in taken and j not in of:
            of[j] = i
            taken.add(i)


def rules_alike(a: m.Rule, b: m.Rule) -> float:
    """How like two rules are: 0 if they are about different things."""
    return likeness((a.condition, a.body), (b.condition, b.body), a.text, b.text)


def without_numbers(text: str) -> str:
    """The words of a rule, whatever numbers stand in it."""
    return _NUMBER.sub("0", text)


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
