"""Conditions as CRM systems write them: "is greater than or equal to", "is any of", "has any value", "L30D"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .instead import instead, longest_at, moved
from .numbers import Phrases, bound_at, phrases, words_at
from .tokens import Token, tokens_of
from .words import stem


@dataclass(frozen=True, slots=True)
class Called:
    """How a project's fields are called, as words: all but flags, those that hold numbers, and flags. ``names``: all
    words of its names."""

    fields: Phrases = ()
    numbers: Phrases = ()
    flags: Phrases = ()
    events: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def _than(words: str) -> str:
    """All ways to say ``words`` with "or equal to"."""
    found: list[str] = []
    for w in words.split():
        found += [f"{w} than or equal to", f"{w} than or equals", f"{w} than or equal", f"{w} or equal to",
                  f"{w} or equal than", f"{w} or equal", f"{w} than or exactly", f"equal to or {w} than",
                  f"equal or {w} than", f"equals or is {w} than", f"equal or {w}", f"{w} than or the same as",
                  f"{w} than or is equal to"]  # fmt: skip
    return "|".join(found)


_COMPARED: Final = {
    ">=": phrases(_than("greater more higher larger bigger") + "|not less than|equals or exceeds|equal or above"),
    "<=": phrases(_than("less lower fewer smaller") + "|not greater than|equal or below"),
}
_BE: Final = ("is", "are", "was", "were", "be")
_EQUAL: Final = phrases(
    "is equal to|are equal to|is equals to|equal to|equals to|equals|equal|is exactly|matches|is the same as|"
    "matches exactly|is exactly equal to|exactly matches"
)
_NOT_EQUAL: Final = phrases(
    "is not equal to|are not equal to|not equal to|does not equal|do not equal|is not equals to|not equals|"
    "does not match|is different from|is different than|is other than|is not the same as|is anything but|"
    "is not exactly"
)
_ANY_OF: Final = phrases(
    "is any of|is any one of|is one of|is either of|equals any of|equals one of|matches any of|is among|"
    "is in the list|is in list|in list|is any of the following|is one of the following|are any of|are one of|"
    "is equal to any of|is equal to one of|is in any of|is part of the list|is any of these|is one of these|"
    "equal to any of|is exactly any of|matches one of|belongs to any of|has any of|is included in the list"
)
_NONE_OF: Final = phrases(
    "is none of|is not any of|is not one of|is not in the list|is not in list|not in list|is neither of|"
    "does not equal any of|is not equal to any of|is not among|is none of the following|is not any of the following|"
    "is not one of the following|are none of|matches none of|is none of these|is not any of these|"
    "does not match any of|is not in any of"
)
_HOLDS: Final = {
    "contains": phrases(
        "contains any of|contains one of|contains any of the following|includes any of|includes one of|"
        "mentions any of|contains any of these|contains at least one of|contains either|contains any"
    ),
    "does not contain": phrases(
        "does not contain any of|contains none of|does not include any of|does not include|does not mention|"
        "does not mention any of|does not contain any|does not contain any of these|contains none of these|"
        "does not contain any of the following|does not have"
    ),
}
_KNOWN: Final = {
    "is known": phrases(
        "has any value|has a value|has some value|is not empty|is not blank|is not null|is filled|is filled in|"
        "is filled out|is populated|is provided|is present|is available|exists|is given|is set|is not missing|"
        "has been filled in|is not unknown|has been provided|is not none|has been set|are known|is entered|"
        "has value|is not nothing|is there"
    ),
    "is unknown": phrases(
        "is empty|is blank|is null|has no value|is not known|is not set|is not filled|is not filled in|is missing|"
        "does not have a value|is not populated|is not available|is not provided|is not given|does not exist|"
        "has not been filled in|is not present|does not have any value|is not there|are unknown|is not entered|is none"
    ),
}
_TRUE: Final = phrases(
    "is set to true|is true|is equal to true|equals true|is checked|is ticked|is yes|equals yes|is set to yes|"
    "is marked|is flagged|is equal to yes|is on|is switched on|is selected|is set|is marked true|is marked as true"
)
_FALSE: Final = phrases(
    "is set to false|is false|is equal to false|equals false|is not checked|is unchecked|is not ticked|equals no|"
    "is set to no|is equal to no|is not true|is off|is not set|is not equal to true|is not selected|is unticked|is no"
)
_AGO: Final = phrases("is less than|was less than|less than|within|no more than|at most|not more than|is within|under")
_RECENT: Final = phrases(
    "is within|was within|is in|was in|occurred in|occurred within|happened in|happened within|occurred during|"
    "took place in|took place within|was during|has occurred in|has happened in|is during|happened during"
)
_UNITS: Final = {
    "d": "days", "day": "days", "days": "days", "w": "weeks", "wk": "weeks", "wks": "weeks", "m": "months",
    "mo": "months", "mos": "months", "mth": "months", "mths": "months", "q": "quarters", "y": "years", "yr": "years",
    "months": "months", "weeks": "weeks",
}  # fmt: skip
_SHORT: Final = re.compile(
    r"(?:l|t|r|p|last|past|trailing|rolling|prev|previous)(\d{1,3})(days?|d|wks?|w|mths?|mos?|m|q|yr?)?"
)
_ENDS: Final = ("then", "and", "or", "but", "if", "within", "in", "when", "while", "get", "gets")


def with_operators(tokens: Sequence[Token], text: str, called: Called) -> tuple[Token, ...]:
    """The tokens with those of CRM systems said in plain words."""
    tokens = _without_kind(_different(tokens), called)
    return _counted(_compared(_windows(tokens), called), called)


_KINDS: Final = phrases(
    "contact property|company property|lead property|contact field|company field|lead field|the property|the field|"
    "property|field|lead attribute|contact attribute|attribute|the value of|value of|the contact property|"
    "the lead field|the company property|account field|account property|the contact field|custom field|custom property"
)


def _without_kind(tokens: Sequence[Token], called: Called) -> tuple[Token, ...]:
    """ "contact property Country" as "Country"."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size = words_at(tokens, at, _KINDS)
        if (
            size
            and not words_at(tokens, at, called.fields)
            and words_at(tokens, at + size, (*called.fields, *called.flags))
        ):
            at += size
            continue
        found.append(tokens[at])
        at += 1
    return tuple(found)


