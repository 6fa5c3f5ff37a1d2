"""Finds numbers of events: a quote over $10k, a call of 10 minutes or more, 75% of a video, orders of $500 in total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_name
from ...names import Property
from ...reading.instead import longest_at
from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon, Source, words_of
from ..names.telling import root
from .condition import Happened, compared
from .events import Found, event_at

_LINKS: Final = phrases(
    "of|worth|for|lasting|that lasted|which lasted|lasted|that took|with|with a|with an|amounting to|costing|that is|"
    "which is|is|was|are|of a|at|to|that was|having|that ran|taking|with the|whose|valued at|to the tune of|that were|"
    "for a|that had|had|has|in the amount of|running|that are"
)
_IS: Final = phrases("is|are|was|of|being|has|that is|which is|at|were|has to be|must be")
_SPENT: Final = phrases(
    "spent|spends|spend|stayed|stays|stay|watched|watches|watch|viewed|saw|seen|was there for|were there for|talked|"
    "talks|spoke|listened to|listened|read|stayed for|attended|attends|spending|watching|staying|has spent|"
    "has watched|"
    "time of"
)
_STAYED: Final = phrases(
    "stayed in|stays in|stay in|stayed on|stays on|stay on|stayed at|stays at|was in|were in|was on|were on|"
    "remained in|remained on|sat in|stuck with|stuck around in|stayed with|spent time in|lasted in|staying in|"
    "staying on"
)
_INTO: Final = phrases("of|on|in|at|into|during|to|with|for|of a|on a|in a")
_TOTAL: Final = phrases(
    "total|totals|totalling|totaling|totalled|that total|adding up to|add up to|adds up to|that add up to|"
    "summing up to|sum up to|sums up to|amount to|amounting to|come to|together|altogether|in total|combined|"
    "added up to"
)
_TOTALLED: Final = phrases("in total|altogether|combined|overall|all together|in sum|put together|all in all|together")
_WHICH: Final = {
    "total": phrases(
        "total|sum of|sum of all|the sum of|the sum of all|combined|total of|total of all|the total of|cumulative|"
        "overall|the total|total value of|the total value of|total amount of|the total amount of|summed|the combined"
    ),
    "largest": phrases(
        "largest|biggest|highest|largest single|biggest single|the largest|the biggest|the highest|the largest single|"
        "the biggest single|highest single|top|maximum|longest|the longest|their largest|their biggest|their highest"
    ),
    "last": phrases("last|latest|most recent|the last|the latest|the most recent|their last|their latest"),
}
"""Of which of several events a number is compared."""
_MONEY: Final = frozenset("amount value price premium total cost revenue worth sum volume".split())
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}
_UNITS: Final = {
    "second": "second", "seconds": "second", "sec": "second", "secs": "second", "s": "second",
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
    "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Amount:
    """What is compared. ``unit``: of time, "money", "percent", or the stem of the property's own name."""

    bound: Bound
    end: int
    unit: str
    is_scaled: bool
    behind: int = 0
    """Where the word of the unit ends, if it is the property's own."""


def measured_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """The longest of the ways in which a number of an event is told here."""
    best: Found | None = None
    size, which = longest_at(tokens, at, _WHICH)
    if size:
        inner = _of_property(tokens, at + size, lexicon, which)
        return inner or _behind(tokens, at + size, lexicon, answers, which)
    for found in (
        _of_property(tokens, at, lexicon),
        _behind(tokens, at, lexicon, answers),
        _before(tokens, at, lexicon, answers),
        _of_verb(tokens, at, lexicon),
    ):
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


# --- by the names of the event and of the number


def _of_property(tokens: Sequence[Token], at: int, lexicon: Lexicon, which: str = "") -> Found | None:
    """ "opportunity amount over 50K", "amount of an opportunity above 50K"."""
    best: Found | None = None
    for source in lexicon.sources:
        for p in source.properties:
            end = _said(tokens, at, source, p.name) if p.type is Type.NUMBER else None
            if end is None:
                continue
            end += words_at(tokens, end, _IS)
            end += end < len(tokens) and tokens[end].is_sign(":", "=") and bound_at(tokens, end) is None
            amount = _amount(tokens, end)
            if amount is None or amount.bound.exact:
                continue
            bound = _in_units(amount, p) or (replace(amount.bound, money="") if not amount.unit else None)
            if bound is not None and (best is None or amount.end > best.end):
                whole = Happened(source.written, source.noun, name=source.name)
                best = _of(which, whole, p, bound, amount.end, ()) or _one(
                    source, source.written, p, bound, amount.end, ()
                )
    return best


