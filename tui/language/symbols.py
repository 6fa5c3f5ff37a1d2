"""The names that a file declares, where, and what is said of them: for the outline, definitions and completion.

Read line by line with the tolerant tokens of `highlight`, so a file that cannot be parsed has an outline all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...dsl.words import RULE_WORDS, STATEMENT_WORDS, name_of
from .highlight import Token, tokens
from .words import TYPES

NAMED = ("event", "signal", "list", "let", "define", "group", "stage")
SHARED = frozenset({"field", "event", "signal", "list", "let", "define", "group"})
"""Kinds that share one name space."""


class Symbol(NamedTuple):
    """A declared name. ``line`` from 0, ``start`` and ``end`` columns of the name. ``owner``: the event of a property,
    the group of a rule. ``said``: the description, or what it stands for."""

    kind: str
    name: str
    line: int
    start: int
    end: int
    owner: str = ""
    said: str = ""
    type: str = ""

    @property
    def what(self) -> str:
        """The kind for people."""
        return f"property of {self.owner}" if self.kind == "property" else self.kind


@lru_cache(maxsize=64)
def symbols(text: str) -> tuple[Symbol, ...]:
    """All that a file declares, in its order; rules without a name by their first words."""
    return tuple(_symbols(text.split("\n")))


class _Read(NamedTuple):
    """What a line tells by itself: its tokens without the comment, names after `as`, whether there is an `as`."""

    found: tuple[Token, ...]
    rules: tuple[Token, ...]
    has_as: bool


@lru_cache(maxsize=50_000)
def _read(line: str) -> _Read | None:
    found = tuple(t for t in tokens(line) if t.kind != "comment")
    if not found:
        return None
    rules = tuple(name for before, name in pairwise(found) if before.text == "as" and _is_name(name))
    return _Read(found, rules, any(t.text == "as" for t in found))


def _symbols(lines: Iterable[str]) -> Iterator[Symbol]:
    block: tuple[str, str] = ("", "")  # what declared names belong to: lead, or an event
    group = ""
    for number, line in enumerate(lines):
        read = _read(line)
        if read is None:
            continue
        found = read.found
        first, last = found[0], found[-1]
        if first.text in STATEMENT_WORDS:
            block = ("", "")
        if first.text == "lead":
            block = ("lead", "")
            yield from _declared(found[1:], number, block)
        elif first.text in NAMED and len(found) > 1 and _is_name(found[1]):
            name = found[1]
            said = _description(found, line)
            yield Symbol(first.text, name_of(name.text), number, name.start, name.end, "", said)
            if first.text == "event":
                block = ("event", name_of(name.text))
            elif first.text == "group":
                group = name_of(name.text)
        elif first.text in ("test", "segment") and len(found) > 1 and found[1].kind == "string":
            label = found[1]
            yield Symbol(first.text, label.text[1:-1].replace('""', '"'), number, label.start, label.end)
        elif first.text in RULE_WORDS and not read.has_as:
            words = line[first.start : last.end]
            if line[: first.start].strip() == "" and not _belongs_to_stage(block):
                yield Symbol("unnamed", words, number, first.start, last.end, group)
        elif block[0] and first.text not in RULE_WORDS:
            yield from _declared(found, number, block)
        if first.text in ("stage", "test", "disqualify", "segment", "grade"):
            block = ("stage", "")
        elif first.text in RULE_WORDS and block[0] in ("lead", "event"):
            block = ("", "")
        for name in read.rules:
            yield Symbol("rule", name_of(name.text), number, name.start, name.end, group, line.strip())


def _belongs_to_stage(block: tuple[str, str]) -> bool:
    return block[0] == "stage"


def _is_name(token: Token) -> bool:
    return token.kind in ("definition", "name", "noun", "type", "word")


def _declared(found: Sequence[Token], number: int, block: tuple[str, str]) -> Iterator[Symbol]:
    """``NAME TYPE ["description"]`` in a `lead` or `event` block."""
    if block[0] not in ("lead", "event") or len(found) < 2 or found[1].text not in TYPES:
        return
    name, type, *rest = found
    kind = "field" if block[0] == "lead" else "property"
    said = rest[0].text[1:-1].replace('""', '"') if rest and rest[0].kind == "string" else ""
    yield Symbol(kind, name_of(name.text), number, name.start, name.end, block[1], said, type.text)


def _description(found: Sequence[Token], line: str) -> str:
    if found[0].text == "event":
        return found[2].text[1:-1].replace('""', '"') if len(found) > 2 and found[2].kind == "string" else ""
    return line[found[1].end : found[-1].end].strip().removeprefix("=").strip()
