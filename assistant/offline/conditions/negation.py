"""What is not so, never happened, or is not known to be so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import Length, length_at
from ...reading.tokens import Token
from .condition import (
    Fact,
)

NEGATIONS: Final = phrases(
    "not a single|not even a|not even one|has not|have not|had not|did not|does not|do not|is not|are not|was not|"
    "never|has never|have never|not|"
    "without|without any|without a|no|must not|should not|must not be|has no|should not be|have no|with no|"
    "excluding|except|except for|other than|can not|can not be|may not be|is never|neither|is neither|are neither|"
    "non|has neither|have neither|is not yet|are not yet|not yet|has yet to|have yet to|zero|lacks|lacking|"
    "is not a|are not a|is no|are no|was never|were never|had no|made no|shows no|with zero|has zero|does not yet"
)


INACTIVE: Final = tuple(
    (*head, *tail)
    for head in (
        (),
        ("has", "had"),
        ("have", "had"),
        ("has",),
        ("have",),
        ("shows",),
        ("with",),
        ("there", "is"),
        ("had",),
        ("there", "was"),
    )
    for tail in phrases("no activity|no activities|no activity at all|no events|no activity of any kind")
) + phrases(
    "inactive|been inactive|is inactive|are inactive|has been inactive|have been inactive|did nothing|"
    "done nothing|has done nothing|have done nothing|without any activity|without activity|inactivity|"
    "no interaction|no interactions|gone quiet|has gone quiet|gone dark|have gone quiet|gone silent|does nothing|"
    "has not done anything|have not done anything|did not do anything|has not been active|have not been active|"
    "no engagement|not done anything|not done a thing|done nothing at all|not been active|without any engagement|"
    "without engagement|without doing anything|of inactivity|of silence|with no engagement|has not engaged|"
    "have not engaged|quiet|been quiet|has been quiet|have been quiet|went quiet|go quiet|goes quiet|going quiet|"
    "went dark|goes dark|go dark|has gone dark|have gone dark|dormant|is dormant|are dormant|been dormant|went dormant|"
    "has been dormant|silent|is silent|went silent|been silent|has been silent|gone cold|went cold|has gone cold|"
    "radio silence|nothing from them|nothing at all from them|heard nothing|have heard nothing from them|"
    "heard nothing from them|not heard from them|have not heard from them|no sign of life|no signs of life|"
    "does not do anything|do not do anything|stopped engaging|has stopped engaging|no engagement at all|is quiet|"
    "are quiet|stays quiet|stay quiet|completely inactive|done nothing with us|no activity whatsoever|"
    "no activity from them|no activity on their side|no activity from the lead|no recorded activity|"
    "no touch points|no touchpoints|no activity recorded|have no activity|without interaction|without interactions|"
    "not seen|has not been seen|have not been seen|not been seen|no sign of them|"
    "has shown no activity|have shown no activity|shown no activity|showed no activity|show no activity|"
    "has shown no engagement|have shown no engagement|shown no engagement|showed no engagement|showing no activity|"
    "has had no activity|have had no activity|"
    "has shown no signs of life|have shown no signs of life|has been without activity|have been without activity|"
    "zero activity|has not shown any activity|have not shown any activity|not shown any activity"
)


def is_excepted(tokens: Sequence[Token], at: int) -> bool:
    """ "no activity except email opens": more is left out than nothing here can say."""
    return at < len(tokens) and tokens[at].is_word(
        "except", "other", "besides", "apart", "excluding", "but", "aside", "beyond", "save", "not"
    )


def idle_at(tokens: Sequence[Token], at: int) -> tuple[str, int, str] | None:
    """ "after 45 days without any activity", "30 days of inactivity": the time, where it ends, what was assumed."""
    i = at + words_at(tokens, at, phrases("after|for|once|following|more than|over|at least|after more than"))
    found = lapse_at(tokens, i)
    size = words_at(tokens, found[1], INACTIVE) if found is not None else 0
    if found is None or not size or is_excepted(tokens, found[1] + size):
        return None
    return found[0].text, found[1] + size, found[0].assumption


def lapse_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """How long nothing happened: "30 days", "30+ days", "more than 3 weeks", "60 days or more"."""
    i = at + words_at(tokens, at, phrases("at least|more than|over|longer than|min|minimum|a minimum of|the last|full"))
    t = tokens[i] if i < len(tokens) else None
    if t is None:
        return None
    plain = replace(t, or_more=False) if t.kind == "number" else t
    found = length_at([plain, *tokens[i + 1 :]], 0)
    if found is None and i + 1 < len(tokens) and tokens[i + 1].is_sign("+"):
        found = length_at([plain, *tokens[i + 2 :]], 0)
        i += found is not None
    if found is None:
        return None
    end = i + found[1]
    end += words_at(tokens, end, phrases("or more|or longer|and more|plus|straight|in a row|running|now|and longer"))
    return found[0], end


def lapsing_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """The same behind what did not happen: "for 30+ days", "in over 3 weeks"."""
    step = words_at(tokens, at, phrases("for|in|since|within|over|for the last|in the last|during"))
    found = lapse_at(tokens, at + step)
    return found if found is not None and (step or found[1] > at) else None


def not_known_to_be(fact: Fact) -> Fact:
    """Not so, as far as is known: a lead without an address is no competitor."""
    text = fact.text
    for positive, negative in (
        (" domain in ", " domain not in "),
        (" domain is ", " domain is not "),
        (" mentions ", " not mentions "),
        (" not in (", " in ("),
        (' is not "', ' is "'),
        (" domain ends with ", " domain not ends with "),
    ):
        if positive in text and negative not in text and " not " not in text:
            return Fact(
                f"{fact.field} is unknown or {text.replace(positive, negative, 1)}",
                f"not_{fact.name}",
                fact.field,
                is_loose=True,
            )
    for ending, other in ((" is known", " is unknown"), (" is unknown", " is known")):
        if text.endswith(ending):
            return Fact(text.removesuffix(ending) + other, f"not_{fact.name}"[:40], fact.field)
    if " domain not in " in text:
        return Fact(text.replace(" domain not in ", " domain in ", 1), f"not_{fact.name}"[:40], fact.field)
    for positive, negative in ((' is "', ' is not "'), (" in (", " not in (")):
        if text.count(positive) == 1 and " and " not in text and " not " not in text:
            return Fact(text.replace(positive, negative, 1), f"not_{fact.name}"[:40], fact.field)
    return Fact(f"not {text}" if not fact.is_loose else f"not ({text})", f"not_{fact.name}"[:40], fact.field)
