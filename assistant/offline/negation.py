"""What is not so, never happened, or is not known to be so."""

from collections.abc import Sequence
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.times import length_at
from ..reading.tokens import Token
from .conditions import (
    Fact,
)

NEGATIONS: Final = phrases(
    "has not|have not|had not|did not|does not|do not|is not|are not|was not|never|has never|have never|not|"
    "without|without any|without a|no|must not|should not|must not be|has no|should not be|have no|with no|"
    "excluding|except|except for|other than|can not|can not be|may not be|is never"
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
    "have not engaged|zero activity|has not shown any activity|have not shown any activity|not shown any activity"
)


def is_excepted(tokens: Sequence[Token], at: int) -> bool:
    """ "no activity except email opens": more is left out than nothing here can say."""
    return at < len(tokens) and tokens[at].is_word(
        "except", "other", "besides", "apart", "excluding", "but", "aside", "beyond", "save", "not"
    )


def idle_at(tokens: Sequence[Token], at: int) -> tuple[str, int, str] | None:
    """ "after 45 days without any activity", "30 days of inactivity": the time, where it ends, what was assumed."""
    i = at + words_at(tokens, at, phrases("after|for|once|following"))
    found = length_at(tokens, i)
    size = words_at(tokens, found[1], INACTIVE) if found is not None else 0
    if found is None or not size or is_excepted(tokens, found[1] + size):
        return None
    return found[0].text, found[1] + size, found[0].assumption


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
