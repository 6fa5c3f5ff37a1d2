"""Fields of which one thing is said: "at least two of the four BANT fields (budget, authority, …) are filled in"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import bound_at, phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import FieldName, Lexicon
from ..names.saying import said_at
from .condition import Condition, Fact, joined
from .events import Found

_NOUNS: Final = frozenset(
    """fields field details detail data answers questions points items values criteria properties attributes columns
    entries facts things the these those our following bant of qualification pieces information listed below namely
    boxes""".split()
)
_ARE: Final = "are is have has been being must be should all we were was got already actually".split()
_FILLED: Final = phrases(
    "filled in|filled out|filled|known|given|set|present|provided|answered|completed|complete|on file|on record|"
    "available|populated|not empty|not blank|not unknown|not missing|there|entered|recorded|have a value|has a value|"
    "a value|documented|captured|known to us|known to sales|not null"
)
_EMPTY: Final = phrases(
    "missing|unknown|empty|blank|not known|not filled in|not filled out|not filled|not given|not set|not provided|"
    "left blank|left empty|null|not answered|unanswered|without a value|not available|not on file|not there"
)
_WHATEVER: Final = phrases(
    "whatever they say|no matter what they say|no matter what|regardless of the value|whatever the value|with anything|"
    "at all|no matter with what|whatever is in them|no matter what is in them|with whatever value"
)


def filled_at(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[Condition], tuple[str, ...]] | None:
    """That each of several fields is filled in, or is not: all of the tokens, or nothing."""
    at, said = _nouns(tokens)
    first = _state(tokens, at)
    if first is not None and first[1] < len(tokens) and tokens[first[1]].is_sign(":", "-"):
        listed = _fields(tokens, first[1] + 1, lexicon)
        return _facts(listed[0], first[0], said) if listed is not None and listed[1] == len(tokens) else None
    is_open = at < len(tokens) and tokens[at].is_sign("(", ":")
    listed = _fields(tokens, at + is_open, lexicon)
    bant, end = False, at
    if listed is None:
        bant = any(t.is_word("bant") for t in tokens[:at])
        named = [next((f for f in lexicon.fields if f.name == n), None) for n in _BANT] if bant else []
        found = [f for f in named if f is not None]
        if len(found) != len(_BANT):
            return None
    else:
        found, end = listed
        end += end < len(tokens) and is_open and tokens[end].is_sign(")")
    state = _state(tokens, end)
    if state is None or state[1] < len(tokens):
        return None
    told = _facts(found, state[0], said)
    notes = (f"BANT is read as {', '.join(_BANT)}",) if bant else ()
    return None if told is None else (told[0], notes)


def all_filled_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "budget, authority and timeline are known", "budget or timeline is missing"."""
    listed = _fields(tokens, at, lexicon)
    if listed is None:
        return None
    fields, end = listed
    words = {t.text for t in tokens[at:end] if t.is_word("and", "or")}
    both = end + words_at(tokens, end, phrases("are both|are all|both|all|must all be|must both be|have all been"))
    state = _state(tokens, both) or _state(tokens, end)
    if state is None or len(words) != 1:
        return None
    facts = [Fact(f"{f.written} is {state[0]}", f"{f.name}_{state[0]}", f.written) for f in fields]
    return Found(joined("all" if "and" in words else "any", facts), state[1], (), True)


_BANT: Final = ("budget", "authority", "need", "timeline")


def _nouns(tokens: Sequence[Token]) -> tuple[int, int]:
    """ "four BANT fields": where it ends, and how many it says there are."""
    at, said = 0, 0
    while at < len(tokens):
        number = bound_at(tokens, at)
        if number is not None and number[0].exact and not said and number[0].low is not None:
            at, said = number[1], int(number[0].low)
        elif tokens[at].is_word(*_NOUNS) and not (tokens[at].is_word("need") or _state(tokens, at)):
            at += 1
        else:
            break
    return at, said


def _state(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """ "are filled in": that they are known, or that they are not."""
    start = at
    while at < len(tokens) and tokens[at].is_word(*_ARE):
        at += 1
    filled, empty = words_at(tokens, at, _FILLED), words_at(tokens, at, _EMPTY)
    if not filled and not empty:
        return None
    if at == start and at and not tokens[at - 1].is_sign(")", ",") and tokens[at - 1].is_word("and", "or"):
        return None
    end = at + max(filled, empty)
    comma = int(end < len(tokens) and tokens[end].is_sign(",", "-"))
    also = words_at(tokens, end + comma, _WHATEVER)
    return ("known" if filled > empty else "unknown"), end + (comma + also if also else 0)


def _fields(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[list[FieldName], int] | None:
    found: list[FieldName] = []
    end = at
    while end < len(tokens):
        at = end
        while found and at < len(tokens) and (tokens[at].is_sign(",", "/", ";") or tokens[at].is_word("and", "or")):
            at += 1
        if found and at == end:
            break
        at += words_at(tokens, at, phrases("the|a|an|their"))
        best = max(lexicon.fields, key=lambda f: said_at(tokens, at, f), default=None)
        size = said_at(tokens, at, best) if best is not None and at < len(tokens) else 0
        if best is None or not size or best in found:
            break
        found.append(best)
        end = at + size
    return (found, end) if len(found) > 1 else None


def _facts(fields: Sequence[FieldName], state: str, said: int) -> tuple[list[Condition], tuple[str, ...]] | None:
    if said and said != len(fields):
        return None
    return [Fact(f"{f.written} is {state}", f"{f.name}_{state}", f.written) for f in fields], ()
