"""What joins two parts of a sentence, and which parts must not stand side by side."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..names.naming import words_of
from .condition import (
    Fact,
    Happened,
    Open,
)
from .events import Found
from .grouping import Joint

_JOINTS: Final[tuple[tuple[tuple[str, ...], Joint], ...]] = (
    (("as", "well", "as"), "and"),
    (("and",), "and"),
    (("or",), "or"),
    (("plus",), "and"),
    (("but",), "and"),
    (("and", "also"), "and"),
    (("or", "else"), "or"),
    (("along", "with"), "and"),
    (("together", "with"), "and"),
    (("but", "only", "for"), "and"),
    (("but", "only", "if"), "and"),
    (("but", "only", "when"), "and"),
    (("only", "for"), "and"),
    (("only", "if"), "and"),
    (("only", "when"), "and"),
    (("but", "only", "in"), "and"),
    (("only", "in"), "and"),
    (("but", "only", "from"), "and"),
    (("only", "from"), "and"),
    (("but", "only", "with"), "and"),
    (("only", "with"), "and"),
    (("or", "alternatively"), "or"),
    (("alternatively",), "or"),
    (("in", "addition"), "and"),
    (("as", "long", "as"), "and"),
    (("so", "long", "as"), "and"),
    (("provided", "that"), "and"),
    (("provided",), "and"),
    (("given", "that"), "and"),
    (("on", "condition", "that"), "and"),
    (("while", "being"), "and"),
)


def joint_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    t = tokens[at]
    if t.is_sign("and/or"):
        return "and/or", 1
    if t.is_sign(",", ";"):
        return ",", 1
    if t.is_sign("+"):
        return "and", 1
    if t.is_sign("/"):
        return "or", 1
    best: tuple[str, int] | None = None
    for words, joint in _JOINTS:
        size = words_at(tokens, at, (words,))
        if size and (best is None or size > best[1]):
            best = joint, size
    return best


def run_together(a: Found, b: Found) -> bool:
    is_number = isinstance(a.condition, Fact) and a.condition.bound is not None
    is_more = isinstance(b.condition, Happened) and not b.condition.negated
    return is_more and (isinstance(a.condition, Happened) or is_number)


def is_of_event(a: Found, b: Found, between: Token, first: Token, is_next: bool) -> bool:
    """Whether what follows tells of what stands before it: "a quote request for 10 machines", "opted out of calls"."""
    of = ("for", "of", "on", "worth", "about")
    if isinstance(b.condition, Fact) and b.condition.text.removeprefix("not ") == b.condition.field:
        return True  # "unsubscribed from the newsletter", where that is a flag
    if (
        is_next
        and isinstance(a.condition, Happened)
        and isinstance(b.condition, Fact)
        and b.condition.bound is not None
    ):
        return True
    if isinstance(a.condition, Happened | Open):
        is_not = isinstance(a.condition, Happened) and a.condition.negated
        return not is_not and isinstance(b.condition, Fact | Open) and between.is_word(*of)
    is_event = isinstance(b.condition, Happened | Open)
    is_value = isinstance(a.condition, Fact) and a.condition.bound is None and not a.is_headed
    if is_value and is_event and is_next and not b.is_headed and isinstance(b.condition, Happened):
        return not b.condition.bound and not b.condition.negated  # "nursing open day", "staff purchases"
    return isinstance(a.condition, Fact) and is_event and first.is_word(*of, "by", "to", "from")


def is_property(a: Found, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words behind an event name what belongs to the event and not to the lead: "webinar whose title contains".

    ``words``: all from the end of the event on. A title is never one of a job there.
    """
    bare = next((t for t in words if not t.is_word("with", "whose", "a", "the", "its", "having")), None)
    if bare is None or not isinstance(a.condition, Happened | Open):
        return False
    own = {
        words_of(p.name)[0]
        for source in lexicon.sources
        if isinstance(a.condition, Happened) and a.condition.source.partition("[")[0] == source.written
        for p in source.properties
    }
    return bare.is_word("title", "titles", "name", *own)


def is_count_alone(words: Sequence[Token], before: Found, found: Found) -> bool:
    """Whether a part says how often and nothing else, behind a comma and another event."""
    events = isinstance(before.condition, Happened) and isinstance(found.condition, Happened)
    nouns = (
        "visits views visit view times pages page hits visited viewed seen see saw visiting twice once thrice come "
        "came return returned back there again it them"
    ).split()
    return events and all(
        t.kind != "word" or t.is_word(*nouns, "or", "more", "at", "least", "different") for t in words
    )
