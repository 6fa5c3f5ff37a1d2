"""Points told without their number, as a noun: "a decent bump", "some extra credit", "a bit more", "a nice boost"."""

from collections.abc import Sequence
from typing import Final

from ...reading.tokens import Token

_OPENING: Final = frozenset("a an some the any their our much way far quite very really pretty rather fairly".split())
_KINDS: Final = frozenset(
    """decent nice good big small little bit solid healthy slight significant substantial considerable fair generous
    hefty proper serious real extra additional bonus special large huge tiny modest reasonable sizeable sizable
    noticeable clear strong high higher low lower few more less fewer some lot lots of appropriate adequate suitable
    certain major minor massive quick""".split()
)
_NOUNS: Final = frozenset(
    """bump boost lift bonus uplift nudge push kick credit credits points score scores weight reward premium penalty
    deduction malus discount weighting plus minus kicker hit rating extra more less priority""".split()
)
_LESS: Final = frozenset("penalty deduction malus discount minus hit less lower fewer low".split())


def somewhat_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens such a noun has that stands here; 0 if none does."""
    i = at
    while i < len(tokens) and tokens[i].is_word(*_OPENING):
        i += 1
    start = i
    while i < len(tokens) and tokens[i].is_word(*_KINDS):
        i += 1
    if i < len(tokens) and tokens[i].is_word(*_NOUNS):
        i += 1
    elif not (i > start and tokens[i - 1].is_word("extra", "more", "less", "higher", "lower")):
        return 0
    return i - at


def is_less(tokens: Sequence[Token]) -> bool:
    """Whether it is taken rather than given."""
    return any(t.is_word(*_LESS) for t in tokens)
