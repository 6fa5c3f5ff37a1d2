"""Lines that a mail programme has broken: a sentence that goes on in the next line is put together again."""

import itertools
import re
from collections.abc import Sequence
from typing import Final

_LONG: Final = 40
_NARROWEST: Final = 50
"""Text is not broken at fewer characters a line than these."""
_OPEN: Final = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|for|from|with|by|or|and|than|last|past|least|most|within|over|under|between|any|"
    r"their|our|who|that|which|if|is|are|has|have|was|were|be|not|no|more|less|per|each|every|when|as|they|it|\d+))$",
    re.IGNORECASE,
)
"""What no sentence ends with."""
_ITEM: Final = re.compile(
    r"[ \t]*(?:[-*•>#|+]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)][ \t]|\d{1,2}(?:\.\d{1,2})+\.?[ \t]+[A-Z]|"
    r"\[[ xX]?\]|=>|→)"
)
_CLOSED: Final = re.compile(r"[.!?:;|]$")
_TOLD: Final = re.compile(r"(?:[=:+→–—>-]|\b(?:is|worth|gets?))[ ]*\d+$|\b(?:points?|pts)[.)]*$", re.IGNORECASE)
"""The points of a rule at the end of its line: "demo request: 40"."""
_ROW: Final = re.compile(r"\S(?: {2,}|\t|[ ]*\|[ ]*)\S")


def unwrapped(text: str) -> str:
    """The text with a blank for each line's end within a sentence; every character stays where it is."""
    lines = text.split("\n")
    width = _width(lines)
    joins = [
        " " if _goes_on(here.rstrip(), after.rstrip(), width) else "\n" for here, after in itertools.pairwise(lines)
    ]
    return "".join(line + join for line, join in zip(lines, [*joins, ""], strict=True))


def _width(lines: Sequence[str]) -> int:
    """At how many characters the lines seem to be broken; 0 if they do not."""
    prose = [len(line.rstrip()) for line in lines if not _ROW.search(line.strip())]
    longest = max(prose, default=0)
    return longest if _NARROWEST <= longest <= 100 else 0


def _goes_on(here: str, after: str, width: int) -> bool:
    """Whether a line ends in the middle of a sentence that the next one goes on with."""
    body, following = here.strip(), after.strip()
    if not body or not following or _ITEM.match(after) or _CLOSED.search(body):
        return False
    if _ROW.search(body) or _ROW.search(following):
        return False
    is_full = width > 0 and len(here) + 1 + len(following.split(" ", 1)[0]) > width - 2
    is_low = following[0].islower() or following[0] in "(\"'"
    is_item = _ITEM.match(here) is not None
    is_indented = is_item and len(after) - len(after.lstrip()) > len(here) - len(here.lstrip())
    is_open = _OPEN.search(body) is not None or body.count("(") > body.count(")")
    if body[-1].isdigit() and following[0].isupper():
        return False  # "Software, retail or media 8", and then the next thing
    if _TOLD.search(body):
        return (
            is_low
            and is_full
            and re.match(r"(?:if|for|when|each|per|max|up|but|and|points?|pts)\b", following) is not None
        )
    if is_full:
        return is_low or is_open or following[0].isdigit() or following[0] in "$€£+"
    if len(body) < _LONG and not is_item:
        return False
    return (is_open and (is_low or following[0].isdigit())) or (is_low and (is_indented or len(body) >= 60))
