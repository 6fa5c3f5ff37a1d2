"""Marks of a layout that say what stands where, written as a sentence would: "(15) demo", "[x] demo ....... 15"."""

import itertools
import re
from typing import Final

_AMOUNT: Final = r"[+-]?\d{1,4}(?:[.,]\d{1,2})?[ ]*(?:points?|pts?|p)?"
_BULLETED: Final = re.compile(
    r"^([ \t]*(?:(?:[-*•o+]|\d{1,2}[.)]|\(?[a-zA-Z][)]|[a-zA-Z][.]|\[[ xX]?\])[ \t]+)+\S[^\n]*?)"
    rf"([ ]*(?:\.{{2,}}|_{{3,}}|…+)[ ]*|[ ]{{2,}}|[ ]*\|[ ]*)(?={_AMOUNT}[ \t\r]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line behind a bullet, with dots or blanks up to its points."""
_BEFORE: Final = re.compile(
    rf"^([ \t]*(?:[-*•][ \t]+)?)[(\[]({_AMOUNT})[)\]](?=[ \t]+[^\W\d])", re.IGNORECASE | re.MULTILINE
)
"""Points in parentheses before what they are for: or a number of a list."""


_BRACKETED: Final = re.compile(r"^[ \t]*(?:[-*•][ \t]+)?[(\[]([^()\[\]\n]{1,8})[)\]](?=[ \t])", re.MULTILINE)
_FRAMED: Final = re.compile(
    r"^([ \t]*)(?:\[(?![ xX]?\])([^\[\]\d:\n]{2,40})\]|[<{]([^<>{}\d:\n]{2,40})[>}]"
    r"|([-=~*#:]{2,})[ ]*([^-=~*#:\n|]{2,40}?)[ ]*[-=~*#:]{2,})"
    r"(:?)[ \t\r]*$",
    re.MULTILINE,
)
"""A heading in a frame: "[Fit]", "=== Fit ===", "-- Fit --"."""
_SIGNED: Final = re.compile(r"^([ \t]*)([+-])([ ]+)(?=\d)", re.MULTILINE)
"""A sign apart from its number: "+ 10 if software"."""


SKIPPED: Final = "\ufe0f"
"""What an outline passes over before a line, without taking it for an indent."""


def _without_frame(m: re.Match[str]) -> str:
    name = m[2] or m[3] or m[5]
    start = m.start(2) if m[2] else m.start(3) if m[3] else m.start(5)
    indent = len(m[1])
    return f"{m[1]}{SKIPPED * (start - m.start() - indent)}{name}:".ljust(len(m[0]))


def as_sentences(text: str) -> str:
    """The text with a colon where its layout puts points apart; every character stays where it is."""
    text = _FRAMED.sub(_without_frame, text)
    if re.search(r"^[ \t]*[+][ ]+\d", text, re.MULTILINE):
        text = _SIGNED.sub(lambda m: f"{m[1]}{m[3]}{m[2]}", text)
    text = _BULLETED.sub(lambda m: m[1] + ":".ljust(len(m[2])), text)
    found = [m[2] for m in _BEFORE.finditer(text)]
    if len(found) < 2 or _count_on(_BRACKETED.findall(text)):
        return text
    return _BEFORE.sub(lambda m: f"{m[1]} {m[2]}:", text)


def _count_on(found: list[str]) -> bool:
    """Whether the numbers are those of a list: one more each time."""
    if not all(f.isdigit() for f in found):
        return False
    numbers = [int(f) for f in found]
    return all(b in (a + 1, 1) for a, b in itertools.pairwise(numbers))
