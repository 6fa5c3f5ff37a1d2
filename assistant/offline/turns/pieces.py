"""A message cut into its sentences, and where a sentence may be cut into things to do."""

from collections.abc import Sequence
from typing import Final

from ...reading.mending import mended, without_taking_back
from ...reading.numbers import phrases, words_at
from ...reading.numerals import with_number_words
from ...reading.spoken import without_fillers
from ...reading.tokens import Token, tokens_of
from ...reading.words import stem
from .amending import NOUNS
from .courtesy import without_talk

_JOINING: Final = phrases("and|but|also|plus|while|and also|and then|then|but also|as well as|and please|whereas|with")


_CONFINING: Final = phrases("unless|except|only|if|when|excluding|apart from|provided|as long as")


def as_said(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of a follow-up without those around them, and as they were meant in the end."""
    found = mended(without_taking_back(without_fillers(_numbered(tokens)))).tokens
    return without_talk(tuple(t for t in without_fillers(found) if not t.is_sign(".", "!", "?")))


def _numbered(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Number words as numbers, but not the "one" of "the last one" and "one more thing"."""
    words = {t.start: t for t in tokens if t.is_word("one")}
    found = list(with_number_words(tuple(tokens)))
    for i, t in enumerate(found):
        behind = found[i + 1] if i + 1 < len(found) else None
        is_counted = behind is not None and (stem(behind.text) in NOUNS or behind.is_word("week", "month", "year"))
        if t.start in words and not is_counted:
            found[i] = words[t.start]
    return tuple(found)


def sentences(text: str) -> list[tuple[Token, ...]]:
    """The sentences of a text, each with its words; a line is one, too."""
    found: list[list[Token]] = [[]]
    for t in tokens_of(text):
        if found[-1] and "\n" in text[found[-1][-1].end : t.start]:
            found.append([])
        if t.is_sign(".", "!", "?", ";") or (t.is_sign("•") and not found[-1]):
            found.append([])
        else:
            found[-1].append(t)
    return [tuple(s) for s in found if s]


def cuts(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a sentence may be cut: before a joining word or sign, and behind it."""
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(tokens) - 1:
        end = at
        while end < len(tokens) and (tokens[end].is_sign(",", "-", "/", "&") or words_at(tokens, end, _JOINING)):
            end += max(words_at(tokens, end, _JOINING), 1)
        if end > at:
            found.append((at, end))
        elif words_at(tokens, at, _CONFINING):
            found.append((at, at))
        at = max(end, at + 1)
    return found
