"""Finds numbers of what is known of a lead: 50+ employees, revenue of $20M, aged 25 to 64."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ....dsl.types import Type
from ...reading.numbers import Bound, bound_at, number_at, phrases, side_at, words_at, written
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import FieldName, Lexicon
from ..names.naming import words_of
from ..names.saying import said_at
from ..names.telling import root
from .condition import Fact, Open, compared
from .events import Found

_COPULAS: Final = phrases(
    "is|are|of|equals|being|was|has|have|count|size|at|is at|that is|which is|has to be|must be|should be|needs to be|"
    "is in the range of|in the range of|ranging|ranges|is currently|stands at|amounts to|comes to|is somewhere|range|"
    "band|bracket|must be at|should be at|to be"
)
_EMPLOYING: Final = phrases("employs|employ|employing|employed|that employs|that employ|which employs|who employ")
_LINKS: Final = frozenset("at in on the their a an of for who that which there".split())
_YEARLY: Final = phrases("a year|per year|annually|yearly|per annum|p a|each year|every year")
_AGES: Final = phrases(
    "years old|years of age|year olds|years or older|years and older|years or over|years and over|yrs old|year old|"
    "years old or older|years old and over"
)


_PEOPLE: Final = (
    "people patients drivers applicants anyone someone everyone students customers women men adults candidates "
    "patient driver person applicant customer those everybody anybody seniors clients visitors"
).split()


def number_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "50+ employees", "company size 50-500", "more than $20M in revenue", "budget over 10k"."""
    best: Found | None = None
    bound = bound_at(tokens, at)
    for f in lexicon.fields:
        if f.type is not Type.NUMBER and (f.type is not None or f.concept not in ("employees", "revenue")):
            continue
        found = _before(tokens, at, bound, f, lexicon) if bound is not None else None
        if found is None and f.concept == "employees":
            found = _employed(tokens, at, f, lexicon)
        if found is None and f.concept == "age":
            found = _aged(tokens, at, f, lexicon)
        if found is None:
            found = _of_verb(tokens, at, f, lexicon)
        if found is None:
            size = said_at(tokens, at, f)
            if size:
                found = _number_after(tokens, at + size, f, lexicon)
        if found is not None:
            found = _or_else(tokens, found, f)
        if found is not None and (best is None or found.end > best.end):
            best = found
    if best is None and bound is not None and (bound[0].money or words_at(tokens, bound[1], _YEARLY)):
        earns = at > 0 and tokens[at - 1].is_word("earns", "earn", "earning", "makes", "make", "making")
        revenue = lexicon.of_concept("revenue") or (lexicon.of_concept("income") if earns else None)
        is_of = bound[1] < len(tokens) and tokens[bound[1]].is_word("companies", "company", "businesses")
        yearly = words_at(tokens, bound[1], _YEARLY)
        if revenue is not None and not bound[0].money:
            is_of, yearly = False, yearly if earns else 0
        if revenue is not None and (is_of or yearly or (at == 0 and bound[1] == len(tokens))):
            return _number(revenue, bound[0], bound[1] + yearly, tokens[at : bound[1]], lexicon)
    return best