def _different(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "!=" and "<>"."""
    found: list[Token] = []
    for t in tokens:
        if t.is_sign("!=", "≠"):
            found += instead([t], "is not")
        elif t.is_sign(">") and found and found[-1].is_sign("<") and found[-1].end == t.start:
            found[-1:] = instead([found[-1], t], "is not")
        else:
            found.append(t)
    return tuple(found)


def _windows(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "L30D", "last30d", "is within the last 30 days", "less than 30 days ago"."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        t = tokens[at]
        short = _SHORT.fullmatch(t.text) if t.kind == "word" else None
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        if short is not None and (short[2] or (follows is not None and follows.is_word(*_UNITS))):
            count = tokens_of(short[1])[0]
            place = {"start": t.start, "end": t.end}
            found += instead([t], "last")
            found.append(Token("number", short[1], short[1], t.end, t.end, count.value))
            if short[2]:
                found += [Token("word", _UNITS[short[2]], t.raw, t.end, place["end"])]
            at += 1
            continue
        size = words_at(tokens, at, _AGO)
        if size and (ago := _ago(tokens, at + size)):
            found += instead(tokens[at : at + size], "in the last")
            found += tokens[at + size : ago - 1]
            at = ago
            continue
        size = words_at(tokens, at, _RECENT)
        if size and words_at(tokens, at + size, phrases("the last|the past|the previous|last|past")):
            found += instead(tokens[at : at + size], "in")
            at += size
            continue
        found.append(t)
        at += 1
    return tuple(found)


def _ago(tokens: Sequence[Token], at: int) -> int:
    """Where "30 days ago" ends that begins here; 0 if it does not."""
    if at + 2 < len(tokens) and tokens[at].kind == "number" and tokens[at + 1].is_word(*_UNITS):
        return at + 3 if tokens[at + 2].is_word("ago", "old") else 0
    if at + 1 < len(tokens) and tokens[at].kind == "number" and tokens[at].unit in _UNITS:
        return at + 2 if tokens[at + 1].is_word("ago") else 0
    return 0


# --- comparisons


def _compared(tokens: Sequence[Token], called: Called) -> tuple[Token, ...]:
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size, words = _operator_at(tokens, at, found, called)
        if size < 0:
            found.append(tokens[at])
            at += 1
            continue
        here = tokens[at : at + size]
        found += instead(here, words) if words else []
        at += size
        if words in ("is", "is not", "contains", "does not contain") and at < len(tokens):
            at, inner = _listed(tokens, at)
            found += inner
    return tuple(found)


def _operator_at(tokens: Sequence[Token], at: int, before: Sequence[Token], called: Called) -> tuple[int, str]:
    """How many tokens an operator has here and what it is in plain words; -1 if there is none."""
    if not before or tokens[at].kind != "word":
        return -1, ""
    is_flag = _ends_with(before, called.flags)
    is_field = not is_flag and _ends_with(before, called.fields)
    truth = words_at(tokens, at, _TRUE), words_at(tokens, at, _FALSE)
    if is_flag and max(truth):
        return max(truth), "is true" if truth[0] > truth[1] else "is false"
    be = int(tokens[at].is_word(*_BE))
    size, words = longest_at(tokens, at + be, _COMPARED)
    if size and at + be + size < len(tokens) and tokens[at + be + size].kind in ("number", "text"):
        return be + size, words
    if be and (is_field or _is_event(before, called)) and _is_bound(tokens, at + 1) and not _is_points(tokens, at + 1):
        return 1, ""
    any_of, none_of = words_at(tokens, at, _ANY_OF), words_at(tokens, at, _NONE_OF)
    behind = at + max(any_of, none_of)
    whose = behind < len(tokens) and tokens[behind].is_word("our", "the", "my", "their", "those", "these", "your")
    if max(any_of, none_of) and not whose and not _is_end(tokens, behind):
        return behind - at, "is" if any_of > none_of else "is not"
    size, words = longest_at(tokens, at, _HOLDS)
    if size and is_field and not _is_end(tokens, at + size):
        return size, words
    size, words = longest_at(tokens, at, _KNOWN)
    if size and is_field and _is_end(tokens, at + size):
        return size, words
    size = words_at(tokens, at, _NOT_EQUAL)
    if size and is_field and not _is_end(tokens, at + size):
        return size, "is not"
    size = words_at(tokens, at, _EQUAL)
    if size and is_field and not _is_end(tokens, at + size):
        if tokens[at + size].kind != "number":
            return size, "is"
        if _is_end(tokens, at + size + 1, goes_on=True) and not _is_points(tokens, at + size):
            return size, "="
    if truth[0] > 1 and not is_field and _is_event(before, called) and _is_end(tokens, at + truth[0]):
        return truth[0], ""
    return -1, ""


def _is_bound(tokens: Sequence[Token], at: int) -> bool:
    found = bound_at(tokens, at)
    return found is not None and not found[0].exact


def _is_points(tokens: Sequence[Token], at: int) -> bool:
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number":
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(t.signed or t.unit.startswith("p") or (behind is not None and behind.is_word("points", "pts", "point")))


def _is_end(tokens: Sequence[Token], at: int, goes_on: bool = False) -> bool:
    """Whether nothing of the condition follows; ``goes_on``: but something has to."""
    if at >= len(tokens):
        return not goes_on
    t = tokens[at]
    return (
        t.is_word(*_ENDS)
        or t.is_sign(",", ":", ";", "=", "→", ")", "|", "+", "-")
        or (t.kind == "number" and bool(t.signed))
    )


def _listed(tokens: Sequence[Token], at: int) -> tuple[int, list[Token]]:
    """ "(US, CA)", ": US, CA" behind "is any of", without the signs around them."""
    if tokens[at].is_sign(":") and at + 1 < len(tokens):
        at += 1
    if not tokens[at].is_sign("(", "[", "{"):
        return at, []
    close = {"(": ")", "[": "]", "{": "}"}[tokens[at].text]
    end = next((i for i in range(at, len(tokens)) if tokens[i].is_sign(close)), 0)
    if not end or any(t.is_sign("(", ")") for t in tokens[at + 1 : end]):
        return at, []
    return end + 1, list(tokens[at + 1 : end])


def is_listed(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether what stands behind a semicolon goes on with the list of "is any of" before it."""
    if not any(words_at(before, i, _ANY_OF) or words_at(before, i, _NONE_OF) for i in range(len(before))):
        return False
    part = behind[: next((i for i, t in enumerate(behind) if t.kind == "sign" or t.kind == "number"), len(behind))]
    return 0 < len(part) < 4 and not any(t.is_word(*_BE, "has", "have", "contains", "equals", "if") for t in part)


def _ends_with(tokens: Sequence[Token], said: Phrases) -> bool:
    return any(words_at(tokens, len(tokens) - size, said) == size for size in range(1, min(len(tokens), 6) + 1))


def _is_event(tokens: Sequence[Token], called: Called) -> bool:
    return bool(tokens) and tokens[-1].kind == "word" and stem(tokens[-1].text) in called.events


# --- "number of page views is greater than 3"

_NUMBER_OF: Final = phrases(
    "number of|the number of|count of|the count of|total number of|the total number of|total|total count of|"
    "amount of|the amount of|num of|sum of|how many"
)


_NO_COUNT: Final = (
    "and or not no at cap capped max maximum limit limited score scores exceed exceeds points never"
).split()


def _counted(tokens: Sequence[Token], called: Called) -> tuple[Token, ...]:
    """ "number of page views >= 3" as ">= 3 page views", if no field is called so."""
    at = next((i for i in range(len(tokens)) if words_at(tokens, i, _NUMBER_OF)), -1)
    if at < 0:
        return tuple(tokens)
    size = words_at(tokens, at, _NUMBER_OF)
    if any(words_at(tokens, i, called.numbers) for i in range(at, at + size + 1)):
        return tuple(tokens)
    end = at + size
    while end < len(tokens) and end - at - size < 7 and tokens[end].kind == "word" and not _is_bound(tokens, end):
        end += 1
    skip = int(end - 1 > at + size and tokens[end - 1].is_word(*_BE, "equals", "equal"))
    found = bound_at(tokens, end) if end > at + size else None
    if found is None or tokens[end].start < tokens[end - 1].end:
        return tuple(tokens)
    counted = tokens[at + size : end - skip]
    bound = tokens[end : found[1]]
    if _is_points(tokens, found[1] - 1) or any(t.is_word(*_NO_COUNT) for t in counted):
        return tuple(tokens)
    rest = tokens[found[1] :]
    if rest and rest[0].is_word("times"):
        rest = rest[1:]
    if found[0].exact and not bound[0].is_sign("="):
        bound = (*instead([bound[0]], "exactly"), *bound)
    return (*tokens[:at], *moved(bound, tokens[at].start), *counted, *_counted(rest, called))
