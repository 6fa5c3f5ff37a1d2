"""Kleene's three truths in columns: one truth a row, for many rows at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..columns import Bools


@dataclass(frozen=True, slots=True)
class Truths:
    """``true`` and ``unknown`` are never both; what is neither is false. ``unknown`` is None if nothing is."""

    true: Bools
    unknown: Bools | None = None

    def __len__(self) -> int:
        return len(self.true)

    @property
    def false(self) -> Bools:
        return ~self.true if self.unknown is None else ~(self.true | self.unknown)


def known(true: Bools, is_known: Bools | None) -> Truths:
    """Truths of values that are known where ``is_known`` says so (None: everywhere)."""
    return Truths(true) if is_known is None else Truths(true & is_known, ~is_known)


def always(rows: int, truth: bool) -> Truths:
    return Truths(np.full(rows, truth))


def unknown_everywhere(rows: int) -> Truths:
    return Truths(np.zeros(rows, np.bool_), np.ones(rows, np.bool_))


def negation(truths: Truths) -> Truths:
    return Truths(truths.false, truths.unknown)


def both(parts: Sequence[Truths]) -> Truths:
    """False where any is, else unknown where any is, else true."""
    true = _all(part.true for part in parts)
    if all(part.unknown is None for part in parts):
        return Truths(true)
    none_false = _all(part.true if part.unknown is None else part.true | part.unknown for part in parts)
    return Truths(true, none_false & ~true)


def either(parts: Sequence[Truths]) -> Truths:
    """True where any is, else unknown where any is, else false."""
    true = ~_all(~part.true for part in parts)
    unknown = _any_unknown(parts)
    return Truths(true, None if unknown is None else unknown & ~true)


def at_least(number: int, parts: Sequence[Truths]) -> Truths:
    """True where so many are, false where fewer are true or unknown, else unknown."""
    count = np.zeros(len(parts[0]), np.int32)
    for part in parts:
        count += part.true
    true = count >= number
    if _any_unknown(parts) is None:
        return Truths(true)
    for part in parts:
        if part.unknown is not None:
            count += part.unknown
    return Truths(true, (count >= number) & ~true)


def _all(parts: Iterable[Bools]) -> Bools:
    found: Bools | None = None
    for part in parts:
        if found is None:
            found = part.copy()
        else:
            found &= part
    assert found is not None
    return found


def _any_unknown(parts: Sequence[Truths]) -> Bools | None:
    found: Bools | None = None
    for part in parts:
        if part.unknown is not None:
            found = part.unknown if found is None else found | part.unknown
    return found
