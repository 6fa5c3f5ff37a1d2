"""Finds how many points a lead must have: "60 points", "score over 50", "fit score of at least 40"."""

from collections.abc import Sequence
from dataclasses import replace

from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon, words_of
from .bounding import point_bound
from .condition import (
    Points,
)
from .events import Found


def points_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "60 points", "score over 50", "fit score of at least 40"."""
    i = at + words_at(
        tokens,
        at,
        phrases(
            "at|reaches|reach|hits|hit|with|has|from|have|scores|scoring|crosses|gets to|reached|earns|collects|"
            "get to|cross|passes|pass|got to|makes it to|make it to|accumulates|accumulate|collected|gathers"
        ),
    )
    i -= _is_half(tokens, i)
    starts_from = i > at
    group = group_at(tokens, i, lexicon)
    if group is not None:
        of, i = group
        i += words_at(
            tokens,
            i,
            phrases("is|of|reaches|hits|at|exceeds|is at|goes|gets"),
        )
        i -= _is_half(tokens, i)
        if tokens[i - 1].is_word("exceeds") or (i < len(tokens) and tokens[i].is_sign(":")):
            i += tokens[i].is_sign(":") if i < len(tokens) and tokens[i].is_sign(":") else -1
        found = bound_at(tokens, i) or point_bound(tokens, i)
        if found is None:
            return None
        return _score(of, found[0], found[1] + words_at(tokens, found[1], phrases("points|pts")))
    turned = _of_group(tokens, i, lexicon)
    if turned is not None:
        return turned
    found = point_bound(tokens, i)
    if found is not None:
        end = found[1] + words_at(
            tokens,
            found[1],
            phrases(
                "in total|total|or more|and above|overall|or above|or higher|and up|and higher|or over|and more|"
                "and over"
            ),
        )
        return _score("score", found[0], end)
    bound = bound_at(tokens, i)
    if (
        bound is not None
        and starts_from
        and (bound[1] == len(tokens) or tokens[bound[1]].is_word("and", "or") or tokens[bound[1]].is_sign(","))
        and not (bound[0].money or bound[0].percent)
        and tokens[at].is_word("at", "scores", "reaches", "hits", "hit", "reach", "gets", "crosses", "passes")
    ):
        return _score("score", bound[0], bound[1])
    return None


def _of_group(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "40 fit points", "at least 30 points for engagement", "40+ on fit"."""
    found = point_bound(tokens, at) or bound_at(tokens, at)
    if found is None or found[0].money or found[0].percent:
        return None
    end = found[1] + words_at(tokens, found[1], phrases("points|pts"))
    end += words_at(tokens, end, phrases("of|in|on|for|from|for the|in the|from the|on the"))
    group = group_at(tokens, end, lexicon) if end < len(tokens) else None
    if group is None or group[0] == "score":
        return None
    return _score(group[0], found[0], group[1] + words_at(tokens, group[1], phrases("points|pts|group|part|side")))


def _is_half(tokens: Sequence[Token], at: int) -> bool:
    """Whether the "at" before is one of "at least"."""
    return 0 < at < len(tokens) and tokens[at - 1].is_word("at") and tokens[at].is_word("least", "most")


def _score(of: str, bound: Bound, end: int) -> Found:
    notes: tuple[str, ...] = ()
    if bound.exact:
        notes = (f"read “{bound.low} points” as {bound.low} or more",)
        bound = Bound(low=bound.low)
    return Found(Points(of, replace(bound, exact=False)), end, notes, True)


def groups_of(lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """The groups of the project and those of the definition, by their words."""
    return {**lexicon.own_groups, **{tuple(words_of(g.name)): g.name for g in lexicon.names.of("group")}}


def group_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The score or a group that is named here."""
    for size in (3, 2, 1):
        here = tokens[at : at + size]
        if len(here) < size or not all(t.kind == "word" for t in here):
            continue
        words = [t.text for t in here]
        if words in (
            ["pts"],
            ["score"],
            ["lead", "score"],
            ["total", "score"],
            ["points"],
            ["total", "points"],
            ["overall", "score"],
        ):
            return "score", at + size
        for said, name in groups_of(lexicon).items():
            if words in ([*said, "score"], [*said, "points"], [*said, "pts"], [*said]):
                return name, at + size
    return None
