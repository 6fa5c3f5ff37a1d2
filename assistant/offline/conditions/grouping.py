"""Parts of a sentence joined by and, or and commas: which belong together, and when that must be asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .condition import (
    Condition,
    Fact,
    joined,
    leaves,
)
from .events import Found

Joint = Literal["", ",", "and", "or"]


@dataclass(frozen=True, slots=True)
class Atom:
    joint: Joint
    found: Found
    is_headed: bool
    has_auxiliary: bool = False
    is_participle: bool = False
    """ "have requested a demo or visited the prices": one "have" for both."""
    has_comma: bool = False


class Ambiguous(Exception):  # noqa: N818 - no error: the reader must be asked
    """Several ways to put the parentheses: each as it would be written, with its condition."""

    def __init__(self, ways: Sequence[Condition]) -> None:
        super().__init__("several readings")
        self.ways = tuple(ways)


def cut_by_commas(atoms: Sequence[Atom], joints: Sequence[Joint]) -> Condition | None:
    """ "a or b, and c": the comma before the one word is where the sentence is cut."""
    cuts = [i for i, a in enumerate(atoms) if i and a.has_comma]
    plain = [i for i, a in enumerate(atoms) if i and not a.has_comma]
    if not cuts or not plain or any(a.joint in ("", ",") for a in atoms[1:]):
        return None
    if (
        len({joints[i] for i in cuts}) != 1
        or len({joints[i] for i in plain}) != 1
        or joints[cuts[0]] == joints[plain[0]]
    ):
        return None
    groups: list[list[Condition]] = [[atoms[0].found.condition]]
    for i in range(1, len(atoms)):
        if i in cuts:
            groups.append([atoms[i].found.condition])
        else:
            groups[-1].append(atoms[i].found.condition)
    inner: Literal["all", "any"] = "any" if joints[plain[0]] == "or" else "all"
    return joined("any" if inner == "all" else "all", [joined(inner, g) for g in groups])


def ways(atoms: Sequence[Atom], joints: Sequence[Joint]) -> list[Condition]:
    """The two ways to read a mixture: "and" binds tighter, or "or" does."""

    def by(tight: Joint, inner: Literal["all", "any"], outer: Literal["all", "any"]) -> Condition:
        groups: list[list[Condition]] = [[atoms[0].found.condition]]
        for atom, joint in zip(atoms[1:], joints[1:], strict=True):
            if joint == tight:
                groups[-1].append(atom.found.condition)
            else:
                groups.append([atom.found.condition])
        return joined(outer, [joined(inner, g) for g in groups])

    return [by("or", "any", "all"), by("and", "all", "any")]


def settled(atoms: Sequence[Atom]) -> list[Joint]:
    """Commas take the word that comes after them in the list; with none they are "and", as is nothing at all."""
    joints: list[Joint] = [a.joint for a in atoms]
    following: Joint = "and"
    for i in range(len(joints) - 1, 0, -1):
        if joints[i] in ("and", "or"):
            following = joints[i]
        elif joints[i] == ",":
            joints[i] = following
        else:
            joints[i] = "and"
            following = "and"
    return joints


def by_kind(atoms: Sequence[Atom], joints: Sequence[Joint]) -> Condition | None:
    """ "US, 50+ employees, a demo or a webinar": what a lead has to be, and one of what it did. Raises Ambiguous where
    the "or" stands between different kinds."""
    is_other = any(j != "or" and a.joint for a, j in zip(atoms[1:], joints[1:], strict=True))
    if len(atoms) < 3 or is_other or not any(a.joint == "," for a in atoms[1:]):
        return None
    kinds = [_kind(a.found.condition) for a in atoms]
    is_joined = any(not a.joint for a in atoms[1:])
    if len(set(kinds)) == 1 or not (is_joined or any(_is_required(a.found.condition) for a in atoms[:-2])):
        return None
    start = len(atoms) - 1
    while start and kinds[start - 1] == kinds[-1] and (atoms[start].joint == "or" or start < len(atoms) - 1):
        start -= 1
    found = [a.found.condition for a in atoms]
    if start == len(atoms) - 1 or kinds[-1] in kinds[:start]:
        raise Ambiguous([joined("any", found), joined("all", [*found[:-2], joined("any", found[-2:])])])
    return joined("all", [*found[:start], joined("any", found[start:])])


def united(parts: Sequence[Condition]) -> list[Condition]:
    """Parts that all have to hold, without what no lead can be at once: "USA + Canada" are leads of either."""
    found: list[Condition] = []
    for part in parts:
        before = found[-1] if found else None
        first = next(iter(leaves(before))) if before is not None else None
        if before is not None and first is not None and (names := _texts_of(part)) and (others := _texts_of(first)):
            others = {t for leaf in leaves(before) for t in _texts_of(leaf)}
            if _field_of(part) == _field_of(first) and not names & others:
                found[-1] = joined("any", [before, part])
                continue
        found.append(part)
    return found


def _field_of(condition: Condition) -> str:
    return condition.field if isinstance(condition, Fact) else ""


def _texts_of(condition: Condition) -> set[str]:
    """The texts of which a field has to be one: ``country is "US"``, ``country in ("US", "CA")``."""
    if not isinstance(condition, Fact) or not condition.field:
        return set()
    said = condition.text.removeprefix(f"{condition.field} ")
    is_one = re.fullmatch(r'is "[^"]*"|in \("[^"]*"(, "[^"]*")*\)', said)
    return set(re.findall(r'"([^"]*)"', said)) if is_one and said != condition.text else set()


def _kind(condition: Condition) -> str:
    return condition.field or condition.name if isinstance(condition, Fact) else "event"


def _is_required(condition: Condition) -> bool:
    """Where a lead is, or how large: nothing that is enough alone."""
    return isinstance(condition, Fact) and (condition.bound is not None or condition.name.startswith("in_"))
