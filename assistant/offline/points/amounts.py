"""Finds amounts of points: "+10", "25pts", "take 50 off", "worth 8", "Demo request: 50"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon
from ..names.saying import said_at
from .beside import beside_at
from .fading import fade_at
from .limits import UNIT, ends_part, expiry_at, limit_at

_GIVE: Final = phrases(
    "give|gives|gets|get|receive|receives|earn|earns|award|awards|add|adds|assign|scores|score|worth|is worth|"
    "are worth|equals|grant|grants|should get|bump|bump by|boost by|increase by|increase score by|raise by|"
    "reward with|plus|gives you|is|are|counts as|count as|counts for|brings|bring|adds up to|add another|means|"
    "increase the score by|bump the score by|increase score with|should be worth|will get|we give|we add|credit|"
    "raise the score by|should receive|counts|count|bonus of|a bonus of|bonus|gets a bonus of|get a bonus of|"
    "earns a bonus of|reward of|adds|is good for|are good for|yields|yield|deserve|deserves|"
    "ought to get|should be given|are given|is given|ought to receive|should earn|would get|be good for|good for|net|"
    "nets|netting|put|puts|tack on|throw in|chuck in|stick on|carry|carries|pay|pays|contribute|contributes|credited|"
    "is credited with|are credited with|rewarded with|worth another|worth an extra|another|an extra|an additional|"
    "a further|extra|additional|further|wins|win|picks up|pick up|collects|collect|scores you|scores them|gets you|"
    "gives them|earns you|earns them|equal|is equal to|makes|awarded|is awarded|are awarded|should score|will score|"
    "add on|adds on|top up by|up the score by|valued at|weighted at|weigh|weighs|has a value of|have a value of|"
    "uplift of|an uplift of|boost of|a boost of|bump of|a bump of|a premium of|lift of|a lift of|"
    "set to|set at|scored at|points value of|up by|goes up by|go up by|increases by"
)
_TAKE: Final = phrases(
    "deduct|deducts|subtract|subtracts|minus|remove|removes|lose|loses|take|takes|penalize by|penalise by|"
    "penalize|penalise|dock|reduce by|reduce score by|decrease by|decrease score by|drop|drops|knock|costs|cost|"
    "should lose|less|take away|takes off|reduce the score by|lower the score by|decrease the score by|take off|"
    "will lose|dings|drop by|lower by|penalty of|we deduct|we subtract|knocks|knock off|knocks off|docks|dock them|"
    "ding|shave|shave off|shaves|strip|cut|cuts|forfeit|forfeits|a penalty of|penalised by|penalized by|deducting|"
    "subtracting|knocking|docking|loses out on|goes down by|go down by|down by|reduced by|lowered by|decreased by|"
    "lose another|deduct another|subtract another|minus another|costs you|costs them|cost you|cost them|taking"
)
_TO_WHOM: Final = phrases(
    "them|it|the lead|a lead|leads|a person|someone|a|an|another|an extra|extra|additional|an additional|by|of|"
    "the score|leads|him|her|those|em|ppl|"
    "these|each lead|the person|exactly|score|you|everyone"
)
_OFF: Final = phrases(
    "off|away|from their score|from the score|off the score|off their score|to the score|to their score|"
    "from the lead score|to the lead score|to lead score|from score|from lead score|to score|off score|extra|"
    "more|in score|bonus|on top|on top of that|on top of it|on top of this|in addition"
)


_WEAK: Final = (
    "another an a extra additional further net put puts carry carries pay pays equal makes set cut cuts up down weigh "
    "weighs win wins pick picks collect collects top goes go"
).split()
"""Words that give or take points only where "points" stands, or nothing else follows the number."""


def amounts_in(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[int, int, Decimal]]:
    """Start, end and points of every amount; negative where they are taken away."""
    found: list[tuple[int, int, Decimal]] = []
    at = 0
    while at < len(tokens):
        other = beside_at(tokens, at, lexicon)
        if other is not None:
            at = other
            continue
        here = _amount_at(tokens, at, lexicon)
        if here is not None:
            end, value = here
            found.append((at, end, value))
            at = end
        else:
            at += 1
    taken = {i for start, end, _ in found for i in range(start, end)}
    bare = [b for b in _bare(tokens, lexicon) if not taken & set(range(b[0], b[1]))]
    return sorted([*found, *bare])


def _amount_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    if limit_at(tokens, at, lexicon) is not None:
        return None
    for listed, sign in ((_GIVE, 1), (_TAKE, -1)):
        size = words_at(tokens, at, listed)
        if not size:
            continue
        i = at + size
        i += words_at(tokens, i, _TO_WHOM)
        i += words_at(tokens, i, _TO_WHOM)
        found = _number(tokens, i, lexicon)
        if found is None:
            continue
        end, value, has_unit = found
        if tokens[at].is_word("score", "scores") and not has_unit and _is_name(tokens, at, lexicon):
            continue  # "credit score 700+: 5"
        weak = tokens[at].text in (
            "is",
            "are",
            "means",
            "counts",
            "count",
            "bonus",
            "yield",
            "yields",
            "get",
            "take",
            "takes",
            "less",
            "plus",
            "brings",
            "cost",
            "score",
            "scores",
            *_WEAK,
        )
        after = words_at(tokens, end, _OFF)
        if weak and not has_unit and not after and not ends_part(tokens, end):
            continue
        if value < 0 and sign < 0:
            sign = 1
        end += after
        return end, value * sign
    t = tokens[at]
    if t.is_sign("=", ":", "→", "-"):
        found = _number(tokens, at + 1, lexicon)
        if found is not None and found[2]:
            value = found[1]
            return found[0] + words_at(tokens, found[0], _OFF), value
    is_first = at == 0 or tokens[at - 1].is_sign(",", ";", ":") or tokens[at - 1].is_word("and")
    if (
        t.kind == "number"
        and not t.unit
        and is_first
        and at + 2 < len(tokens)
        and (tokens[at + 1].is_word("for", "when", "if") or _is_each(tokens, at + 1))
    ):
        found = _number(tokens, at, lexicon)  # "5 for each webinar, 20 for a demo"
        if found is not None:
            return found[0], found[1]
    if t.is_sign("+") and at + 1 < len(tokens) and not _is_upwards(tokens, at):
        found = _number(tokens, at + 1, lexicon)
        return None if found is None else (found[0], found[1])
    is_range = at > 0 and t.signed == "-" and tokens[at - 1].kind == "number" and t.start <= tokens[at - 1].end
    if t.kind != "number" or is_range:
        return None
    found = _number(tokens, at, lexicon)
    if found is None:
        return None
    end, value, has_unit = found
    if not has_unit and not t.signed and not words_at(tokens, end, phrases("on top|on top of that|on top of it")):
        return None
    sign = 1
    after = words_at(tokens, end, _OFF)
    if after and tokens[end].is_word("off", "away", "from"):
        sign = -1
    size = words_at(
        tokens,
        end + after,
        phrases("are deducted|are subtracted|deducted|get deducted|subtracted|penalty|less|deduction"),
    )
    if size:
        sign = -1
    else:
        size = words_at(tokens, end + after, phrases("are added|are given|go to"))
    return end + after + size, (value if value < 0 else value * sign)


def _is_each(tokens: Sequence[Token], at: int) -> bool:
    """ "per email click", "a visit", and not "per week" or "per lead"."""
    if tokens[at].is_word("a") and stem(tokens[at + 1].text) in ("visit", "view", "click", "download", "time", "open"):
        return True
    if words_at(tokens, at, phrases("a pop for|apiece for|a piece for|each time for")):
        return True
    return tokens[at].is_word("per", "each", "every") and not tokens[at + 1].is_word(*NO_EVENTS)


NO_EVENTS: Final = "day week month quarter year hour fortnight lead person company contact account of".split()


def _is_upwards(tokens: Sequence[Token], at: int) -> bool:
    """ "VP+ 20": a VP or above, not twenty more."""
    before = tokens[at - 1] if at else None
    return (
        before is not None
        and before.kind == "word"
        and before.end == tokens[at].start
        and tokens[at + 1].start > tokens[at].end
    )


def _number(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Decimal, bool] | None:
    """A number of points that stands here; whether "points" or a sign says so."""
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more:
        return None
    if not t.may_be_points or t.value > 1_000_000:
        return None
    value = -t.value if t.signed == "-" else t.value
    end = at + 1
    has_unit = t.unit != "" or bool(t.signed)
    size = words_at(tokens, end, UNIT)
    if size:
        return end + size, value, True
    if t.unit == "" and (
        end < len(tokens)
        and (tokens[end].is_word("or", "times", "x", "days", "day", "weeks", "month", "months", "people", "employees"))
    ):
        return None
    if t.unit == "" and (
        end < len(tokens) and tokens[end].kind == "number" and tokens[end].signed == "-" and tokens[end].start <= t.end
    ):
        return None
    if any(said_at(tokens, end, f) for f in lexicon.fields if f.concept in ("employees", "revenue")):
        return None
    if (
        end < len(tokens)
        and tokens[end].is_sign("-")
        and end + 1 < len(tokens)
        and tokens[end + 1].kind == "number"
        and not t.signed
    ):
        return None
    return end, value, has_unit


def _bare(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[int, int, Decimal]]:
    """Numbers behind ":" or "=" that end a part: "Demo request: 50, webinar: 10"."""
    amounts: list[tuple[int, int, Decimal]] = []
    start = 0
    for i in range(1, len(tokens) - 1):
        if not tokens[i].is_sign("=", ":", "→", "-", "(") or tokens[i + 1].kind != "number" or i < start:
            continue
        if tokens[i].is_sign("-", "(") and (
            tokens[i - 1].kind == "number" or i + 2 + tokens[i].is_sign("(") != len(tokens)
        ):
            continue
        found = _number(tokens, i + 1, lexicon)
        if found is None or _ends_with_number_field(tokens[start:i], lexicon):
            continue
        stop = found[0]
        closes = stop >= len(tokens) or tokens[stop].is_sign("(", ",", ";", "/", "|", ")")
        stop += stop < len(tokens) and tokens[i].is_sign("(") and tokens[stop].is_sign(")")
        if closes or words_at(
            tokens, stop, phrases("each|max|up to|per|and|once|apiece|a piece|a pop|every|for each|flat")
        ):
            amounts.append((i, stop, found[1]))
            start = stop
    taken = {i for start, end, _ in amounts for i in range(start, end)}
    return sorted([*amounts, *(a for a in _before_fading(tokens, lexicon) if a[0] not in taken)])


def _before_fading(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[int, int, Decimal]]:
    """The number of "demo request 40, halves every week" and "email click 3 each": points."""
    found: list[tuple[int, int, Decimal]] = []
    for i in range(1, len(tokens) - 1):
        if tokens[i - 1].kind != "word" or tokens[i - 1].is_word(*_BOUNDS) or _number(tokens, i, lexicon) is None:
            continue
        at = i + 1 + (tokens[i + 1].is_sign(",", "(", "-") or tokens[i + 1].is_word("and", "but", "which", "that"))
        fades = at < len(tokens) and at > i + 1 and (fade_at(tokens, at) or expiry_at(tokens, at)) is not None
        each = words_at(tokens, i + 1, phrases("each|apiece|a piece|a pop|each time|every time"))
        if each and not (ends_part(tokens, i + 1 + each) or tokens[i + 1 + each].is_word("capped", "with", "at", "no")):
            each = 0  # "3 each week"
        if (fades or each) and not _ends_with_number_field(tokens[:i], lexicon):
            found.append((i, i + 1, tokens[i].value or Decimal(0)))
    return found


def _is_name(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word here ends the name of a field."""
    return any(at >= n - 1 and said_at(tokens, at + 1 - n, f) == n for f in lexicon.fields for n in (2, 3))


_BOUNDS: Final = "over under above below than least most exactly between to from and max of last past or".split()


def _ends_with_number_field(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    for f in lexicon.fields:
        if str(f.type or "") != "number":
            continue
        for back in range(1, 4):
            at = len(tokens) - back
            if at == 0 and said_at(tokens, at, f) == back:
                return True
    return any(t.is_word("score", "threshold") for t in tokens[-2:])
