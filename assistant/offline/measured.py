"""Finds numbers of events: "opportunity amount over 50K", "a purchase of more than $500"."""

from collections.abc import Sequence
from dataclasses import replace

from ...dsl.types import Type
from ...dsl.words import written_name
from ..reading.numbers import bound_at, phrases, words_at
from ..reading.tokens import Token
from ..reading.words import stem
from .conditions import Happened, compared
from .events import Found
from .lexicon import Lexicon, Source, words_of


def measured_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """An event of which a number is compared: its own name, the number's, and the bound."""
    best: Found | None = None
    for source in lexicon.sources:
        for p in source.properties:
            if p.type is not Type.NUMBER:
                continue
            end = _said(tokens, at, source, p.name)
            if end is None:
                continue
            end += words_at(tokens, end, phrases("is|are|was|of|being|has|that is|which is"))
            found = bound_at(tokens, end)
            if found is None or found[0].exact or found[0].percent:
                continue
            plain = replace(found[0], money="")
            condition = Happened(
                f"{source.written}[{compared(written_name(p.name), plain)}]", source.noun, name=source.name
            )
            if best is None or found[1] > best.end:
                best = Found(condition, found[1], (f"one `{source.name}` with such `{p.name}` is enough",))
    return best


def _said(tokens: Sequence[Token], at: int, source: Source, name: str) -> int | None:
    """Where "opportunity amount", "amount of an opportunity", "opportunity with an amount" ends."""
    event, number = words_of(source.name), words_of(name)
    for first, links, second in (
        (event, "with|with an|with a|with the|whose|s|having an|having a", number),
        (number, "of|of an|of a|of the|of any", event),
    ):
        end = _named(tokens, at, first)
        if end is None:
            continue
        end += words_at(tokens, end, phrases(links))
        end = _named(tokens, end, second)
        if end is not None:
            return end
    return None


def _named(tokens: Sequence[Token], at: int, words: Sequence[str]) -> int | None:
    here = tokens[at : at + len(words)]
    is_said = len(here) == len(words) and all(
        t.kind == "word" and stem(t.text) == stem(w) for t, w in zip(here, words, strict=True)
    )
    return at + len(words) if is_said and words else None
