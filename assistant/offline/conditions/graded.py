"""Finds the grades that a lead must have: "grade A or B", "an A grade", "graded B or better"."""

from collections.abc import Sequence
from typing import Final

from ....dsl.words import written_text
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .condition import Fact
from .events import Found
from .totals import group_at

_NAMED: Final = ("grade", "grades", "graded", "letter")
_HAS: Final = phrases("has|have|with|gets|got|at|on|is|are|carries|holds")
_IS: Final = phrases("is|are|of|is either|is one of|either|in|must be|should be|has to be|equals")
_IS_NOT: Final = phrases("is not|not|other than|is anything but|must not be|is neither|is not one of|not in")
_BETTER: Final = phrases(
    "or better|or higher|or above|and better|and above|or up|and up|and higher|upwards|or more|at least"
)
_WORSE: Final = phrases("or worse|or lower|or below|and below|and worse|or less|downwards|and lower|and down|or down")


def grade_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """A grade whose labels the project or the definition has; nothing else is known to be one."""
    if not _labels(lexicon):
        return None
    return _named(tokens, at + words_at(tokens, at, _HAS), lexicon) or _behind(tokens, at, lexicon)


def _named(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "grade A or B", "the fit grade is B or better", "grade of at least B"."""
    i = at + (at < len(tokens) and tokens[at].is_word("a", "an", "the", "their", "its"))
    group = group_at(tokens, i, lexicon)
    i = group[1] if group is not None and group[1] < len(tokens) and tokens[group[1]].is_word(*_NAMED) else i
    named = 0
    while i < len(tokens) and tokens[i].is_word(*_NAMED):
        i, named = i + 1, named + 1
    if not named:
        return None
    no = words_at(tokens, i, _IS_NOT)
    i += no or words_at(tokens, i, _IS)
    i += i < len(tokens) and tokens[i].is_sign(":", "=")
    i += i < len(tokens) and tokens[i].raw in ("a", "an")
    return _of(tokens, i, lexicon, bool(no))


def _behind(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "an A or B grade"."""
    i = at + (at < len(tokens) and tokens[at].is_word("a", "an", "any", "with") and not _is_label(tokens, at, lexicon))
    found = _of(tokens, i, lexicon, False)
    if found is None or found.end >= len(tokens) or not tokens[found.end].is_word("grade", "grades"):
        return None
    return Found(found.condition, found.end + 1, found.notes, True)


def _of(tokens: Sequence[Token], at: int, lexicon: Lexicon, is_not: bool) -> Found | None:
    labels = _labels(lexicon)
    least = words_at(tokens, at, phrases("at least|minimum|min"))
    most = 0 if least else words_at(tokens, at, phrases("at most|below|under|worse than|lower than"))
    at += least + most
    named: list[str] = []
    end = at
    while end < len(tokens):
        step = end
        while named and step < len(tokens) and (tokens[step].is_sign(",", "/") or tokens[step].is_word("or", "and")):
            step += 1
        step += step < len(tokens) and bool(named) and tokens[step].is_word("grade")
        if (named and step == end) or step >= len(tokens) or not _is_label(tokens, step, lexicon):
            break
        named.append(_label(tokens[step], lexicon))
        end = step + 1
    if not named:
        return None
    better, worse = words_at(tokens, end, _BETTER), words_at(tokens, end, _WORSE)
    if least or better or worse or most:
        if len(named) > 1 or ((least or most) and (better or worse)):
            return None
        place = labels.index(named[0])
        is_below = bool(most) and not tokens[at - most].is_word("at")
        named = list(labels[: place + 1] if least or better else labels[place + is_below :])
        end += better + worse
    if not named or len(named) == len(labels):
        return None
    shown = written_text(named[0]) if len(named) == 1 else f"({', '.join(map(written_text, named))})"
    sign = ("is not" if is_not else "is") if len(named) == 1 else ("not in" if is_not else "in")
    return Found(Fact(f"grade {sign} {shown}", f"grade_{'_'.join(named)}".lower()), end, (), True)


def _labels(lexicon: Lexicon) -> tuple[str, ...]:
    """From the best to the worst."""
    return lexicon.names.grades or lexicon.own_grades


def _is_label(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    t = tokens[at]
    return t.kind in ("word", "text") and (t.kind == "text" or t.raw[:1].isupper()) and bool(_label(t, lexicon))


def _label(t: Token, lexicon: Lexicon) -> str:
    said = t.text if t.kind == "text" else t.raw
    return next((label for label in _labels(lexicon) if label.casefold() == said.casefold()), "")
