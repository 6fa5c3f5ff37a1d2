"""Lines that a mail programme has broken: a sentence that goes on in the next line is put together again."""

import itertools
import re
from typing import Final

_LONG: Final = 40
_OPEN: Final = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|for|from|with|by|or|and|than|last|past|least|most|within|over|under|between|any|"
    r"their|our|who|that|which|if|is|are|has|have|was|were|be|not|no|more|less|per|each|every|when|as|they|it|\d+))$",
    re.IGNORECASE,
)
"""What no sentence ends with."""
_ITEM: Final = re.compile(r"[ \t]*(?:[-*•>#|+]|\(?\w{1,3}[.)][ \t]|\[[ xX]?\]|=>|→)")
_NEXT: Final = re.compile(r"[ \t]*(?:[a-z(]|\d)")
_CLOSED: Final = re.compile(r"[.!?:;|]$")
_ROW: Final = re.compile(r"\S(?: {2,}|\t|\|)\S")


def unwrapped(text: str) -> str:
    """The text with a blank for each line's end within a sentence; every character stays where it is."""
    lines = text.split("\n")
    joins: list[str] = []
    for here, after in itertools.pairwise(lines):
        joins.append(" " if _goes_on(here.rstrip(), after) else "\n")
    return "".join(line + join for line, join in zip(lines, [*joins, ""], strict=True))


def _goes_on(here: str, after: str) -> bool:
    """Whether a line ends in the middle of a sentence that the next one goes on with."""
    if not here.strip() or not after.strip() or _ITEM.match(after) or _CLOSED.search(here):
        return False
    if _ROW.search(here.strip()) or _ROW.search(after.strip()) or not _NEXT.match(after):
        return False
    if len(here.strip()) < _LONG and not _ITEM.match(here):
        return False
    is_open = _OPEN.search(here) is not None and not _told(here)
    is_indented = bool(_ITEM.match(here)) and len(after) - len(after.lstrip()) > len(here) - len(here.lstrip())
    starts_low = after.lstrip()[:1].islower()
    return is_open or (starts_low and (is_indented or len(here.strip()) >= 60))


def _told(here: str) -> bool:
    """Whether the number at the end of a line is one of points: "demo request: 40"."""
    return re.search(r"(?:[=:+-]|\b(?:is|worth|gets?|points?))[ ]*\d+$", here) is not None
