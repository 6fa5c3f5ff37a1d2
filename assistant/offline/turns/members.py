"""Follow-ups about a list of conditions: "make it two of them", "one is enough", "a contact form counts as well"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Fact, Happened, text
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon
from .places import Edit, Part, label_of, one_of
from .widening import old_and_new

_OF_THEM: Final = phrases(
    "of them|of these|of those|of the list|of the conditions|of the criteria|of it|of the things|of the signals|"
    "of the following|of the above|conditions|criteria|of the items"
)
_ENOUGH: Final = phrases(
    "is enough|are enough|will do|is sufficient|are sufficient|suffices|suffice|is needed|are needed|required|"
    "are required|is required|must be true|must hold|needed|have to be true|should be enough|must apply|have to apply"
)
_HEAD: Final = phrases(
    "make it|make that|at least|any|any one|change it to|change that to|it should be|should be|make it at least|"
    "change it to at least|only|just|make that at least|it should be at least|set it to|require|we need|need|"
    "let it be|require at least|any|now"
)
_ONE_MORE: Final = frozenset(
    "a an another one more third fourth fifth sixth 3rd 4th 5th condition criterion option item way thing to the list "
    "this new signal of these them that too".split()
)
_ALL: Final = frozenset("all every".split())
_ANY: Final = frozenset("any one either 1".split())


def requantified(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """How many of the conditions of a list have to hold."""
    rest = list(tokens)
    while rest and (size := words_at(rest, 0, _HEAD)) and size < len(rest):
        is_any = rest[0].is_word("any") and not (len(rest) > size and rest[size].is_word("one"))
        if is_any:
            break
        rest = rest[size:]
    if not rest:
        return None
    how, behind = rest[0], rest[1:]
    if how.is_word("any") and behind and behind[0].is_word("one"):
        behind = behind[1:]
    at = words_at(behind, 0, _OF_THEM)
    behind = behind[at:]
    end = words_at(behind, 0, _ENOUGH)
    if end != len(behind) or not (at or end):
        return None
    if how.is_word(*_ALL):
        new = "all of"
    elif how.is_word(*_ANY) or how.text == "1":
        new = "any of"
    elif how.kind == "number" and how.value is not None and how.value == int(how.value) and not how.unit:
        new = f"at least {int(how.value)} of"
    else:
        return None
    places: list[tuple[Edit, str]] = []
    for p, node in _lists(parts):
        if new.startswith("at") and how.value is not None and how.value > len(node.parts):
            continue
        start = node.span.start - p.start
        head = p.text[start : p.text.index("(", start)].rstrip()
        if head != new:
            places.append((Edit(node.span.start, node.span.start + len(head), new), label_of(p)))
    return one_of(places, f"Which list is to be “{new}”?", answers)


def joined(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """One more condition in a list of which any, or some, have to hold."""
    for old, new in old_and_new(tokens):
        if old is None or old:
            continue
        colon = next((i for i, t in enumerate(new) if t.is_sign(":", "-")), 0)
        if colon and all(t.is_word(*_ONE_MORE) for t in new[:colon]):
            new = new[colon + 1 :]  # "add a fourth: …"
        words = new[1:] if new and new[0].is_word("a", "an", "the", "or") else new
        try:
            reading = Reader(lexicon, {}).read(words) if words else None
        except Ambiguous:
            return None
        c = reading.condition if reading is not None else None
        if not isinstance(c, Happened | Fact) or (isinstance(c, Happened) and c.negated):
            continue
        more = text(c)
        places = [
            (Edit(node.parts[-1].span.end, node.parts[-1].span.end, f", {more}"), label_of(p))
            for p, node in _lists(parts)
            if node.least != "all" and more not in p.text
        ]
        if places:
            return one_of(places, f"To which list does “{' '.join(t.raw for t in new)}” belong?", answers)
    return None


def _lists(parts: Sequence[Part]) -> Iterator[tuple[Part, n.Quantified]]:
    for p in parts:
        for node in n.walk(p.statement):
            if isinstance(node, n.Quantified):
                yield p, node
