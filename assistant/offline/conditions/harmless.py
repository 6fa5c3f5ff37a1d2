"""Words between parts that mean nothing by themselves: "the", "they", "has", and what a project calls its leads."""

from collections.abc import Sequence

from ...reading.tokens import Token
from ...reading.words import HARMLESS
from ..names.lexicon import Lexicon
from .qualities import is_manner


def is_harmless(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "workspace with 10 seats", where the workspace is what the lead is; "IT" is no "it"."""
    t = tokens[at]
    if t.kind != "word" or is_manner(tokens, at):
        return False
    if t.raw == "IT" and not all(x.raw.isupper() for x in tokens if x.kind == "word"):
        return False
    if t.text in HARMLESS:
        return True
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    is_whose = behind is not None and behind.is_word("with", "is", "in", "has", "of", "based", "located", "outside")
    is_where = at > 0 and tokens[at - 1].is_word("the", "their") and at > 1 and tokens[at - 2].is_word("in", "at", "on")
    return (is_whose or is_where) and t.text in lexicon.places
