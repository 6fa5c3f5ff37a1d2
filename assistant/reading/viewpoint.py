"""Whose view a sentence is: "for me an MQL is …", "MQL for us: …", "in my book", which says nothing of the rules."""

from collections.abc import Sequence
from typing import Final

from .numbers import phrases, words_at
from .tokens import Token

_VIEWS: Final = phrases(
    "for me|for us|to me|to us|for my team|for our team|for my part|in my book|in our book|in my view|in our view|"
    "in my opinion|in our opinion|in my world|in our world|in my eyes|in our eyes|from my side|from our side|"
    "as i see it|as we see it|from my point of view|from our point of view|the way i see it|the way we see it|"
    "to my mind|as far as i am concerned|as far as we are concerned|in my mind|"
    "from a sales point of view|in our company|at our company|here at our company|in our terms|for myself"
)
_DEFINED: Final = (
    "mql mqls sql sqls sal sals pql pqls mel qualified lead leads hot warm cold prospect prospects applicant buyer"
).split()
"""What is defined: "works for us: -10" is none of it."""
_LINKS: Final = ("is", "are", "means", "mean", "counts", "equals", "becomes", "if", "when", "has", "must", "needs")


def without_viewpoint(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without whose view they are, at the beginning or behind what is defined; "US" is a country.

    >>> from .tokens import tokens_of
    >>> [t.raw for t in without_viewpoint(tokens_of("MQL for us: demo"))]
    ['MQL', ':', 'demo']
    """
    size = _view_at(tokens, 0)
    at = size + (size > 0 and size < len(tokens) and tokens[size].is_sign(","))
    behind = tokens[at] if size and at < len(tokens) else None
    if behind is not None and (at > size or behind.is_word("a", "an", "the", "any", "it", "hot", "someone", "anyone")):
        return tuple(tokens[at:])
    if behind is not None and behind.kind == "word" and behind.raw.isupper():
        return tuple(tokens[at:])
    for i in range(1, min(len(tokens), 7)):
        size = _view_at(tokens, i) if tokens[i - 1].is_word(*_DEFINED) and not tokens[i].is_word("to") else 0
        end = i + size
        if size and end < len(tokens) and (tokens[end].is_sign(":", "=") or tokens[end].is_word(*_LINKS)):
            return (*tokens[:i], *tokens[end:])
        if tokens[i].kind != "word":
            break
    return tuple(tokens)


_BEHIND: Final = phrases(
    "for me|for us|in my book|in our book|to me|in my view|if you ask me|in my opinion|as i see it"
)
_UNITS: Final = ("points", "point", "pts", "pt")


def without_view_behind(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without whose view it is behind the points: "that's 15 points for me"."""
    for size in (2, 3, 4):
        at = len(tokens) - size
        if at < 2 or words_at(tokens, at, _BEHIND) != size or any(t.raw == "US" for t in tokens[at:]):
            continue
        end = at - tokens[at - 1].is_sign(",")
        last = tokens[end - 1]
        if last.kind == "number" or (last.is_word(*_UNITS) and tokens[end - 2].kind == "number"):
            return tuple(tokens[:end])
    return tuple(tokens)


def _view_at(tokens: Sequence[Token], at: int) -> int:
    size = words_at(tokens, at, _VIEWS)
    return 0 if any(t.raw == "US" for t in tokens[at : at + size]) else size
