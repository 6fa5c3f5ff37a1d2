"""Leads by another word: "customers who invited two friends", where nothing in the project tells who is a customer."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon

UNTOLD: Final = "nothing in the project tells those from others"
_CALLED: Final = (
    "customers clients users members subscribers guests patients applicants buyers shoppers "
    "customer client user member subscriber guest patient applicant buyer shopper"
).split()
_BEHIND: Final = phrases("who|which|that|whose|with")


def anybody_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """How many words say whom all of it is about, before "who"; 0 if a name of the project tells who they are."""
    article = int(tokens[at].is_word("a", "an", "any", "all", "every", "our", "the"))
    i = at + article
    if i + 1 >= len(tokens) or not tokens[i].is_word(*_CALLED) or not words_at(tokens, i + 1, _BEHIND):
        return 0
    return 0 if stem(tokens[i].text) in _told(lexicon) else article + 1


def _told(lexicon: Lexicon) -> frozenset[str]:
    found: set[str] = set()
    for source in lexicon.sources:
        found |= source.own | source.explained
    for field in lexicon.fields:
        found |= {stem(w) for words in field.said for w in words}
        found |= {stem(w) for w in field.description.lower().split()}
    for value in lexicon.property_values:
        found |= set(value.stems)
    return frozenset(found | {stem(n.name) for n in lexicon.names.names})
