"""Grades by points: A from 80, B from 60, otherwise C."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..reading.numbers import Bound, bound_at, phrases, words_at
from ..reading.tokens import Token
from .lexicon import Lexicon, words_of


@dataclass(frozen=True, slots=True)
class GradeHead:
    """``of``: the score or a group; ``bands``: label and least points, falling; None for the rest."""

    of: str
    bands: tuple[tuple[str, Decimal | None], ...]


def grade_head(tokens: Sequence[Token], lexicon: Lexicon) -> GradeHead | None:
    """ "A from 80, B from 60, C from 40, otherwise D"."""
    at = words_at(
        tokens,
        0,
        phrases(
            "grade|grades|grading|grade by score|grade them|grade leads|letter grades|grade on score|lead grade|"
            "score grade|score grades|lead grades|grade the score"
        ),
    )
    of = "score"
    if at and at < len(tokens) and tokens[at].is_word("fit", "by", "on", "for", "the", "of"):
        for group in lexicon.names.of("group"):
            size = words_at(tokens, at + 1, (tuple(words_of(group.name)),)) or words_at(
                tokens, at, (tuple(words_of(group.name)),)
            )
            if size:
                of = group.name
                at = next(i for i in range(at, len(tokens)) if tokens[i].is_word(words_of(group.name)[-1])) + 1
                break
    found: list[tuple[str, Bound | None]] = []
    while at < len(tokens):
        t = tokens[at]
        if t.is_sign(",", ";", ":", ".", "-", "/", "|", "•") or (
            t.is_word("and", "grade", "the", "is", "gets", "get", "a") and not t.raw.isupper()
        ):
            at += 1
            continue
        rest = words_at(
            tokens,
            at,
            phrases(
                "otherwise|the rest|rest|everything else|anything else|everyone else|all others|below that|else|"
                "everything below|below"
            ),
        )
        if rest and at + rest < len(tokens) and (label := _label(tokens[at + rest :])) is not None:
            found.append((label[0], None))
            at += rest + label[1]
            continue
        label = _label(tokens[at:])
        if label is None:
            return None
        at += label[1]
        at += at < len(tokens) and tokens[at].is_sign("=")
        while at < len(tokens) and (
            tokens[at].is_sign(":", "=", "-", "→")
            or tokens[at].is_word(
                "is",
                "if",
                "for",
                "at",
                "means",
                "are",
                "starts",
                "starting",
                "from",
                "scores",
                "score",
                "with",
                "points",
                "of",
                "leads",
                "goes",
                "to",
                "a",
                "when",
                "the",
            )
        ):
            if bound_at(tokens, at) is not None:
                break
            at += 1
        if (
            words_at(
                tokens,
                at,
                phrases("otherwise|the rest|rest|everything else|else|everyone else|below that|anything else|below"),
            )
            and bound_at(tokens, at) is None
        ):
            at += words_at(
                tokens,
                at,
                phrases("otherwise|the rest|rest|everything else|else|everyone else|below that|anything else|below"),
            )
            found.append((label[0], None))
            continue
        bound = bound_at(tokens, at)
        if bound is None:
            if found and at >= len(tokens):
                found.append((label[0], None))
                break
            return None
        found.append((label[0], bound[0]))
        at = bound[1] + words_at(tokens, bound[1], phrases("points|pts|and up|and above"))
    bands = _falling(found)
    return GradeHead(of, bands) if bands is not None and len(bands) > 1 else None


def _label(tokens: Sequence[Token]) -> tuple[str, int] | None:
    if not tokens or tokens[0].kind != "word" or len(tokens[0].raw) != 1 or not tokens[0].raw.isupper():
        return None
    return tokens[0].raw, 1


def _falling(found: Sequence[tuple[str, Bound | None]]) -> tuple[tuple[str, Decimal | None], ...] | None:
    """Least points of each label; None if the bands leave gaps, overlap, or do not fall."""
    pairs: list[tuple[str, Decimal | None]] = []
    above: Decimal | None = None
    for i, (label, bound) in enumerate(found):
        is_last = i == len(found) - 1
        if bound is None or (bound.low is None and is_last):
            if not is_last:
                return None
            if bound is not None and bound.high is not None and above is not None and abs(bound.high - above) > 1:
                return None
            pairs.append((label, None))
            continue
        if bound.low is None:
            return None
        low = bound.low if bound.low_included else bound.low + Decimal("0.01")
        if above is not None and (
            low >= above or (bound.high is not None and not bound.exact and above - bound.high > 1)
        ):
            return None
        if is_last and low == 0:
            pairs.append((label, None))
            continue
        pairs.append((label, low))
        above = low
    return tuple(pairs) if len({label for label, _ in pairs}) == len(pairs) else None
