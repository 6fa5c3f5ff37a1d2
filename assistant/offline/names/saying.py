"""The names of fields where they are said, and values that follow each other."""

from collections.abc import Callable, Sequence
from typing import Final

from ....dsl.words import written_text
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from .lexicon import FieldName


def said_at(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """How many tokens the longest of a field's names has that stands here."""
    best = 0
    for words in field.said:
        here = tokens[at : at + len(words)]
        if (
            len(words) > best
            and len(here) == len(words)
            and all(t.is_word(w) for t, w in zip(here[:-1], words[:-1], strict=True))
            and _is_form(here[-1], words[-1])
        ):
            best = len(words)
    return best


_AIMED: Final = phrases(
    "our target|target|our ideal|ideal|our core|core|our preferred|preferred|our priority|priority|our key|our|the|"
    "allowed|the following|these|the right|right|main|our main|focus|our focus|relevant|our relevant|following"
)


def aimed_at(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """How many tokens "our target industries" has where values are listed behind it; 0 if none are."""
    before = words_at(tokens, at, _AIMED)
    size = said_at(tokens, at + before, field) if before else 0
    end = at + before + size
    listed = size and end < len(tokens) and (tokens[end].is_sign(":", "=", "(") or words_at(tokens, end, _SUCH))
    return before + size if listed else 0


_SUCH: Final = phrases("such as|like|are|including|is one of|is|are one of")


def _is_form(t: Token, word: str) -> bool:
    """The word, or its plural or singular."""
    return t.kind == "word" and (t.text == word or (len(word) > 2 and t.text in (word + "s", word.removesuffix("s"))))


_ITEM_JOINTS: Final = ("or", "and")


Reader = Callable[[Sequence[Token], int], tuple[object, int] | None]


def several(tokens: Sequence[Token], at: int, reader: Reader) -> tuple[list[object], int] | None:
    """Values that follow each other: "the US, Canada or Mexico"; an "and" between values of one field means "or"."""
    first = reader(tokens, at)
    if first is None:
        return None
    items, end = [first[0]], first[1]
    while end < len(tokens):
        i = end
        while i < len(tokens) and (tokens[i].is_sign(",", "/") or tokens[i].is_word(*_ITEM_JOINTS)) and i - end < 2:
            i += 1
        if i == end:
            break
        i += words_at(tokens, i, phrases("in the|in|the"))
        following = reader(tokens, i)
        if following is None:
            break
        items.append(following[0])
        end = following[1]
    return items, end


def membership(field: FieldName, values: Sequence[str], negated: bool = False) -> str:
    """A field against one text or several."""
    if len(values) == 1:
        return f"{field.written} {'is not' if negated else 'is'} {written_text(values[0])}"
    return f"{field.written} {'not in' if negated else 'in'} ({', '.join(map(written_text, values))})"
