"""Follow-ups about all rules but some: "everything except the demo 5", "all of them 10 apart from the webinar"."""

from collections.abc import Sequence
from typing import Final

from ....dsl import nodes as n
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from .courtesy import opening_of
from .places import FILL, MAKE, Part, meant_in, with_rows

_EVERY: Final = phrases(
    "everything|all|all of them|all rules|all the rules|every rule|each|every one|all of these|all the points|"
    "all points|the whole lot|them all|each of them|all others|everything else|all the others|it all|all of it"
)
_BUT: Final = phrases(
    "but|but not|but for|except|except for|other than|apart from|aside from|besides|save for|excluding|not counting|"
    "with the exception of|bar|leaving out|but the|other than for"
)
_ENDS: Final = phrases(
    "should be|should get|should now be|gets|get|is|are|to|at|should be worth|is worth|are worth|becomes|become|goes|"
    "go|must be|has to be|should all be|are all|should have|can be"
)
_ELSE: Final = phrases(
    "the rest|the others|all others|all the others|everything else|all the rest|the other ones|the remaining ones|"
    "the other rules|all other rules|the other two|the other 2|every other rule|the rest of them|all the other ones|"
    "the rest of the rules|the other rule|the other one"
)
NOBODY: Final[tuple[tuple[Token, ...], list[Part]]] = ((), [])
"""It is said of all but something that cannot be found."""


def all_but(tokens: Sequence[Token], parts: Sequence[Part]) -> tuple[tuple[Token, ...], list[Part]] | None:
    """What is to be done, and to which rules: all but those that are named."""
    for start in range(len(tokens)):
        size = words_at(tokens, start, _EVERY)
        at = next((i for i in range(start + size, len(tokens)) if words_at(tokens, i, _BUT)), 0) if size else 0
        if not at:
            continue
        name = at + words_at(tokens, at, _BUT)
        end = name
        while end < len(tokens) and tokens[end].kind == "word" and not words_at(tokens, end, _ENDS):
            end += 1
        others = _named(tokens[name:end], parts)
        while others is None and end - 1 > name:
            end -= 1
            others = _named(tokens[name:end], parts)
        if others is None:
            return NOBODY
        behind = tokens[end + words_at(tokens, end, _ENDS) :]
        said = [*tokens[:start], *tokens[start + size : at], *behind]
        return with_number(said), others
    return None


def all_else(
    tokens: Sequence[Token], parts: Sequence[Part], about: Sequence[Part]
) -> tuple[tuple[Token, ...], list[Part]] | None:
    """ "the demo 25 and all the others 5": the rules that were not spoken of before."""
    at = next((i for i in range(len(tokens)) if words_at(tokens, i, _ELSE)), None)
    if at is None:
        return None
    texts = {p.text for p in about}
    others = [p for p in parts if isinstance(p.statement, n.Rule) and p.text not in texts]
    many = tokens[at : at + words_at(tokens, at, _ELSE)]
    if not others or (many[-1].is_word("two", "2") and len(others) != 2):
        return None
    if many[-1].is_word("one", "rule") and not many[0].is_word("all", "every") and len(others) != 1:
        return None
    rest = [*tokens[:at], *tokens[at + len(many) :]]
    return with_number(rest[words_at(rest, 0, _ENDS) :]), others


def _named(words: Sequence[Token], parts: Sequence[Part]) -> list[Part] | None:
    """The rules but those that the words name, one after another."""
    rules = with_rows([p for p in parts if isinstance(p.statement, n.Rule)])
    gone: list[Part] = []
    name: list[Token] = []
    for t in [*words, Token("word", "and", "and", 0, 0)]:
        if not t.is_word("and", "or"):
            name.append(t)
            continue
        meant = meant_in(name, rules) if any(x.text not in FILL for x in name) else None
        if meant is None:
            return None
        gone += meant
        name = []
    return [p for p in rules if p not in gone] or None


def with_number(said: Sequence[Token]) -> tuple[Token, ...]:
    """ "5" as "make 5": a number with nothing but filling around it."""
    plain = [t for t in said if not t.is_sign(",", ":", "=", "-")]
    if len(plain) > 1 and plain[-1].is_word("each", "apiece") and not plain[-2].is_word("for"):
        plain.pop()  # so many for each of them, not for each time
    plain = [t for t in plain if not t.is_word("same", "equal", "equally")]
    while plain and plain[0].is_word(*_AT):
        plain = plain[1:]
    is_bare = sum(t.kind == "number" for t in plain) == 1 and all(t.kind == "number" or t.is_word(*FILL) for t in plain)
    return tuple(plain) if opening_of(plain) or not is_bare else (MAKE, *plain)


_AT: Final = "at to is are only just all".split()


def only_so_many(tokens: Sequence[Token], parts: Sequence[Part]) -> tuple[Token, ...] | None:
    """ "the demo only 5", "just 5 for the demo", "webinar and ebook: 15" as a change of what has rules."""
    numbers = [i for i, t in enumerate(tokens) if t.kind == "number"]
    if len(numbers) != 1 or tokens[numbers[0]].value is None or not tokens[numbers[0]].may_be_points:
        return None
    at = numbers[0]
    if at and tokens[at - 1].is_word("only", "just"):
        rest = [*tokens[: at - 1], *tokens[at:]]
        words = [t for t in rest if t.kind == "word" and not t.is_word("gets", "get", "is", "are", "for")]
        if tokens[0].is_word("only", "just") and not (at == 1 and all(t.kind != "sign" for t in tokens)):
            return None
        return None if meant_in(words, with_rows(parts)) is None else (MAKE, *rest)
    return None
