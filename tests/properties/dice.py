"""Where random choices come from: a seed, or Hypothesis, which can then make a failing example smaller.

What writes random models and leads asks a ``Dice`` alone. The first of several choices is the simplest: that is where
Hypothesis goes. A ``piece`` is what it can leave out as a whole.

    Rolled(seed).one("a", "b")         # a seed gives the same choices for ever
    Drawn(draw).one("a", "b")          # inside a strategy made with @st.composite
"""

import random
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Choice = str | Callable[[], str]


class Dice(Protocol):
    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        ...

    def piece(self, make: Callable[[], T]) -> T:
        """What ``make`` gives: one piece, of a list of them say."""
        ...


class Rolled:
    """Choices from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def between(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def piece(self, make: Callable[[], T]) -> T:
        return make()


class Drawn:
    """Choices drawn by Hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def between(self, low: int, high: int) -> int:
        few = high - low < 100  # of which each is as likely
        return self._draw(st.sampled_from(range(low, high + 1)) if few else st.integers(low, high))

    def piece(self, make: Callable[[], T]) -> T:
        return self._draw(st.builds(make))


def pick(dice: Dice, items: Sequence[T]) -> T:
    return items[dice.between(0, len(items) - 1)]


def one(dice: Dice, *choices: Choice) -> str:
    """One of some texts, or what one of some functions gives."""
    chosen = pick(dice, choices)
    return chosen if isinstance(chosen, str) else chosen()


def chance(dice: Dice, percent: int) -> bool:
    """False is the simpler."""
    return dice.between(1, 100) > 100 - percent


def several(dice: Dice, make: Callable[[], T], least: int, most: int, percent: int = 60) -> list[T]:
    """Some pieces, each further one with a chance."""
    found: list[T] = []
    while len(found) < most and (len(found) < least or chance(dice, percent)):
        found.append(dice.piece(make))
    return found


def mixed(dice: Dice, items: Sequence[T]) -> list[T]:
    """The items in some order; by default the one they are in."""
    rest = list(items)
    return [rest.pop(dice.between(0, len(rest) - 1)) for _ in items]
