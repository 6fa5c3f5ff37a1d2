"""Small words inside what is said of events: who does it, whether it is done, how often."""

from collections.abc import Sequence, Set

from ..reading.tokens import Token
from ..reading.words import stem
from .clear import VERBS
from .telling import root


def is_times(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].is_word("visits", "views", "clicks", "opens", "downloads", "hits", "times")


def is_done(tokens: Sequence[Token], at: int, known: Set[str]) -> bool:
    return (
        at < len(tokens)
        and tokens[at].kind == "word"
        and tokens[at].text.endswith("ed")
        and (stem(tokens[at].text) in known or root(tokens[at].text) in known)
    )


def is_told_of(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """ "every webinar they attend", "the ebook that someone downloads": who does it, behind what it is done to."""
    at += tokens[at].is_word("that", "which")
    return (
        at + 1 < len(tokens)
        and tokens[at].is_word("they", "he", "she", "someone", "somebody")
        and tokens[at + 1].kind == "word"
        and stem(tokens[at + 1].text) in known
        and tokens[at + 1].text in VERBS
    )


def that_has(tokens: Sequence[Token], at: int, known: Set[str]) -> int:
    """How many small words "mails that bounced", "mails that have bounced" have before what was done."""
    if not tokens[at].is_word("that", "which"):
        return 0
    has = at + 1 < len(tokens) and tokens[at + 1].is_word("has", "have", "was", "were")
    hard = at + 1 + has < len(tokens) and tokens[at + 1 + has].is_word("hard", "soft")
    return 1 + has if is_done(tokens, at + 1 + has + hard, known) else 0


def is_verb_in_parentheses(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """ "webinar (attended)" """
    return at + 2 < len(tokens) and tokens[at + 2].is_sign(")") and stem(tokens[at + 1].text) in known
