"""Colours for one line at a time: never fails, whatever stands there, and needs no other line."""

import re
from functools import lru_cache
from typing import NamedTuple

from ...dsl.words import RESERVED
from .words import TYPES, kinds, noun_forms

NAME = r"(?:[^\W\d][\w\u0300-\u036f]*|`[^`\r\n]+`)"
NAMES = rf"{NAME}(?:\.{NAME})*"

_TOKEN = re.compile(
    rf"""(?P<comment>\#.*)
    |(?P<string>"(?:[^"]|"")*")
    |(?P<open>"(?:[^"]|"")*$|`[^`]*$)
    |(?P<date>\d{{4}}-\d{{2}}-\d{{2}}(?![\w.%-]))
    |(?P<duration>\d+(?:[dhw]|[ \t]+(?:business[ \t]+)?(?:minute|hour|day|week)s?)(?![\w.]))
    |(?P<number>-?\d+(?:\.\d+)?[kMB%]?(?![\w.%]))
    |(?P<name>{NAMES})
    |(?P<sign>[=!<>]=?)
    |(?P<bracket>[()\[\],])
    |(?P<bad>[^\s]+?(?=\s|$|[\w"`(]))""",
    re.VERBOSE,
)
_DECLARING = frozenset({"event", "signal", "list", "let", "define", "group", "stage", "as"})
_NEVER_NAMES = RESERVED | {"add", "subtract", "and", "or", "within", "because"}


class Token(NamedTuple):
    """A stretch of a line. ``kind``: comment, string, open, date, duration, number, sign, bracket, bad, name,
    definition, noun, type, or a kind of keyword (`words.kinds`)."""

    start: int
    end: int
    kind: str
    text: str


@lru_cache(maxsize=50_000)
def tokens(line: str) -> tuple[Token, ...]:
    """The tokens of a line."""
    result: list[Token] = []
    for found in _TOKEN.finditer(line):
        kind = found.lastgroup or "bad"
        text = found[0]
        if kind == "name":
            kind = _word(line, text, found, result)
        result.append(Token(found.start(), found.end(), kind, text))
    return tuple(result)


def _word(line: str, text: str, found: re.Match[str], before: list[Token]) -> str:
    previous = before[-1] if before else None
    if previous is not None and previous.text in _DECLARING and text not in _NEVER_NAMES:
        return "definition"
    if text in TYPES and previous is not None and previous.kind in ("name", "definition") and len(before) <= 3:
        rest = line[found.end() :].lstrip()
        if not rest or rest[0] in '"#' or len(before) == 1:
            return "type"
    if previous is not None and text in noun_forms() and (previous.kind == "name" or previous.text == "]"):
        return "noun"
    kind = kinds().get(text)
    if kind is None:
        return "name"
    if kind == "keyword" and previous is not None and previous.text not in ("given", "in", "=", "or", "and"):
        return "word"
    return kind
