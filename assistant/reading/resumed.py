"""What "it" stands for behind what was just named: "started an application but never submitted it"."""

from collections.abc import Sequence
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .tokens import Token

_JOINTS: Final = ("but", "and", "yet", "without", "then")
_DENIED: Final = phrases(
    "never|did not|do not|does not|has not|have not|not|have never|has never|they never|they did not|they have not|"
    "did never|they then|then|later|they|still|still not|then never|then did not|have not yet|never actually|"
    "did not ever|afterwards|then they|then they never|still have not|still has not|then have not|without ever"
)
_ARTICLES: Final = ("a", "an", "the", "our", "one", "their", "his", "her")
_NO_NOUN: Final = frozenset("lead company contact person page demo call".split())


def with_it_named(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "started an application but never submitted it" as "… but never submitted the application"."""
    for at in range(4, len(tokens)):
        if not tokens[at].is_word("it", "one", "them") or not _ends(tokens, at + 1):
            continue
        joint = next((i for i in range(at - 1, max(at - 7, 1), -1) if tokens[i].is_word(*_JOINTS)), 0)
        verb = joint + 1 + words_at(tokens, joint + 1, _DENIED)
        if not joint or not 0 < at - verb <= 2 or not tokens[verb].text.endswith(("ed", "ing", "t", "e", "de", "id")):
            continue
        noun = _noun_before(tokens, joint)
        if noun and not any(t.text in _NO_NOUN for t in noun):
            the = "the " + " ".join(t.text for t in noun)
            return *tokens[:at], *instead([tokens[at]], the), *tokens[at + 1 :]
    return tuple(tokens)


def _noun_before(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """The one thing that was named before this place: "application" of "started an application"."""
    while end > 1 and tokens[end - 1].is_sign(","):
        end -= 1
    for size in (1, 2, 3):
        start = end - size
        if start > 0 and tokens[start - 1].is_word(*_ARTICLES):
            noun = tokens[start:end]
            return noun if all(t.kind == "word" for t in noun) else ()
    return ()


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return (
        at >= len(tokens)
        or tokens[at].kind in ("sign", "number")
        or tokens[at].is_word("gets", "get", "is", "so", "yet")
    )
