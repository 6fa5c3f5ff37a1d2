"""What is said of an event behind its name: "campus tour, in person", "a talk about pricing", "a visit in Bonn"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_name, written_text
from ...names import Property
from ...reading.numbers import Bound, bound_at, phrases, words_at, written
from ...reading.places import place_at
from ...reading.times import window_at
from ...reading.tokens import Token
from ...reading.words import HARMLESS, stem
from ..names.lexicon import Lexicon, Source, words_of
from ..names.naming import enumerated
from .condition import Happened, compared
from .events import Found

_ABOUT: Final = phrases("about|on the topic of|regarding|on the subject of|concerning|with the topic|on topic|topic")
_AT: Final = phrases("in|at|at the|in the|from|from the|of the|for the|on|to the")
_TOPICS: Final = frozenset("topic title subject kind reason name theme category what asset".split())
_SITES: Final = frozenset("store branch campus city location fair shop region network channel plan programme".split())
_MORE: Final = phrases("etc|and so on|and the like|and such|and others|or similar|and similar")


def told_after(tokens: Sequence[Token], at: int, found: Found, lexicon: Lexicon) -> Found | None:
    """The event with what stands here of it: a listed value, or a topic or a place as it was typed."""
    c = found.condition
    if not isinstance(c, Happened) or c.negated or c.window:
        return None
    source = next((s for s in lexicon.sources if s.written == c.source.split("[")[0]), None)
    if source is None:
        return None
    if tokens[at].is_word("or") or tokens[at].is_sign("/"):
        return _either(tokens, at + 1, found, c, source)
    flag = _flagged(tokens, at, found, c, source)
    if flag is not None:
        return flag
    measured = _measured(tokens, at, found, c, source) or _one_or_other(tokens, at, found, c, source)
    if measured is not None:
        return measured
    sign = tokens[at].is_sign(",", "(", "-", ":")
    is_open = tokens[at].is_sign("(")
    i = at + sign
    about = words_at(tokens, i, _ABOUT)
    link = about or words_at(tokens, i, _AT)
    i += link
    own = _own_filter(source, lexicon)
    texts = [
        p
        for p in source.properties
        if p.type is Type.TEXT and f"[{p.name} " not in c.source and not re.search(rf"\b{re.escape(p.name)}\b", own)
    ]
    listed = [(p, v) for p in texts for v in enumerated(p.description)]
    values: list[str] = []
    of: Property | None = None
    while True:
        hit = next(((p, v, n) for p, v in listed if (n := _said(tokens, i, v)) and (of is None or p is of)), None)
        if hit is None and link and not values:
            i, link = i - link, 0  # "in person" begins with "in"
            continue
        if hit is None:
            break
        of, i = hit[0], i + hit[2]
        values.append(hit[1])
        if i + 1 < len(tokens) and (tokens[i].is_word("or", "and") or tokens[i].is_sign("/", ",")):
            following = next((True for p, v in listed if p is of and _said(tokens, i + 1, v)), False)
            if following:
                i += 1
                continue
        break
    if of is not None and (sign or about or link):
        i += words_at(tokens, i, (tuple(words_of(of.name)), ("only",)))
        test = f"{written_name(of.name)} is {written_text(values[0])}"
        if len(values) > 1:
            test = f"{written_name(of.name)} in ({', '.join(map(written_text, values))})"
        return _closed(tokens, i, is_open, _with(found, c, test, ()))
    if not values and (about or words_at(tokens, at, _AT)) and not sign:
        return _as_typed(tokens, at, found, c, texts, bool(about))
    return None


def _own_filter(source: Source, lexicon: Lexicon) -> str:
    """How a signal is declared: what it says of a property already cannot be said again otherwise."""
    texts = (n.text for n in lexicon.names.of("signal") if source.is_signal and n.name == source.name)
    return next(texts, "").partition("=")[2]


def _measured(tokens: Sequence[Token], at: int, found: Found, c: Happened, source: Source) -> Found | None:
    """ "Chat, 5 minutes or longer": a number of the event by its own name, behind a comma."""
    if not tokens[at].is_sign(",", "(") or c.bound is not None or c.measure:
        return None
    bound = bound_at(tokens, at + 1)
    if bound is None or bound[0].money or bound[0].percent:
        return None
    for p in source.properties:
        end = bound[1]
        said = _said(tokens, end, p.name) if p.type is Type.NUMBER else 0
        if not said:
            continue
        limits, end = bound[0], end + said
        size = words_at(tokens, end, phrases("or longer|or more|and more|and longer|and up|or above|plus|at least"))
        if size:
            limits, end = Bound(low=limits.low), end + size
        if limits.exact or limits.low is None:
            return None
        is_open = tokens[at].is_sign("(")
        if is_open and not (end < len(tokens) and tokens[end].is_sign(")")):
            return None
        end += is_open
        if end < len(tokens) and not (tokens[end].is_sign(",", ":", ";", ")") or window_at(tokens, end) is not None):
            return None
        test = compared(written_name(p.name), limits)
        notes = (f"one `{source.name}` with such `{p.name}` is enough",)
        return replace(_with(found, c, test, notes), end=end)
    return None


def _one_or_other(tokens: Sequence[Token], at: int, found: Found, c: Happened, source: Source) -> Found | None:
    """ "a review with 4 or 5 stars": one of two numbers."""
    i = at + words_at(tokens, at, phrases("with|of"))
    if i == at or i + 3 >= len(tokens) or not tokens[i + 1].is_word("or") or c.bound is not None or c.measure:
        return None
    numbers = [t for t in (tokens[i], tokens[i + 2]) if t.kind == "number" and t.value is not None]
    if len(numbers) != 2 or any(t.unit or t.money or t.percent or t.or_more or t.signed for t in numbers):
        return None
    for p in source.properties:
        said = _said(tokens, i + 3, p.name) if p.type is Type.NUMBER else 0
        if said and "[" not in c.source:
            either = " or ".join(f"{written_name(p.name)} = {written(t.value)}" for t in numbers if t.value is not None)
            return replace(_with(found, c, f"({either})", (f"one such `{source.name}` is enough",)), end=i + 3 + said)
    return None


def _flagged(tokens: Sequence[Token], at: int, found: Found, c: Happened, source: Source) -> Found | None:
    """ "a purchase with a coupon", of events with a flag of that name."""
    size = words_at(tokens, at, phrases("with a|with|with an|using a|without a|without|without any|with no"))
    if not size or source.attended:
        return None
    value = "false" if any(t.is_word("without", "no") for t in tokens[at : at + size]) else "true"
    for p in source.properties:
        said = _said(tokens, at + size, p.name) if p.type is Type.FLAG else 0
        if said:
            test = f"{written_name(p.name)} is {value}"
            return _closed(tokens, at + size + said, False, _with(found, c, test, ()))
    return None


_LAST_FILTER: Final = re.compile(r'([\w.`]+) is "([^"]*)"\]$')


def _either(tokens: Sequence[Token], at: int, found: Found, c: Happened, source: Source) -> Found | None:
    """ "a chat about pricing or sales": another value of what was asked for last."""
    last = _LAST_FILTER.search(c.source)
    p = next((p for p in source.properties if last is not None and written_name(p.name) == last[1]), None)
    if last is None or p is None or c.bound or c.measure:
        return None
    value, size = next(((v, n) for v in enumerated(p.description) if (n := _said(tokens, at, v))), ("", 0))
    if not size:
        return None
    both = f"{c.source[: last.start()]}{last[1]} in ({written_text(last[2])}, {written_text(value)})]"
    return _closed(tokens, at + size, False, replace(found, condition=replace(c, source=both)))


def _as_typed(
    tokens: Sequence[Token], at: int, found: Found, c: Happened, texts: Sequence[Property], is_topic: bool
) -> Found | None:
    i = at + (words_at(tokens, at, _ABOUT) or words_at(tokens, at, _AT))
    wanted = _TOPICS if is_topic else _SITES
    fitting = [p for p in texts if set(words_of(p.name)) & wanted and not enumerated(p.description)]
    end = i
    while end < len(tokens) and end - i < 3 and tokens[end].kind == "word" and window_at(tokens, end) is None:
        if tokens[end].text in HARMLESS or tokens[end].is_word("or", "and", "but", "twice", "once"):
            break
        end += 1
    words = tokens[i:end]
    is_whole = end >= len(tokens) or tokens[end].is_sign(",", ";", ")") or window_at(tokens, end) is not None
    is_name = is_topic or all(t.raw[:1].isupper() for t in words)
    if any(t.text.endswith("ed") or t.is_word("only", "not", "no", "never") for t in words):
        return None  # "a webinar about security attended"
    if not is_topic and place_at(tokens, i) is not None:
        return None  # "in Germany" is where the lead is
    if len(fitting) != 1 or not words or not is_whole or not is_name:
        return None
    said = " ".join(t.raw for t in words)
    name = fitting[0].name
    test = f"{written_name(name)} contains {written_text(said)}"
    return replace(_with(found, c, test, (f"“{said}” is looked for in `{name}`",)), end=end)


def _said(tokens: Sequence[Token], at: int, value: str) -> int:
    words = words_of(value.replace("'s", ""))
    here = tokens[at : at + len(words)]
    same = len(here) == len(words) and all(
        t.kind == "word" and stem(t.text) == stem(w) for t, w in zip(here, words, strict=True)
    )
    return len(words) if same else 0


def _with(found: Found, c: Happened, test: str, notes: tuple[str, ...]) -> Found:
    written = f"{c.source[:-1]} and {test}]" if c.source.endswith("]") else f"{c.source}[{test}]"
    return replace(found, condition=replace(c, source=written), notes=(*found.notes, *notes))


def _closed(tokens: Sequence[Token], end: int, is_open: bool, found: Found) -> Found | None:
    if is_open:
        if end >= len(tokens) or not tokens[end].is_sign(")"):
            return None
        end += 1
    elif (
        end < len(tokens)
        and tokens[end].kind == "word"
        and not tokens[end].is_word(
            "or",
            "and",
            "in",
            "within",
            "during",
            "twice",
            "at",
            "on",
            "more",
            "but",
            "over",
            "last",
            "who",
            "with",
            "from",
            "only",
            "this",
        )
    ):
        return None
    return replace(found, end=end)


def so_on_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens "etc." or "…" has."""
    size = words_at(tokens, at, _MORE)
    if size:
        return size + (at + size < len(tokens) and tokens[at + size].is_sign("."))
    dots = 0
    while at + dots < len(tokens) and tokens[at + dots].is_sign(".", "…"):
        dots += 1
    return dots if dots > 1 or (dots and tokens[at].is_sign("…")) else 0


def is_manner(tokens: Sequence[Token], at: int) -> bool:
    """ "in person": no word without a meaning."""
    here = tokens[at - 1 : at + 1] if at else ()
    return tokens[at].is_word("person") and len(here) > 1 and here[0].is_word("in")
