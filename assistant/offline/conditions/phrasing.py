"""Small words inside what is said of events: who does it, whether it is done, how often."""

from collections.abc import Sequence, Set
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import SUBJECTS, stem
from ..names.clear import VERBS
from ..names.telling import root


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


_HAPPENED: Final = phrases(
    "has taken place|took place|takes place|have taken place|happened|has happened|have happened|happens|occurred|"
    "has occurred|occurs|taking place|did take place|was held|has been held|were held"
)


def happened_at(tokens: Sequence[Token], at: int, said: Set[str]) -> int:
    """ "a meeting has taken place": how many words say no more; of a webinar they do not say who came."""
    is_known = not {"meeting", "call", "visit", "chat", "talk", "handover"}.isdisjoint(said)
    return words_at(tokens, at, _HAPPENED) if is_known else 0


def is_subject(tokens: Sequence[Token], at: int) -> bool:
    """ "the contact requested a demo": who did it, and no part of what was done."""
    if not 0 < at < len(tokens) - 1 or not tokens[at].is_word(*SUBJECTS):
        return False
    after = tokens[at + 1]
    does = after.kind == "word" and (after.text.endswith("ed") or after.is_word("has", "have", "had"))
    return does and tokens[at - 1].is_word("the", "a", "each", "any", "every", "this", "that")


def is_had(tokens: Sequence[Token], at: int) -> bool:
    """ "had a demo", which is more than to ask for one."""
    return any(
        t.is_word("had", "did", "done", "got", "received", "took", "given", "saw", "gave")
        for t in tokens[max(at - 2, 0) : at]
    )