def _of_verb(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    """ "spends over 100k a year on maintenance", "runs more than 50 vehicles": by the verb of the field."""
    t = tokens[at]
    if t.kind != "word" or not (t.text.endswith(("s", "ed", "ing")) or t.text in ("spent", "ran", "spend", "run")):
        return None
    r = root(t.text)
    told = {root(w) for w in (*words_of(field.name), *words_of(field.description))}
    if field.concept == "income":
        told |= {root(w) for w in ("earns", "makes")}
    bound = bound_at(tokens, at + 1)
    if r not in told or bound is None or bound[0].exact:
        return None
    others = [
        f
        for f in lexicon.fields
        if f is not field
        and f.type is Type.NUMBER
        and r in {root(w) for w in (*words_of(f.name), *words_of(f.description))}
    ]
    if others or any(r in {root(w) for w in words_of(s.name)} for s in lexicon.sources):
        return None
    end = told_of(tokens, bound[1], field)
    yearly = words_at(tokens, end, _YEARLY)
    is_money = "dollar" in field.description.lower() or "euro" in field.description.lower()
    if not (end > bound[1] or (is_money and (bound[0].money or yearly))):
        return None
    end = told_of(tokens, end + yearly, field) if end + yearly < len(tokens) else end + yearly
    return _number(field, bound[0], end, tokens[at:end], lexicon)


def _or_else(tokens: Sequence[Token], found: Found, field: FieldName) -> Found:
    """ "under 600 or above 800", "under 2.5 or unknown": another range of the same number, or none at all."""
    c, end = found.condition, found.end
    if not isinstance(c, Fact) or c.bound is None or end >= len(tokens) or not tokens[end].is_word("or"):
        return found
    missing = words_at(tokens, end + 1, phrases("unknown|is unknown|missing|is missing|not known|empty"))
    if missing:
        text = f"{c.text} or {field.written} is unknown"
        return Found(Fact(text, c.name, field.written, is_loose=True), end + 1 + missing, found.notes)
    other = bound_at(tokens, end + 1)
    is_whole = other is not None and (
        other[1] >= len(tokens) or tokens[other[1]].is_sign(",", ";", ")") or tokens[other[1]].is_word("and", "or")
    )
    if other is None or other[0].exact or other[0].percent or not is_whole:
        return found
    text = f"{c.text} or {number_fact(field, other[0]).text}"
    return Found(Fact(text, c.name, field.written, is_loose=True), other[1], found.notes)


def _before(
    tokens: Sequence[Token], at: int, bound: tuple[Bound, int], field: FieldName, lexicon: Lexicon
) -> Found | None:
    """The number, and the field behind it."""
    size = _said_after(tokens, bound[1], field) or _living_in(tokens, bound[1], field)
    size = size or _travelling(tokens, bound[1], field)
    if not size or (tokens[bound[1] - 1].kind == "number" and tokens[bound[1] - 1].unit not in ("", "k", "m", "b")):
        return None
    plain, end = bound[0], bound[1] + size
    side = side_at(tokens, end) if plain.exact else None
    if side is not None:
        end, is_least = side
        plain = Bound(low=plain.low) if is_least else Bound(high=plain.low)
    return _number(field, plain, told_of(tokens, end, field), tokens[at:end], lexicon)


def _living_in(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """ "people in the household", of a field that says how many live there."""
    size = words_at(tokens, at, phrases("people|persons|members|heads|person|inhabitants"))
    size += words_at(tokens, at + size, phrases("or more|and more")) if size else 0
    link = words_at(tokens, at + size, phrases("in the|in their|in a|per|of the|living in the|at")) if size else 0
    said = said_at(tokens, at + size + link, field) if link else 0
    is_told = "persons" in field.description or "people" in field.description
    return size + link + said if said and is_told else 0


def _travelling(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """ "of them travelling", "people travel", of a field that says how many do it."""
    told = words_of(field.description)
    if [w.lower() for w in told[:2]] != ["how", "many"] or len(told) < 4:
        return 0
    who = words_at(tokens, at, phrases("people|persons|people are|guests|people who"))
    verb = tokens[at + who] if at + who < len(tokens) else None
    is_it = (
        verb is not None and verb.kind == "word" and root(verb.text).rstrip("l") == root(told[3].lower()).rstrip("l")
    )
    return who + 1 if is_it else 0


def told_of(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """Behind a field, what its description says as well: "people work at the plant", "machines installed"."""
    end = i = at
    while i < len(tokens) and tokens[i].kind == "word":
        if stem(tokens[i].text) in field.about and tokens[i].text not in _LINKS:
            end = i + 1
        elif tokens[i].text not in _LINKS or i - end > 2:
            break
        i += 1
    return end


def _said_after(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """The field's name behind a number: "employees", "in annual revenue", "-person"."""
    skip = 0
    if at < len(tokens) and tokens[at].is_sign("-"):
        skip = 1
    if field.concept == "employees" and at + skip < len(tokens):
        if tokens[at + skip].is_word("person", "people", "employee"):
            return skip + 1
        strong = words_at(tokens, at + skip, phrases("strong team|strong company|strong companies|strong"))
        if strong:
            return skip + strong
    for _ in range(3):
        size = said_at(tokens, at + skip, field)
        if size:
            return skip + size
        step = words_at(tokens, at + skip, phrases("in|of|annual|yearly|total|full time|usd|or so|their"))
        if not step:
            return 0
        skip += step
    return 0


def _employed(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    """ "employs more than 200", "a team of 200+"."""
    size = words_at(tokens, at, _EMPLOYING) or words_at(tokens, at, phrases("team of|a team of|staff of|a staff of"))
    found = bound_at(tokens, at + size) if size else None
    if found is None or found[0].money or found[0].percent:
        return None
    end = found[1] + words_at(tokens, found[1], phrases("people|employees|staff|persons|workers|or so"))
    side = side_at(tokens, end)
    if side is not None and found[0].exact:
        bound = Bound(low=found[0].low) if side[1] else Bound(high=found[0].low)
        return _number(field, bound, side[0], tokens[at:end], lexicon)
    return _number(field, found[0], end, tokens[at:end], lexicon)


def _aged(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    """ "25 or older", "younger than 16", "18 to 25 years old", "under 25s"."""
    found = bound_at(tokens, at)
    if found is None or found[0].money or found[0].percent:
        return None
    bound, end = found
    words = tokens[at:end]
    old = words_at(tokens, end, _AGES)
    if old:
        if bound.exact and any(t.is_word("older", "over") for t in tokens[end : end + old]):
            bound = Bound(low=bound.low)
        return _number(field, bound, end + old, words, lexicon)
    following = tokens[end] if end < len(tokens) else None
    is_length = following is not None and following.is_word(
        "days", "day", "weeks", "months", "month", "week", "hours", "minutes", "years", "year", "ago"
    )
    of_people = at and tokens[at - 1].is_word(*_PEOPLE) and not bound.exact and (bound.high or bound.low or 0) < 121
    is_last = following is None or following.is_sign(",", ";", ")") or following.is_word("and", "or", "who")
    if is_length or not (_is_age(words) or (of_people and is_last)):
        return None
    return _number(field, bound, end, words, lexicon)


def _is_age(words: Sequence[Token]) -> bool:
    return any(t.is_word("older", "younger") for t in words)


def _number_after(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    i = told_of(tokens, at, field)
    for _ in range(4):
        if i < len(tokens) and tokens[i].is_sign(":", "=", "-") and bound_at(tokens, i) is None:
            i += 1
        elif bound_at(tokens, i) is not None:
            break
        else:
            step = words_at(tokens, i, _COPULAS)
            if not step:
                break
            i += step
    found = bound_at(tokens, i)
    if found is None:
        return None
    either = _either(tokens, i, found, field)
    if either is not None:
        return either
    end = found[1]
    if field.concept == "employees":
        end += words_at(tokens, end, phrases("employees|people|employee|staff|persons"))
    if field.concept == "age":
        end += words_at(tokens, end, _AGES) or words_at(tokens, end, phrases("years|yrs"))
    if found[0].money:
        end += words_at(tokens, end, _YEARLY)
        end += words_at(tokens, end, phrases("confirmed|is confirmed|available|approved|in place|set aside"))
    return _number(field, found[0], end, tokens[at - 1 : end], lexicon)


def _either(tokens: Sequence[Token], at: int, found: tuple[Bound, int], field: FieldName) -> Found | None:
    """ "a 9 or a 10", "4 or 5": each of these alone."""
    bound, end = found
    values = [bound.low]
    if not bound.exact or bound.percent or field.concept in ("employees", "revenue"):
        return None
    while end < len(tokens) and (tokens[end].is_word("or") or tokens[end].is_sign(",", "/")):
        i = end + 1 + words_at(tokens, end + 1, phrases("or a|or an|or|a|an"))
        following = number_at(tokens, i)
        one = bound_at(tokens, i)
        if following is None or following.signed or following.unit or one is None or not one[0].exact:
            break
        if one[1] < len(tokens) and tokens[one[1]].kind == "word" and not tokens[one[1]].is_word("or", "and"):
            return None  # "2 or 3 visits"
        values.append(one[0].low)
        end = one[1]
    if len(values) < 2:
        return None
    shown = ", ".join(written(v) for v in values if v is not None)
    return Found(Fact(f"{field.written} in ({shown})", field.name, field.written), end)


def _number(field: FieldName, bound: Bound, end: int, words: Sequence[Token], lexicon: Lexicon) -> Found | None:
    """A number against a field; what nobody would write exactly, and other currencies, are asked about."""
    is_percent = "percent" in field.description.lower() or field.name.lower().endswith(("percent", "pct"))
    if (bound.percent and not is_percent) or (bound.money and field.concept in ("employees", "age")):
        return None  # "deal size over $50k"
    raw = " ".join(t.raw for t in words)
    if bound.money in ("€", "eur", "euro", "euros", "£", "gbp") and "dollar" in field.description.lower():
        question = f"`{field.name}` is “{field.description}”: what is “{raw}” there?"
        if lexicon.answers.get(question) is None:
            return Found(Open(raw, ("the same number",), question), end)
    if bound.exact and bound.low is not None and field.concept in ("employees", "revenue"):
        question = f"Does “{raw}” mean at least that, or at most?"
        choices = ("at least", "at most", "exactly")
        answer = lexicon.answers.get(question)
        if answer is None:
            return Found(Open(raw, choices, question), end)
        if answer == "at least":
            bound = Bound(low=bound.low)
        elif answer == "at most":
            bound = Bound(high=bound.low)
    return Found(number_fact(field, bound), end)


def number_fact(field: FieldName, bound: Bound) -> Fact:
    plain = replace(bound, money="", exact=False, percent=False)
    loose = bound.low is not None and bound.high is not None and not (bound.low_included and bound.high_included)
    return Fact(
        compared(field.written, plain), field.name, field.written, plain, is_loose=loose and bound.low != bound.high
    )
