"""What differs between two texts, line by line, in blocks with some lines around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 3
"""Lines that are the same before and after a block."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow each other: the same on both sides, or those that others took the place of."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class Hunk:
    """Blocks that follow each other. ``first_before``, ``first_after``: the number of the first line, from 1."""

    first_before: int
    first_after: int
    blocks: tuple[Block, ...]

    @property
    def said(self) -> str:
        """``@@ -3,7 +3,8 @@``"""
        old, new = (sum(map(len, lines)) for lines in zip(*((b.before, b.after) for b in self.blocks), strict=True))
        return f"@@ -{_range(self.first_before, old)} +{_range(self.first_after, new)} @@"


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them."""
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def hunks(before: str, after: str, around: int = AROUND) -> Iterator[Hunk]:
    old, new = lines_of(before), lines_of(after)
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(around):
        blocks = tuple(
            Block(tuple(old[i1:i2]), tuple(new[j1:j2]), tag == "equal")
            for tag, i1, i2, j1, j2 in group
            if i2 > i1 or j2 > j1
        )
        yield Hunk(group[0][1] + 1, group[0][3] + 1, blocks)


def differing_part(before: str, after: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where each of two lines differs from the other, beside what they begin and end with alike."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    return (start, len(before) - end), (start, len(after) - end)


def counts(before: str, after: str) -> tuple[int, int]:
    """How many lines are new, and how many gone."""
    found = [block for hunk in hunks(before, after, 0) for block in hunk.blocks if not block.is_same]
    return sum(len(b.after) for b in found), sum(len(b.before) for b in found)


def _range(first: int, count: int) -> str:
    return str(first if count else first - 1) if count == 1 else f"{first if count else first - 1},{count}"
