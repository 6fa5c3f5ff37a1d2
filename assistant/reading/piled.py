"""Tables of which each cell stands on a line of its own: "Country", "Points", "US", "20", "Canada", "15"."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"[ \t]*[+-]?\d{1,4}(?:[ ]?(?:points?|pts?))?[ \t\r]*", re.IGNORECASE)
_NAME: Final = re.compile(r"[ \t]*[^\s|:;•*-][^|;\t:]{0,60}")
_POINTS: Final = re.compile(r"[ \t]*(?:points?|pts\.?|score|scores|weight|value)[ \t\r]*", re.IGNORECASE)
_LEAST: Final = 2


def in_rows(text: str) -> str:
    """The text with a name and the number in the line below it as one row, where two or more follow each other; every
    character stays where it is."""
    lines = text.split("\n")
    joined: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end + 1 < len(lines) and _is_name(lines[end]) and _NUMBER.fullmatch(lines[end + 1]):
            end += 2
        if (end - at) // 2 < _LEAST or (end < len(lines) and _NUMBER.fullmatch(lines[end])):
            at = max(end, at + 1)
            continue
        joined.update(range(at, end, 2))
        if at > 1 and _POINTS.fullmatch(lines[at - 1]) and _is_name(lines[at - 2]):
            joined.add(at - 2)
        at = end
    if not joined:
        return text
    return "".join(line + ("" if i + 1 == len(lines) else "|" if i in joined else "\n") for i, line in enumerate(lines))


def _is_name(line: str) -> bool:
    """What a number in the line below it may be of: no sentence, no bullet, no number alone."""
    body = line.strip(" \t\r")
    if not body or _NUMBER.fullmatch(line) or not _NAME.fullmatch(line):
        return False
    return not body.endswith((".", "!", "?", ",", ":")) and len(body.split()) < 8
