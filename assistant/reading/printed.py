"""What a paper or a chat prints around the words of a definition: "Table 1: Fit", "[10:02] Maria: demo = 40", "A. Fit"
above lines with bullets. None of it is said of a rule."""

import itertools
import re
from typing import Final

from .marks import SKIPPED

_NUMBER: Final = r"(?:no\.?[ ]?|nr\.?[ ]?|#[ ]?)?(?:\d{1,3}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})"
_LABEL: Final = re.compile(
    r"^([ \t]*(?:(?:[-*•#]+|\d{1,2}[.)])[ \t]+)?)"
    rf"((?:table|tab|figure|section|chapter|annex|appendix|part|exhibit|schedule|sheet|article|clause"
    rf"|paragraph) {_NUMBER}"
    rf"|(?:rule|criterion|item|point|requirement) (?:no\.?[ ]?|nr\.?[ ]?|#[ ]?)\d{{1,3}}"
    r"|(?:ticket|request|issue|story|task|jira|case) (?:no\.?[ ]?|#)?(?:[A-Z]{2,6}-)?\d{1,6})"
    r"([ ]?(?::|\.|[-–—](?=[ ]))[ \t]*)(?=[^\W\d]|[\"'(])",
    re.IGNORECASE | re.MULTILINE,
)
"""What numbers a part of a paper, before its own words."""
_TIME: Final = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[ap]m)?"
_WHO: Final = r"[A-Z][\w.'-]{1,15}(?:[ ][A-Z][\w.'-]{0,15})?"
_SENDER: Final = re.compile(
    rf"^([ \t]*(?:[-*•>][ \t]+)?)(\[{_TIME}\][ ]*{_WHO}|{_TIME}[ ,]*{_WHO}|{_WHO}[ ,]*[(\[]{_TIME}[)\]])"
    r"([ ]*:[ \t]*)(?=\S)",
    re.MULTILINE,
)
"""Who wrote a line of a chat, and when."""
_HEAD: Final = re.compile(r"([ \t]*)((?:\d{1,2}|[A-Z]|[IVX]{1,4})[.)][ \t]+)(?=[^\W\d])([^\n]{2,70})")
_BULLET: Final = re.compile(r"[ \t]*(?:[-*•o+][ \t]+|•)[^\W\d]?")
_GIVES: Final = re.compile(r"[:=→|+-][ ]*[+-]?\d|\d[ ]*(?:points?|pts|p)\b|\d[ ]*$", re.IGNORECASE)


def without_print(text: str) -> str:
    """The text without them; every character stays where it is."""
    text = _SENDER.sub(_left, text)
    text = _LABEL.sub(_left, text)
    lines = text.split("\n")
    for at, after in itertools.pairwise(range(len(lines))):
        head = _HEAD.fullmatch(lines[at].rstrip("\r "))
        if head is None or _GIVES.search(head[3]) or not _BULLET.match(lines[after]):
            continue
        if len(lines[after]) - len(lines[after].lstrip(" \t")) <= len(head[1]):
            lines[at] = head[1] + SKIPPED * len(head[2]) + lines[at][head.end(2) :]
    return "\n".join(lines)


def _left(m: re.Match[str]) -> str:
    return m[1] + SKIPPED * (len(m[0]) - len(m[1]))