def _said(tokens: Sequence[Token], at: int, source: Source, name: str) -> int | None:
    """Where "opportunity amount", "amount of an opportunity", "opportunity with an amount" ends."""
    event = words_of(source.name)
    ways = [words_of(name)]
    if name in _MONEY:
        ways += [[w] for w in ("amount", "value", "size", "price", "total") if w != name]
    for number in ways:
        for first, links, second in (
            (event, "with|with an|with a|with the|whose|s|having an|having a", number),
            (number, "of|of an|of a|of the|of any|on|on the|on a|of their|per", event),
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


# --- by a unit


def _behind(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str], which: str = ""
) -> Found | None:
    """ "a quote over $10k", "calls longer than 10 minutes", "orders that add up to more than $500"."""
    found = event_at(tokens, at, lexicon, answers)
    stayed = words_at(tokens, at, _STAYED) if found is None else 0
    if stayed:
        found = event_at(tokens, at + stayed, lexicon, answers)  # "stayed in a webinar for 30 minutes"
    plain = _plain(found, lexicon)
    if found is None or plain is None:
        return None
    condition, source = plain
    i = found.end
    if stayed and not words_at(tokens, i, phrases("for|at least|more than|over|longer than")):
        return None
    i += words_at(tokens, i, phrases("to them|for them|from them|of theirs|from us|with us"))
    is_open = i < len(tokens) and tokens[i].is_sign("(")
    i += is_open
    total = words_at(tokens, i, _TOTAL)
    link = total or words_at(tokens, i, _LINKS)
    i += link
    amount = _amount(tokens, i)
    if amount is None:
        return None
    p = _property(source, amount, bool(link and tokens[i - link].is_word("of", "worth")))
    if p is not None and amount.behind:
        amount = replace(amount, end=amount.behind)
    after = words_at(tokens, amount.end, _TOTALLED)
    if is_open:
        if amount.end + after >= len(tokens) or not tokens[amount.end + after].is_sign(")"):
            return None
        after += 1
        total = total or after > 1
    bound = _in_units(amount, p) if p is not None else None
    if p is None or bound is None:
        return None
    if which:
        return _of(which, condition, p, bound, amount.end + is_open, found.notes) if not (total or after) else None
    if total or after > is_open:
        return _sum(condition, p, bound, amount.end + after, found.notes)
    if amount.bound.exact:
        return None
    return _one(source, condition.source, p, bound, amount.end + is_open, found.notes, condition.name)


