"""Sizes of companies that are told in words: "mid-market", "big companies", "too small". How many employees they are
is asked, if no number stands behind them."""

from collections.abc import Sequence
from typing import Final

from ...drafts import Question
from ...reading.numbers import bound_at, phrases, words_at
from ...reading.tokens import Token, as_typed
from ..names.lexicon import Lexicon
from .untimed import Vague
from .vaguer import BIG

_SIZES: Final = (
    (phrases("mid market|midmarket|mid size|mid sized|midsize|midsized|medium sized|medium size|mid market companies"),
     ("50 to 500 employees", "100 to 1,000 employees", "250 to 2,500 employees")),
    (phrases("enterprise|enterprises|large|big|huge|larger|bigger|sizable|sizeable|decent sized|large enterprise|"
              "large enterprises|enterprise level|enterprise sized|enterprise size|big enough|large enough"),
     ("more than 500 employees", "more than 1,000 employees", "more than 2,500 employees")),
    (phrases("smb|smbs|sme|smes|small|tiny|small business|small businesses|small and medium|startup|startups|smaller|"
              "small to medium|small and midsize|start up|start ups"),
     ("fewer than 50 employees", "fewer than 100 employees", "1 to 500 employees")),
)  # fmt: skip
_SIZED: Final = ("company", "companies", "business", "businesses", "firm", "firms", "organization", "organizations",
                 "organisation", "organisations",
                 "account", "accounts", "employer", "segment", "customers", "corporation",
                 "corporations", "corporates", "team", "teams")  # fmt: skip
_NEED_NOUN: Final = frozenset("large big huge larger bigger small tiny smaller sizable sizeable".split())
_ALL_SIZES: Final = (_SIZES, ((BIG, _SIZES[1][1]), *_SIZES))


def sized_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, wide: bool) -> Vague | None:
    if lexicon.of_concept("employees") is None:
        return None
    degree = words_at(tokens, at, _TOO) if wide else 0
    for listed, choices in _ALL_SIZES[wide]:
        size = words_at(tokens, at + degree, listed)
        if not size:
            continue
        end = at + degree + size
        if (
            size == 1
            and tokens[end - 1].text in _NEED_NOUN
            and not (end < len(tokens) and tokens[end].is_word(*_SIZED, "enough"))
            and not (wide and _is_of_company(tokens, at))
        ):
            return None
        raw = as_typed(tokens[at:end])
        given = _given_size(tokens, end)
        if given is not None:
            words, after = given
            question = Question("", ("",))
            return after, question, words, "*"
        question = Question(f"How many employees does “{raw}” mean?", choices)
        return end, question, choices[0], "with *"
    return None


_TOO: Final = phrases("too|very|really|much too|far too|pretty|fairly|rather|quite|a bit too|somewhat|way too|so")


def _is_of_company(tokens: Sequence[Token], at: int) -> bool:
    """ "companies that are big", "the firm is too small"."""
    i = at
    while i and tokens[i - 1].is_word("is", "are", "that", "which", "being", "be", "looks"):
        i -= 1
    return 0 < i < at and tokens[i - 1].is_word(*_SIZED)


def _given_size(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The numbers that stand behind a size and say what it means: "mid-market (50-500 employees)"."""
    i = at
    while i < len(tokens) and tokens[i].is_word(*_SIZED):
        i += 1
    is_open = i < len(tokens) and tokens[i].is_sign("(")
    if not is_open and not (i < len(tokens) and (tokens[i].is_sign(":", "=") or tokens[i].is_word("ie", "meaning"))):
        return None
    i += 1
    i += i < len(tokens) and tokens[i].is_word("ie", "meaning", "so")
    i += i < len(tokens) and tokens[i].is_sign(",")
    bound = bound_at(tokens, i)
    if bound is None or bound[0].money:
        return None
    end = bound[1]
    start = i
    words = words_at(
        tokens,
        end,
        (("employees",), ("people",), ("staff",), ("fte",), ("ftes",), ("headcount",), ("employee",), ("emp",)),
    )
    if is_open:
        if end + words >= len(tokens) or not tokens[end + words].is_sign(")"):
            return None
        return as_typed(tokens[start:end]) + " employees", end + words + 1
    return (as_typed(tokens[start:end]) + " employees", end + words) if words else None
