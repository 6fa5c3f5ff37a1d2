"""Finds what is said of a lead: numbers of its fields, places, titles, industries, known values, flags, dates."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...dsl.types import Type
from ...dsl.words import written_text
from ..reading import people
from ..reading.numbers import Bound, bound_at, phrases, side_at, words_at
from ..reading.times import days_of, length_at, window_at
from ..reading.tokens import Token
from ..reading.words import HARMLESS, stem
from .conditions import Fact, Open, compared
from .events import Found
from .lexicon import FieldName, Lexicon, words_of
from .saying import membership, said_at, several

_COPULAS: Final = phrases("is|are|of|equals|being|was|has|have|count|size")


def number_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "50+ employees", "company size 50-500", "more than $20M in revenue", "budget over 10k"."""
    fields = [f for f in lexicon.fields if f.type in (Type.NUMBER, None)]
    best: Found | None = None
    bound = bound_at(tokens, at)
    for f in fields:
        if f.type is None and f.concept not in ("employees", "revenue"):
            continue
        found: Found | None = None
        if bound is not None:
            size = _said_after(tokens, bound[1], f)
            if size and not _is_times(tokens[bound[1] - 1]):
                end = bound[1] + size
                side = side_at(tokens, end) if bound[0].exact else None
                if side is not None:
                    end, is_least = side
                    value = bound[0].low
                    bound = (Bound(low=value) if is_least else Bound(high=value), bound[1])
                found = _number(f, bound[0], end, tokens[at:end], lexicon)
        if found is None:
            size = said_at(tokens, at, f)
            if size:
                found = _number_after(tokens, at + size, f, lexicon)
        if found is not None and (best is None or found.end > best.end):
            best = found
    if best is None and bound is not None and bound[0].money:
        revenue = lexicon.of_concept("revenue")
        is_of = bound[1] < len(tokens) and tokens[bound[1]].is_word("companies", "company", "businesses")
        if revenue is not None and (is_of or (at == 0 and bound[1] == len(tokens))):
            return _number(revenue, bound[0], bound[1], tokens[at : bound[1]], lexicon)
    return best


def _is_times(token: Token) -> bool:
    return token.kind == "number" and token.unit not in ("", "k", "m", "b")