def _before(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """ "75% of a video", "more than 60 seconds on the pricing page", "spent over $500 on orders"."""
    verb = words_at(tokens, at, _SPENT)
    amount = _amount(tokens, at + verb)
    if amount is None or amount.unit not in ("percent", "second", "minute", "hour", "money"):
        return None
    into = words_at(tokens, amount.end, _INTO)
    found = event_at(tokens, amount.end + into, lexicon, answers) if into else None
    plain = _plain(found, lexicon)
    if found is None or plain is None:
        return None
    condition, source = plain
    p = _property(source, amount, False)
    bound = _in_units(amount, p) if p is not None else None
    if p is None or bound is None or amount.unit == "money":
        return None
    notes = found.notes
    if amount.bound.exact:
        raw = " ".join(t.raw for t in tokens[at : amount.end])
        bound = Bound(low=bound.low)
        notes = (*notes, f"read “{raw}” as at least that")
    return _one(source, condition.source, p, bound, found.end, notes, condition.name)


def _of_verb(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "imported more than 1000 rows": what was done, and how much of what such events have a number of."""
    if tokens[at].kind != "word" or not tokens[at].text.endswith("ed"):
        return None
    amount = _amount(tokens, at + 1)
    if amount is None or not amount.behind or amount.bound.exact:
        return None
    r = root(tokens[at].text)
    found = [
        (s, p)
        for s in lexicon.sources
        if not s.is_signal and any(root(w) == r for w in words_of(s.name))
        for p in s.properties
        if p.type is Type.NUMBER and stem(p.name) == amount.unit
    ]
    if len(found) != 1:
        return None
    source, p = found[0]
    return _one(source, source.written, p, replace(amount.bound, money=""), amount.behind, ())


def _plain(found: Found | None, lexicon: Lexicon) -> tuple[Happened, Source] | None:
    c = found.condition if found is not None else None
    if not isinstance(c, Happened) or c.bound or c.measure or c.negated:
        return None
    source = next((s for s in lexicon.sources if s.written == c.source.split("[")[0]), None)
    return None if source is None else (c, source)


_ONE: Final = phrases("more than a|more than an|over a|over an|longer than a|longer than an|at least a|at least an")


def _amount(tokens: Sequence[Token], at: int) -> _Amount | None:
    one = words_at(tokens, at, _ONE)
    if one and at + one < len(tokens) and tokens[at + one].text in ("minute", "hour", "second"):
        bound = Bound(low=Decimal(1), low_included=tokens[at].is_word("at"))
        return _Amount(bound, at + one + 1, tokens[at + one].text, False)
    at += words_at(tokens, at, phrases("a|an"))
    found = bound_at(tokens, at)
    if found is None:
        return None
    bound, end = found
    numbers = [t for t in tokens[at:end] if t.kind == "number"]
    scaled = any(t.raw.lower().rstrip("+ ").endswith(("k", "m", "b", "thousand", "million")) for t in numbers)
    if any(t.unit not in ("", "min", "mins", "h", "k", "m", "b") for t in numbers):
        return None
    if bound.percent:
        return _Amount(bound, end, "percent", scaled)
    if bound.money:
        return _Amount(bound, end, "money", scaled)
    attached = next((t.unit for t in numbers if t.unit in ("min", "mins", "h")), "")
    if attached:
        return _Amount(bound, end, "hour" if attached == "h" else "minute", scaled)
    t = tokens[end] if end < len(tokens) else None
    if t is not None and t.is_sign("-") and end + 1 < len(tokens) and tokens[end + 1].kind == "word":
        t, end = tokens[end + 1], end + 1
    if t is not None and t.kind == "word":
        if t.text in _UNITS:
            side = words_at(tokens, end + 1, phrases("or more|or longer|plus|and more|minimum|or over|and up"))
            if side and bound.exact:
                bound = Bound(low=bound.low)
            return _Amount(
                bound, end + 1 + (side or words_at(tokens, end + 1, phrases("long"))), _UNITS[t.text], scaled
            )
        if t.is_word("percent", "pct"):
            return _Amount(bound, end + 1, "percent", scaled)
        side = words_at(tokens, end + 1, phrases("or more|plus|and more|or over|and up")) if bound.exact else 0
        if side:
            bound = Bound(low=bound.low)
        return _Amount(bound, end, stem(t.text), scaled, end + 1 + side)
    return _Amount(bound, end, "", scaled)


def _property(source: Source, amount: _Amount, is_of: bool) -> Property | None:
    """The number of an event that an amount is about."""
    numbers = [p for p in source.properties if p.type is Type.NUMBER]
    if amount.unit in _SECONDS:
        found = [p for p in numbers if _time_unit(p)]
    elif amount.unit == "percent":
        found = [p for p in numbers if "percent" in words_of(p.name) or "percent" in p.description.lower()]
    elif amount.unit == "money":
        found = [p for p in numbers if _is_money(p)]
    else:
        found = [p for p in numbers if amount.unit and stem(p.name) == amount.unit]
        found = found or [p for p in numbers if amount.unit in {stem(w) for w in words_of(p.description)}]
        if not found and (amount.is_scaled or is_of) and not amount.unit:
            found = numbers
    return found[0] if len(found) == 1 else None


def _is_money(p: Property) -> bool:
    said = {*words_of(p.name), *words_of(p.description)}
    return bool(said & (_MONEY | {"dollars", "euros", "pounds", "usd", "eur"}))


def _time_unit(p: Property) -> str:
    words = [_UNITS[w] for w in (*words_of(p.name), *words_of(p.description)) if w in _UNITS and len(w) > 1]
    return words[0] if words else ""


def _in_units(amount: _Amount, p: Property) -> Bound | None:
    """The bound in the unit of the property."""
    plain = replace(amount.bound, money="", percent=False)
    if amount.unit in _SECONDS:
        own = _time_unit(p)
        if not own:
            return None
        by = Decimal(_SECONDS[amount.unit]) / Decimal(_SECONDS[own])
        low = plain.low * by if plain.low is not None else None
        high = plain.high * by if plain.high is not None else None
        if any(v is not None and v != v.quantize(Decimal("0.01")) for v in (low, high)):
            return None
        return replace(plain, low=low, high=high)
    if amount.unit == "money":
        foreign = amount.bound.money in ("€", "eur", "euro", "euros", "£", "gbp")
        return None if foreign and "dollar" in p.description.lower() else plain
    return plain


def _one(
    source: Source, written: str, p: Property, bound: Bound, end: int, notes: Sequence[str], name: str = ""
) -> Found:
    test = compared(written_name(p.name), replace(bound, exact=False))
    filtered = f"{written[:-1]} and {test}]" if written.endswith("]") else f"{written}[{test}]"
    happened = Happened(filtered, source.noun, name=name or source.name)
    return Found(happened, end, (*notes, f"one `{source.name}` with such `{p.name}` is enough"))


def _of(which: str, condition: Happened, p: Property, bound: Bound, end: int, notes: Sequence[str]) -> Found | None:
    """The sum of a number, the largest or the last one; None where any one is enough."""
    if which == "total":
        return _sum(condition, p, bound, end, notes)
    measure = f"{which} {written_name(p.name)}"
    return Found(replace(condition, measure=measure, bound=bound), end, tuple(notes)) if which else None


def _sum(condition: Happened, p: Property, bound: Bound, end: int, notes: Sequence[str]) -> Found | None:
    if bound.exact:
        bound = Bound(low=bound.low)
        notes = (*notes, f"read the sum of `{p.name}` as at least that")
    measure = f"total {written_name(p.name)}"
    return Found(replace(condition, measure=measure, bound=replace(bound, exact=False)), end, tuple(notes))
