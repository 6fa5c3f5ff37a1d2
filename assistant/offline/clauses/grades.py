"""Grades by points: A from 80, B from 60, otherwise C; hot from 80, warm from 50, else cold."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.outline import Clause, every
from ...reading.tokens import Token
from ..conditions.totals import groups_of
from ..names.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class GradeHead:
    """``of``: the score or a group; ``bands``: label and least points, falling; None for the rest. ``notes``: what is
    assumed."""

    of: str
    bands: tuple[tuple[str, Decimal | None], ...]
    notes: tuple[str, ...] = ()


def own_grades(clauses: Sequence[Clause], lexicon: Lexicon) -> tuple[str, ...]:
    """The labels of the grades that a definition makes, wherever it makes them; none if it makes several."""
    found: dict[tuple[str, ...], None] = {}
    for clause in every(clauses):
        heads = [grade_head(clause.tokens, lexicon)]
        if clause.below and any(t.is_word(*_GRADING) for t in clause.tokens):
            heads.append(grade_head(in_one(clause.below), lexicon))
        found.update({tuple(label for label, _ in h.bands): None for h in heads if h is not None})
    return next(iter(found)) if len(found) == 1 else ()


def in_one(clauses: Sequence[Clause]) -> list[Token]:
    """Lines below a heading as one, with commas between."""
    return [t for c in clauses for t in (*c.tokens, Token("sign", ",", ",", c.end, c.end))]


_ABOUT: Final = frozenset(
    """letter letters grade grades grading graded lead leads score scores scoring total overall points by on off of from
    based the a our as follows use assign give please to for with and bands band tiers tier per are is we them it into
    using then have should be will their want rank ranks ranking rating ratings temperature set let us final so also
    each get gets every like this points-based according all simple""".split()
)
_GRADING: Final = frozenset(
    "letter letters grade grades grading graded tier tiers rank ranks ranking rating ratings temperature bands".split()
)
_LINKS: Final = (
    "is if for at means are starts starting from scores score with points of leads goes to a when the lead gets an "
    "equals needs requires anyone anything everyone who has have total grade"
).split()
_REST: Final = phrases(
    "otherwise|the rest|rest|everything else|else|everyone else|below that|anything else|below|the remainder|remainder|"
    "all others|everything below|anything below|anything below that|anything lower|lower|all the rest|others|"
    "everybody else|less than that|under that|anything under that|everyone below|less|whatever is left|what is left"
)
_TEMPERATURES: Final = frozenset("hot warm cold cool lukewarm frozen icy burning ice".split())
_METALS: Final = frozenset("platinum gold silver bronze iron diamond".split())


def grade_head(tokens: Sequence[Token], lexicon: Lexicon) -> GradeHead | None:
    """ "A from 80, B from 60, C from 40, otherwise D", "letter grades off the total score: A = 80+, …"."""
    start, of = _opening(tokens, lexicon)
    body = _without_group([t for t in tokens[start:] if not t.is_sign("(", ")")], of, lexicon)
    found = _bands(body, True) or _bands(body, False)
    if found is None or len(found) < 2:
        return None
    labels = [label for label, _ in found]
    notes: list[str] = []
    if any(len(label) > 1 for label in labels):
        low = {label.lower() for label in labels}
        is_known = low <= _TEMPERATURES or low <= _METALS
        is_said = any(t.is_word(*_GRADING) for t in tokens[:start])
        is_points = any(t.unit in ("pts", "pt", "points") or t.is_word("points", "pts", "score") for t in tokens)
        if not (is_said or (is_known and (is_points or low <= _TEMPERATURES))):
            return None
        notes.append(f"{', '.join(labels)} are read as grades of the score")
    bands = _falling(_sorted(found))
    return GradeHead(of, bands, tuple(notes)) if bands is not None and len(bands) > 1 else None


def _without_group(tokens: list[Token], of: str, lexicon: Lexicon) -> list[Token]:
    """ "A if the fit score is 40 or more": the name of the group again, in the bands of its own grade."""
    names = [words for words, name in groups_of(lexicon).items() if name == of]
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size = max(
            (words_at(tokens, at, ((*words, noun),)) for words in names for noun in ("score", "points")), default=0
        )
        if not size:
            found.append(tokens[at])
        at += size or 1
    return found


def _opening(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, str]:
    """Where the bands begin behind "Letter grades off total score:", and of what they are."""
    of = "score"
    at = 0
    while at < len(tokens):
        for words, name in groups_of(lexicon).items():
            size = words_at(tokens, at, (words,))
            if size and any(t.is_word(*_GRADING) for t in tokens[: at + size + 1]):
                of, at = name, at + size
                break
        else:
            t = tokens[at]
            if _label(tokens, at, True) is not None or not (
                t.is_sign(":", ",", "-", "=", "(", ")") or (t.kind == "word" and t.text in _ABOUT)
            ):
                break
            at += 1
    if of != "score" or any(t.is_word(*_GRADING) for t in tokens[:at]):
        return at, of
    return 0, of


def _bands(tokens: Sequence[Token], label_first: bool) -> list[tuple[str, Bound | None]] | None:
    found: list[tuple[str, Bound | None]] = []
    at = 0
    while at < len(tokens):
        t = tokens[at]
        if t.is_sign(",", ";", ":", ".", "-", "/", "|", "•") or (
            t.is_word("and", "grade", "the", "is", "gets", "get", "a", "an", "then") and not t.raw.isupper()
        ):
            at += 1
            continue
        band = _labelled(tokens, at, found) if label_first else _bounded(tokens, at)
        if band is None:
            return None
        label, bound, at = band
        found.append((label, bound))
    return found


def _labelled(
    tokens: Sequence[Token], at: int, found: Sequence[tuple[str, Bound | None]]
) -> tuple[str, Bound | None, int] | None:
    """ "A = 80+", "C otherwise"; also "otherwise C"."""
    rest = words_at(tokens, at, _REST)
    if rest and bound_at(tokens, at) is None:
        end = _linked(tokens, at + rest)
        label = _label(tokens, end)
        return (label, None, end + 1) if label is not None else None
    label = _label(tokens, at)
    if label is None:
        return None
    at = _linked(tokens, at + 1)
    rest = words_at(tokens, at, _REST)
    if rest and bound_at(tokens, at) is None:
        return label, None, at + rest
    bound = bound_at(tokens, at)
    if bound is None:
        return (label, None, at) if found and at >= len(tokens) else None
    return label, bound[0], bound[1] + words_at(tokens, bound[1], _BEHIND)


_BEHIND: Final = phrases(
    "points|pts|and up|and above|points and up|points or more|points and above|or better|in total|pts total"
)


def _bounded(tokens: Sequence[Token], at: int) -> tuple[str, Bound | None, int] | None:
    """ "80+ is an A", "50 to 79 = B", "the rest C"."""
    rest = words_at(tokens, at, _REST)
    if rest and bound_at(tokens, at) is None:
        bound, at = None, at + rest
    else:
        at = _linked(tokens, at)
        found = bound_at(tokens, at)
        if found is None:
            return None
        bound, at = found[0], found[1] + words_at(tokens, found[1], _BEHIND)
    at = _linked(tokens, at)
    label = _label(tokens, at)
    return None if label is None else (label, bound, at + 1)


def _linked(tokens: Sequence[Token], at: int) -> int:
    at += at < len(tokens) and tokens[at].is_sign("=")
    while at < len(tokens) and (
        tokens[at].is_sign(":", "=", "-", "→")
        or (tokens[at].is_word(*_LINKS, "an") and not (tokens[at].raw.isupper() and len(tokens[at].raw) == 1))
    ):
        if bound_at(tokens, at) is not None:
            break
        at += 1
    return at


def _label(tokens: Sequence[Token], at: int, strict: bool = False) -> str | None:
    """A capital letter; or a word such as "hot"."""
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "word":
        return None
    if len(t.raw) == 1 and t.raw.isupper():
        is_article = t.raw == "A" and at == 0 and strict and at + 1 < len(tokens) and tokens[at + 1].is_word(*_ABOUT)
        return None if is_article else t.raw
    if t.text in _TEMPERATURES | _METALS:
        return t.raw.capitalize()
    return None


def banded(found: Sequence[tuple[str, Bound | None]]) -> tuple[tuple[str, Decimal | None], ...] | None:
    """Least points of each label, the highest first; None if the bands leave gaps or overlap."""
    return _falling(_sorted(found)) if len(found) > 1 else None


def _sorted(found: Sequence[tuple[str, Bound | None]]) -> list[tuple[str, Bound | None]]:
    """From the highest to the lowest, if they were said the other way round."""
    lows = [b.low if b is not None and b.low is not None else Decimal(-1) for _, b in found]
    return list(reversed(found)) if lows == sorted(lows) else list(found)


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
        if bound.low is None or bound.money or bound.percent:
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
