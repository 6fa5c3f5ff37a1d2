"""Words said in one way put in the place of words said in another; every word keeps its place in the text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from .numbers import Phrases, words_at
from .tokens import Token

UNREADABLE: Final = "\x02"
"""A sign that no reader knows: what holds it is reported, whole."""

_SIGNS: Final = frozenset((">=", "<=", "=", ">", "<", ":", ",", "+", "-", UNREADABLE))


def instead(here: Sequence[Token], words: str) -> list[Token]:
    """Tokens for ``words``, in the place of those that were typed."""
    said = words.split()
    found: list[Token] = []
    end = here[-1].end
    for i, word in enumerate(said):
        start, stop = (here[i].start, here[i].end) if i < len(here) else (end, end)
        stop = end if i + 1 == len(said) else stop
        raw = here[i].raw if i < len(here) else word
        found.append(
            Token("sign" if word in _SIGNS else "word", word, raw if word not in _SIGNS else word, start, stop)
        )
    return found


def put(tokens: Sequence[Token], table: Mapping[str, Phrases]) -> tuple[Token, ...]:
    """``tokens`` with each phrase of the table as its key says it; of several that begin at a place the longest."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size, words = longest_at(tokens, at, table)
        if not size:
            found.append(tokens[at])
            at += 1
            continue
        found += instead(tokens[at : at + size], words)
        at += size
    return tuple(found)


def longest_at(tokens: Sequence[Token], at: int, table: Mapping[str, Phrases]) -> tuple[int, str]:
    """How many tokens the longest phrase of the table has here, and what it is to be instead."""
    best, instead_of_it = 0, ""
    for words, said in table.items():
        size = words_at(tokens, at, said)
        if size > best:
            best, instead_of_it = size, words
    return best, instead_of_it


def moved(tokens: Sequence[Token], at: int) -> list[Token]:
    """Tokens that are read where they do not stand."""
    return [replace(t, start=at, end=at) for t in tokens]
