"""Stages by points alone, under names of the definition's own: "Stages: Warm from 20 points, Hot from 50"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.tokens import Token
from ..conditions.bounding import point_bound
from ..conditions.condition import Points
from ..points.statements import Span, StageRule

_BECOMES: Final = phrases(
    "a lead becomes|leads become|the lead becomes|a contact becomes|contacts become|a company becomes|they become|"
    "a client becomes|clients become|an account becomes|accounts become|becomes|a lead moves to|leads move to|"
    "a lead turns|leads turn|a lead goes to|a lead reaches|leads reach|a lead enters|a customer becomes|"
    "customers become|a person becomes|someone becomes|the stage becomes|the stage is|lifecycle stage is"
)
_LINKS: Final = phrases(
    "at|from|with|is|means|starting at|starts at|starting from|starts from|needs|requires|once they reach|if|when|"
    "when they reach|once it reaches|when it reaches|upon|on reaching|at a score of|from a score of"
)
_NO_NAMES: Final = frozenset("a an the our if when lead leads points score each per and or max up total".split())
Level = tuple[tuple[str, ...], str, Bound, Span]
"""The words of a name, the name as it was typed, its points, and where that is said."""


def levels_in(tokens: Sequence[Token], are_stages: bool = False) -> list[Level] | None:
    """Names in capitals, each with its least points; None if that is not all that is said. ``are_stages``: the words
    before say that these are stages."""
    at = words_at(tokens, 0, _BECOMES)
    if not at and not are_stages:
        return None
    found: list[Level] = []
    while at < len(tokens):
        if tokens[at].is_sign(",", ";", ".", "/") or tokens[at].is_word("and", "then"):
            at += 1
            continue
        start = at
        at += found != [] and words_at(tokens, at, _BECOMES)
        first = at
        while at < len(tokens) and at - first < 3 and tokens[at].kind == "word" and tokens[at].raw[:1].isupper():
            at += 1
        name = tokens[first:at]
        if not name or any(t.text in _NO_NAMES or len(t.raw) == 1 for t in name):
            return None
        at += at < len(tokens) and tokens[at].is_sign("=", ":", "-")
        at += words_at(tokens, at, _LINKS)
        points = point_bound(tokens, at) or bound_at(tokens, at)
        if points is None or points[0].low is None or points[0].money or points[0].percent:
            return None
        bound, at = points
        if bound.high is not None and not bound.exact:
            return None
        at += words_at(tokens, at, phrases("points|pts|points or more|points and up|points and above|or more"))
        low = Bound(low=bound.low, low_included=bound.exact or bound.low_included)
        raw = " ".join(t.raw for t in name)
        found.append((tuple(t.text for t in name), raw, low, Span(tokens[start].start, tokens[at - 1].end)))
    is_about_points = any(t.is_word("points", "pts", "score") or t.unit in ("pts", "points", "p") for t in tokens)
    return found if found and (is_about_points or are_stages) else None


def stages_of(levels: Sequence[Level]) -> list[StageRule]:
    """The stages, the one that is reached first first."""
    rising = sorted(levels, key=lambda level: level[2].low or 0)
    return [StageRule(name, "", Points("score", replace(bound)), span) for _, name, bound, span in rising]
