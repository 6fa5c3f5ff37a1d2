"""What is wrong with a value that is there, and the one to have instead: "10 machines is too low. Make it 25."."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import length_at
from ...reading.tokens import Token
from .courtesy import opening_of
from .places import FILL, MAKE

_VERBS: Final = frozenset("is are was seems seem feels feel sounds sound looks look".split())
_DEGREES: Final = frozenset(
    "more less that so too way far much a bit little quite very rather not really still slightly just".split()
)
_WRONG: Final = frozenset(
    """low high much little long short strict lenient few many generous small big large tight loose wide narrow enough
    bad good important relevant useful valuable interesting unimportant
    irrelevant stingy aggressive harsh lax steep weak strong right wrong excessive tough hard easy""".split()
)
_BEHIND: Final = phrases(
    "for us|for them|for me|i think|we think|they say|now|really|imo|at the moment|right now|still"
)
_SAY: Final = frozenset(
    "say says said think thinks thought find finds feel feels reckon reckons told tells that".split()
)
_FINE: Final = frozenset(
    """better good do fine ok okay works work plenty sufficient suffice nice great ideal right realistic reasonable
    sensible enough perfect would could""".split()
)
_SO: Final = frozenset("so then therefore hence and".split())
_INSTEAD: Final = (Token("word", "instead", "instead", 0, 0), Token("word", "of", "of", 0, 0))


def put_together(sentences: Sequence[Sequence[Token]]) -> list[tuple[Token, ...]]:
    """The sentences, with a complaint and the change that follows it as one."""
    apart: list[tuple[Token, ...]] = []
    for s in sentences:
        back = next((i for i, t in enumerate(s) if i and t.is_sign(",", "-", ";") and _complaint(s[i + 1 :])), 0)
        if back and _merged(_complaint(s[back + 1 :]) or (), s[:back]) is not None:
            apart += [tuple(s[back + 1 :]), tuple(s[:back])]  # "10 days, a week is too short"
            continue
        comma = next((i for i, t in enumerate(s) if t.is_sign(",", "-", ";") and _complaint(s[:i]) is not None), 0)
        apart += [tuple(s[:comma]), tuple(s[comma + 1 :])] if comma else [tuple(s)]
    found: list[tuple[Token, ...]] = []
    at = 0
    while at < len(apart):
        about = _complaint(apart[at])
        merged = _merged(about, apart[at + 1]) if about is not None and at + 1 < len(apart) else None
        found.append(apart[at] if merged is None else merged)
        at += 1 if merged is None else 2
    return found


def _is_wrong(t: Token) -> bool:
    return t.is_word(*_WRONG)


def is_complaint(tokens: Sequence[Token]) -> bool:
    """Whether nothing is said but that something is too low, or too high."""
    return _complaint(tokens) is not None


def _complaint(tokens: Sequence[Token]) -> Sequence[Token] | None:
    """What something is wrong with; None if nothing is."""
    end = len(tokens)
    while back := next((b for b in (3, 2, 1) if b < end and words_at(tokens, end - b, _BEHIND) == b), 0):
        end -= back
    behind = next(
        (i for i in range(end - 1, 2, -1) if tokens[i].is_word("for", "on") and _is_wrong(tokens[i - 1])), end
    )
    whom, end = tokens[behind:end], behind
    at = end - 1
    if at < 2 or not _is_wrong(tokens[at]):
        return None
    while at > 1 and tokens[at - 1].is_word(*_DEGREES):
        at -= 1
    is_found = tokens[at - 1].kind == "number" or (at > 2 and tokens[at - 2].kind == "number")
    is_found = is_found and any(t.is_word("too", "way", "not") for t in tokens[at:end])
    if not tokens[at - 1].is_word(*_VERBS) and not is_found:
        return None  # "10 is too low", and "10 too low" of "they find 10 too low"
    what = list(tokens[: at - 1] if tokens[at - 1].is_word(*_VERBS) else tokens[:at])
    if what and what[-1].is_word("not"):
        what.pop()
    said = next((i for i in range(len(what) - 1, -1, -1) if what[i].is_word(*_SAY)), -1)
    what = [*what[said + 1 :], *whom]
    return what if what and not all(t.is_word("it", "that", "this") for t in what) else None


def _merged(about: Sequence[Token], change: Sequence[Token]) -> tuple[Token, ...] | None:
    """ "make 25 machines instead of 10" of "10 machines" and "make it 25"."""
    while change and change[0].is_word(*_SO):
        change = change[1:]
    numbers = [i for i, t in enumerate(change) if t.kind == "number"]
    if len(numbers) != 1 or any(t.kind not in ("word", "number") for t in change):
        return None
    new = change[numbers[0]]
    others = [t for t in change[opening_of(change) :] if t is not new and not t.is_word(*FILL, *_FINE)]
    old = [i for i, t in enumerate(about) if t.kind == "number"]
    if len(old) > 1 or (old and any(t not in about and t.text not in {a.text for a in about} for t in others)):
        return None
    length = length_at(about, 0)
    if not old and length is not None and length[1] == len(about):
        return (MAKE, *change[opening_of(change) :], *_INSTEAD, *about)  # "a week is too short"
    if old:
        return (MAKE, *about[: old[0]], new, *about[old[0] + 1 :], *_INSTEAD, about[old[0]])
    return (MAKE, *about, new, *others)