def _said_after(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """The field's name behind a number: "employees", "in annual revenue", "-person"."""
    skip = 0
    if at < len(tokens) and tokens[at].is_sign("-"):
        skip = 1
    if (
        field.concept == "employees"
        and at + skip < len(tokens)
        and tokens[at + skip].is_word("person", "people", "employee")
    ):
        return skip + 1
    for _ in range(3):
        size = said_at(tokens, at + skip, field)
        if size:
            return skip + size
        step = words_at(tokens, at + skip, phrases("in|of|annual|yearly|total|full time|usd"))
        if not step:
            return 0
        skip += step
    return 0


def _number_after(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    i = at
    for _ in range(3):
        if i < len(tokens) and tokens[i].is_sign(":", "=", "-") and bound_at(tokens, i) is None:
            i += 1
        else:
            step = words_at(tokens, i, _COPULAS)
            if not step:
                break
            i += step
    found = bound_at(tokens, i)
    if found is None:
        return None
    end = found[1]
    if field.concept == "employees":
        end += words_at(tokens, end, phrases("employees|people|employee|staff|persons"))
    return _number(field, found[0], end, tokens[at - 1 : end], lexicon)


def _number(field: FieldName, bound: Bound, end: int, words: Sequence[Token], lexicon: Lexicon) -> Found | None:
    """A number against a field; what nobody would write exactly, and other currencies, are asked about."""
    if bound.percent:
        return None
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
    plain = replace(bound, money="", exact=False)
    loose = bound.low is not None and bound.high is not None and not (bound.low_included and bound.high_included)
    return Fact(
        compared(field.written, plain), field.name, field.written, plain, is_loose=loose and bound.low != bound.high
    )


# --- lists of values


# --- places


# --- titles


# --- texts, flags, dates


def value_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "industry is Software or Retail", "in fintech", "source: referral", "decision makers"."""
    best: Found | None = None
    for f in lexicon.fields:
        if f.type not in (Type.TEXT, None) or f.concept in ("title", "country", "email", "seniority"):
            continue
        found = _value(tokens, at, f, lexicon)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


def _value(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    known = lexicon.values(field)
    spelled = lexicon.spelled(field)
    size = said_at(tokens, at, field)
    i, negated = at + size, False
    if size:
        for phrase in phrases("is not|not|is not in"):
            if words_at(tokens, i, (phrase,)) == len(phrase):
                negated, i = True, i + len(phrase)
                break
        else:
            i += words_at(
                tokens,
                i,
                phrases("is one of|is|are|in|of|equals|one of|is in"),
            )
        if i < len(tokens) and tokens[i].is_sign(":", "=", "("):
            i += 1
    is_industry = field.concept == "industry"

    def one(ts: Sequence[Token], k: int) -> tuple[object, int] | None:
        k += words_at(ts, k, phrases("the|a|an"))
        if k >= len(ts):
            return None
        if ts[k].kind == "text" and size:
            return ts[k].text, k + 1
        for length in range(4, 0, -1):
            part = ts[k : k + length]
            if len(part) == length and all(t.kind == "word" for t in part):
                words = tuple(t.text for t in part)
                found = spelled.get(words) or spelled.get((*words[:-1], stem(words[-1])))
                if found is not None and (size or is_industry or _is_telling(words, field, lexicon)):
                    return found, k + length
        if is_industry:
            return people.industry_at(ts, k)
        return None

    if size and (test := _text_test(tokens, at + size, field)) is not None:
        return test
    found = several(tokens, i, one)
    if found is None and size and not known and not spelled and i > at + size and tokens[i - 1].is_word("is", "equals"):
        found = several(tokens, i, _as_written)
    if found is None:
        return None
    end = found[1]
    if size and tokens[i - 1].is_sign("("):
        end += end < len(tokens) and tokens[end].is_sign(")")
    if not size:
        after = words_at(
            tokens,
            end,
            phrases("industry|industries|sector|sectors|space|companies|vertical|department|team|leads"),
        )
        works = at > 1 and tokens[at - 1].is_word("in") and tokens[at - 2].is_word("works", "work", "working")
        if field.concept == "department" and not (works or (after and tokens[end].is_word("department", "team"))):
            return None
        came = at > 1 and tokens[at - 1].is_word("from", "via", "through")
        if field.concept == "source" and not ((after and tokens[end].is_word("leads")) or came):
            return None
        end += after
    values = [str(v) for v in found[0]]
    folded = {v.casefold() for v in known}
    notes = tuple(
        f"“{v}” is none of the known values of `{field.name}`" for v in values if folded and v.casefold() not in folded
    )
    name = "_".join([*values[0].lower().split(), *(["etc"] if len(values) > 1 else [])])
    shown = ", ".join(map(written_text, values))
    return Found(
        Fact(membership(field, values, negated), name[:40], field.written, row="" if negated else shown), end, notes
    )


def _as_written(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    """A word that stands alone, where nothing is known of what the field holds: "need is yes"."""
    is_word = at < len(tokens) and tokens[at].kind == "word" and tokens[at].text not in HARMLESS | _NO_VALUES
    ends = at + 1 >= len(tokens) or tokens[at + 1].is_sign(",", ")", "+", ";") or tokens[at + 1].is_word("or", "and")
    return (tokens[at].raw, at + 1) if is_word and ends else None


_NO_VALUES: Final = frozenset(
    """known unknown missing empty blank set filled given not no there available provided confirmed identified
    present clear good high low strong none any null""".split()
)


def _text_test(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ "lead source starts with paid", "industry contains "tech"" """
    for listed, sign in (
        ("starts with|begins with", "starts with"),
        ("ends with", "ends with"),
        ("contains", "contains"),
    ):
        size = words_at(tokens, at, phrases(listed + "|" + listed))
        if size and at + size < len(tokens):
            t = tokens[at + size]
            is_last = at + size + 1 == len(tokens)
            if t.kind == "text" or (t.kind == "word" and is_last):
                fact = Fact(f"{field.written} {sign} {written_text(t.text)}", field.name, field.written)
                return Found(fact, at + size + 1)
    return None


def _is_telling(words: tuple[str, ...], field: FieldName, lexicon: Lexicon) -> bool:
    """Whether words that name no field tell of this one alone."""
    if field.concept not in ("", "department", "source") or words in phrases("yes|no|true|false"):
        return False
    names = {s for source in lexicon.sources for s in source.own}
    if {stem(w) for w in words} & names:
        return False
    others = [f for f in lexicon.fields if f is not field and f.type is Type.TEXT]
    return not any(words in {tuple(words_of(v)) for v in f.enumerated} for f in others)


def known_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "phone is known", "no phone number", "budget known", "opted out", "created in the last 30 days"."""
    best: Found | None = None
    for f in lexicon.fields:
        found = _known(tokens, at, f) or _flag(tokens, at, f) or _moment(tokens, at, f)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


_KNOWN: Final = tuple(
    (*copula, word)
    for copula in ((), ("is",), ("are",), ("was",), ("has", "been"))
    for word in ("known", "given", "provided", "set", "filled", "confirmed", "identified", "available", "present")
)
_OWNED: Final = phrases(
    "has a|have a|with a|has an|with an|gave a|gave their|known|a known|the known|has a known|have a known|"
    "with a known|we know the|we know their"
)
_UNKNOWN: Final = tuple(
    (*copula, word) for copula in ((), ("is",), ("are",)) for word in ("unknown", "missing", "empty", "blank")
) + phrases("is not known|not known|is not set")


def _known(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    missing = words_at(tokens, at, phrases("missing|no known|without a|without known"))
    if not missing and tokens[at].is_word("no") and (said := said_at(tokens, at + 1, field)):
        missing = words_at(tokens, at + 1 + said, phrases("number|address")) and 1
    owned = 0 if missing else words_at(tokens, at, _OWNED)
    if owned and tokens[at + owned - 1].is_word("known") and at and tokens[at - 1].is_word("no", "not", "without"):
        return None
    size = said_at(tokens, at + missing + owned, field)
    if not size:
        return None
    end = at + missing + owned + size
    end += words_at(tokens, end, phrases("number|address"))
    if not missing and at and tokens[at - 1].is_word("no") and words_at(tokens, end - 1, phrases("number|address")):
        return None
    if missing:
        return Found(Fact(f"{field.written} is unknown", f"no_{field.name}", field.written), end)
    if owned:
        is_all = end >= len(tokens) or tokens[end].is_sign(",", ";", ")") or tokens[end].is_word("and", "or")
        return Found(Fact(f"{field.written} is known", f"{field.name}_known", field.written), end) if is_all else None
    for listed, word in ((_UNKNOWN, "unknown"), (_KNOWN, "known")):
        after = words_at(tokens, end, listed)
        if after:
            return Found(Fact(f"{field.written} is {word}", f"{field.name}_{word}", field.written), end + after)
    return None


def _flag(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    if field.type is not Type.FLAG:
        return None
    words = words_of(field.name)
    if words[0] in ("is", "has", "was") and len(words) > 1:
        words = words[1:]
    at += words_at(tokens, at, phrases("existing|current|already|already a"))
    here = tokens[at : at + len(words)]
    if len(here) != len(words) or not all(
        t.kind == "word" and stem(t.text) == stem(w) for t, w in zip(here, words, strict=True)
    ):
        return None
    end = at + len(words)
    end += words_at(tokens, end, phrases("of email|of emails|of mail|of all emails|from emails|of our emails"))
    return Found(Fact(field.written, field.name, field.written), end)


_YOUNGER: Final = phrases("less than|fewer than|not more than|no more than|at most|within")
_OLDER: Final = phrases("more than|over|at least|longer than")


def _moment(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    if field.type not in (Type.DATE, Type.TIME):
        return None
    words = [w for w in words_of(field.name) if w not in ("at", "date", "on", "time")]
    here = tokens[at : at + len(words)]
    if not words or len(here) != len(words) or not all(t.is_word(w) for t, w in zip(here, words, strict=True)):
        return None
    end = at + len(words)
    size = words_at(tokens, end, phrases("in the next|within the next|in next|within next"))
    if size or (words[-1] in ("ends", "end", "expires") and words_at(tokens, end, phrases("in|within"))):
        size = size or words_at(tokens, end, phrases("in|within"))
        length = length_at(tokens, end + size)
        days = days_of(length[0]) if length is not None else None
        if length is None or days is None:
            return None
        fact = Fact(f"days until {field.written} between 0 and {days}", f"{field.name}_soon", field.written)
        return Found(fact, length[1], (length[0].assumption,) if length[0].assumption else ())
    if words[-1] in ("ends", "end", "expires"):
        return None
    for listed, sign in ((_YOUNGER, "within"), (_OLDER, "older than")):
        size = words_at(tokens, end, listed)
        length = length_at(tokens, end + size) if size else None
        if length is not None and length[1] < len(tokens) and tokens[length[1]].is_word("ago"):
            fact = Fact(f"{field.written} {sign} {length[0].text}", f"{field.name}_recent", field.written)
            return Found(fact, length[1] + 1, (length[0].assumption,) if length[0].assumption else ())
    window = window_at(tokens, end)
    if window is None:
        return None
    fact = Fact(f"{field.written} within {window[0].text}", f"{field.name}_recent", field.written)
    return Found(fact, window[1], (window[0].assumption,) if window[0].assumption else ())


def group_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The score or a group that is named here."""
    for size in (3, 2, 1):
        here = tokens[at : at + size]
        if len(here) < size or not all(t.kind == "word" for t in here):
            continue
        words = [t.text for t in here]
        if words in (
            ["pts"],
            ["score"],
            ["lead", "score"],
            ["total", "score"],
            ["points"],
            ["total", "points"],
            ["overall", "score"],
        ):
            return "score", at + size
        for group in lexicon.names.of("group"):
            if words in ([*words_of(group.name), "score"], [*words_of(group.name), "points"], words_of(group.name)):
                return group.name, at + size
    return None
