"""Finds the values of texts: industry is Software or Retail, in fintech, the free plan, decision makers."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_text
from ...reading import people
from ...reading.numbers import bound_at, phrases, words_at
from ...reading.places import place_at
from ...reading.states import as_states
from ...reading.times import window_at
from ...reading.tokens import Token
from ...reading.words import HARMLESS, NO_VALUES, SUBJECTS, stem
from ..names.lexicon import FieldName, Lexicon, words_of
from ..names.saying import Reader, aimed_at, membership, said_at, several
from ..names.telling import root
from .condition import Fact, Open
from .events import Found, event_at
from .known import whose_at
from .numbered import told_of
from .outsiders import outsider_at

_IS: Final = phrases(
    "is one of|is|are|in|of|equals|one of|is in|is either|is any of|any of|either|being|is set to|set to|is given as|"
    "is listed as|is a|is an|must be|must be one of|should be|should be one of|such as|like|including|is like|was|"
    "are in|are one of|has to be|can be|may be"
)
_IS_NOT: Final = phrases(
    "is not|not|is not in|is not one of|not in|not one of|is anything but|anything but|is other than|other than|"
    "is none of|none of|is anything other than|anything other than|must not be|should not be|is not any of|except|"
    "is anything except|is never|excluding"
)
_NOUNS: Final = phrases(
    "industry|industries|sector|sectors|space|companies|vertical|department|team|leads|business|businesses|firms|"
    "organizations|organisations|brands|world|field|company"
)
_LED: Final = phrases(
    "interested in|is interested in|are interested in|looking for|is looking for|looking for a|wants a|wants an|want a|"
    "wants|want|wants to study|wants to do|applying for|applies for|applied for|on the|on a|is on the|are on the|"
    "is on a|currently on the|needs a|needs|asks for|has|has a|with a|with|in the|in a|is in the|"
    "interested in a|who want a|wants to|want to|wanting to|looking to|hopes to|plans to|is looking to|buying a|"
    "buys a|buying|"
    "buying an|wants to start in the|wants to start in|starting in the|starts in the|starts in|"
    "starting in|in a|for the|for a|they want a|they want|is|are|is a|are a|is an"
)
_CAME: Final = phrases(
    "came from|came through|came via|came in through|came in via|comes from|coming from|won through|won via|won by|"
    "acquired through|acquired via|found us through|found us via|found us on|find us through|find us on|"
    "heard of us through|heard about us from|heard about us on|heard about us through|originated from|sourced from|"
    "sourced through|arrived from|arrived via|arrived through|reached us through|reached us via|came to us through|"
    "came to us via|came to us from|won through a|came from a|came through a|came in through a"
)
_USES: Final = phrases(
    "uses|use|using|currently uses|currently using|currently on|is using|are using|is on|runs on|still uses|still on|"
    "runs|run|running|is running|are running|currently runs|currently running|already uses|already using|already runs|"
    "works with|works on|working with|working on|relies on|relying on|still runs|still using|still running|is still on"
)
_PLACES: Final = phrases("place|places|position|degree|course|programme|program|spot|seat|treatment|appointment")


def value_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "industry is Software or Retail", "in fintech", "source: referral", "decision makers"."""
    best: Found | None = None
    for f in lexicon.fields:
        if f.type not in (Type.TEXT, None) or f.concept in ("title", "country", "email"):
            continue
        if f.concept == "seniority" and not (f.enumerated and said_at(tokens, at, f)):
            continue
        found = _bent_name(tokens, at, f) or _value(tokens, at, f, lexicon) or _used(tokens, at, f, lexicon)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


_HAVING: Final = phrases(
    "no|without|without any|has no|have no|they have no|with no|does not have|do not have|lacks|lacking|have not any|"
    "does not have any|do not have any|not having|who have no|who has no|without an|without a"
)


def _bent_name(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ "Privately insured" and "no insurance", where the field `insurance` may be "private" or "none"."""
    listed = {v.lower(): v for v in field.enumerated}
    own = words_of(field.name)
    if not listed or len(own) != 1:
        return None
    value, end = None, at
    t = tokens[at]
    base = t.text.removesuffix("ly") if t.kind == "word" and t.text.endswith("ly") else ""
    value = (base and (listed.get(base) or listed.get(base + "y") or listed.get(base.removesuffix("i") + "y"))) or None
    value = value or (listed.get(t.text) if t.kind == "word" else None)
    if value is not None and at + 1 < len(tokens) and _is_form_of(tokens[at + 1], own[0]):
        end = at + 2
    elif "none" in listed and (no := words_at(tokens, at, _HAVING)) and (size := said_at(tokens, at + no, field)):
        value, end = listed["none"], at + no + size
    elif "none" in listed and t.kind == "word" and t.text.startswith("un") and _is_form_of(t, own[0], "un"):
        value, end = listed["none"], at + 1
    if value is None or end == at:
        return None
    if at and tokens[at - 1].is_word("not", "no", "never", "without"):
        return None
    fact = Fact(membership(field, [value]), value.lower(), field.written, row=written_text(value))
    return Found(fact, end, (f"read “{' '.join(x.raw for x in tokens[at:end])}” as `{field.name}` “{value}”",))


def _is_form_of(t: Token, name: str, before: str = "") -> bool:
    """ "insured", of "insurance"."""
    said = t.text.removeprefix(before)
    return t.kind == "word" and len(said) > 5 and said.endswith("ed") and name.startswith(said.removesuffix("ed"))


def _value(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    known = lexicon.values(field)
    spelled = lexicon.spelled(field)
    size = aimed_at(tokens, at, field) or said_at(tokens, at, field)
    i, negated, sure = at + size, False, False
    led = 0
    if size:
        no, yes = words_at(tokens, i, _IS_NOT), words_at(tokens, i, _IS)
        negated = no >= yes and no > 0
        i += no if negated else yes
        sure = bool(no or yes)
        while i < len(tokens) and tokens[i].is_sign(":", "=", "(", "-"):
            i, sure = i + 1, True
    else:
        led = words_at(tokens, i, _CAME if field.concept == "source" else _LED)
        led = led if led and not said_at(tokens, i + led, field) else 0
        i += led
    is_industry = field.concept == "industry"

    def one(ts: Sequence[Token], k: int) -> tuple[object, int] | None:
        k += words_at(ts, k, phrases("the|a|an|in"))
        if k >= len(ts):
            return None
        if ts[k].kind == "text" and size:
            return ts[k].text, k + 1
        for length in range(4, 0, -1):
            part = ts[k : k + length]
            joined = [t for t in part[1:-1] if t.is_word("and") or t.is_sign("&")]
            if len(part) == length and all(t.kind == "word" or t in joined for t in part):
                words = tuple(t.text for t in part if t not in joined)
                found = spelled.get(words) or spelled.get((*words[:-1], stem(words[-1])))
                found = found or spelled.get((*words[:-1], words[-1].removesuffix("s")))
                found = found or (_bent(words, field, spelled, lexicon) if length == 1 else None)
                if found is not None and (size or is_industry or _is_telling(words, field, lexicon)):
                    return found, k + length
        return _industry(ts, k, spelled) if is_industry else None

    if size and (test := _text_test(tokens, at + size, field)) is not None:
        return test
    found = several(tokens, i, one)
    notes: tuple[str, ...] = ()
    if size and sure and _is_open(field, known, spelled):
        written = several(tokens, i, as_said(field, lexicon, one))
        if written is not None and (found is None or written[1] > found[1]):
            found = written
            shown = ", ".join(f"“{v}”" for v in written[0])
            notes = (f"`{field.name}` is looked up as it was typed: {shown}",)
    if found is None:
        return None
    end = found[1]
    if size and i and tokens[i - 1].is_sign("("):
        end += end < len(tokens) and tokens[end].is_sign(")")
    if not size:
        if is_industry and end < len(tokens) and tokens[end].is_word(*_STAFF):
            return None
        after = _noun_after(tokens, end, field)
        works = at > 1 and tokens[at - 1].is_word("in") and tokens[at - 2].is_word("works", "work", "working")
        works = works or (led == 0 and _works_before(tokens, at))
        if field.concept == "department" and not (works or after):
            return None
        before = tokens[at - 1 - (at > 1 and tokens[at - 1].is_word("a", "an", "the"))] if at else None
        came = bool(led) or (before is not None and before.is_word("from", "via", "through", "by"))
        came = came or (field.concept == "source" and _is_alone(tokens, at, end, lexicon))
        if field.concept == "source" and not (after or came):
            return None
        if led and not after and not (field.enumerated or known):
            return None
        end += after
        end += whose_at(tokens, end, lexicon) if field.enumerated and not field.concept else 0
    else:
        end = told_of(tokens, end, field) if end < len(tokens) else end
    values = list(dict.fromkeys(str(v) for v in found[0]))
    folded = {v.casefold() for v in known}
    if "state" in words_of(field.name) and not known:
        says_codes = re.search(r"\b(?:letters?|codes?|abbreviat\w*)\b", field.description.lower()) is not None
        states = as_states(values, says_codes)
        if states is not None:
            both = f"`{field.name}` may hold codes or names; both are looked for"
            values, notes = states, () if says_codes else (both,)
    if not notes:
        notes = tuple(
            f"“{v}” is none of the known values of `{field.name}`"
            for v in values
            if folded and v.casefold() not in folded
        )
    name = "_".join([*values[0].lower().split(), *(["etc"] if len(values) > 1 else [])])
    shown = ", ".join(map(written_text, values))
    return Found(
        Fact(membership(field, values, negated), name[:40], field.written, row="" if negated else shown), end, notes
    )


def _industry(tokens: Sequence[Token], at: int, spelled: Mapping[tuple[str, ...], str]) -> tuple[object, int] | None:
    """An industry, or those who are in it: "retailers", "banks"."""
    named = people.industry_at(tokens, at)
    if named is not None or tokens[at].kind != "word":
        return named
    word = tokens[at].text
    if not word.endswith("s") or len(word) < 5:
        return None
    r = root(word)
    listed = [v for words, v in spelled.items() if len(words) == 1 and root(words[0]) == r]
    if len(listed) == 1:
        return listed[0], at + 1
    return None


_STAFF: Final = "team teams department departments dept people staff folks managers manager directors director".split()
""" "The finance team" is no industry."""
_SHORT: Final = {
    **dict.fromkeys(("grad", "grads"), "graduate"),
    **dict.fromkeys(("undergrad", "undergrads"), "undergraduate"),
    **dict.fromkeys(("postgrad", "postgrads"), "postgraduate"),
    **dict.fromkeys(("retiree", "retirees", "pensioner", "pensioners"), "retired"),
    **dict.fromkeys(("freelancer", "freelancers"), "self-employed"),
    **dict.fromkeys(("influencers", "influencer"), "influencer"),
}


def _bent(
    words: tuple[str, ...], field: FieldName, spelled: Mapping[tuple[str, ...], str], lexicon: Lexicon
) -> str | None:
    """ "refinancing", "retirees": another form of a listed value."""
    word = words[0]
    short = _SHORT.get(word)
    if short is not None and (value := spelled.get(tuple(words_of(short)))) is not None:
        return value
    if not word.endswith("ing") or len(word) < 7 or not field.enumerated:
        return None
    r = root(word)
    events = {root(w) for s in lexicon.sources for w in words_of(s.name)}
    found = [v for ws, v in spelled.items() if len(ws) == 1 and root(ws[0]) == r]
    return found[0] if len(found) == 1 and r not in events else None


def _works_before(tokens: Sequence[Token], at: int) -> bool:
    return at > 1 and tokens[at - 1].is_word("in", "for") and tokens[at - 2].is_word("employed", "job", "jobs")


def _is_alone(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> bool:
    """ "referral: 5": nothing but the value, which is no title as well."""
    begins = at == 0 or tokens[at - 1].kind == "sign" or tokens[at - 1].is_word("a", "an", "the", "or", "and")
    ends = end >= len(tokens) or tokens[end].kind == "sign" or tokens[end].is_word("or", "and")
    return begins and ends and people.title_at(tokens, at) is None and event_at(tokens, at, lexicon, {}) is None


def _noun_after(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """ "the free plan", "gold tier", "marketing department": what the value is one of."""
    size = words_at(tokens, at, _NOUNS) if field.concept in ("industry", "department", "source") else 0
    if size and field.concept == "industry" and tokens[at].is_word("department", "team"):
        size = 0
    if field.concept == "department" and size and not tokens[at].is_word("department", "team"):
        size = 0
    if field.concept == "source" and size and not tokens[at].is_word("leads"):
        size = 0
    if field.concept == "department":
        size = size or words_at(tokens, at, phrases("dept|function|departments|teams"))
    size = size or said_at(tokens, at, field)
    own = words_of(field.name)
    said = stem(tokens[at].text) if at < len(tokens) and tokens[at].kind == "word" else ""
    if not size and said and said in (stem(own[-1]), stem(own[0]) if len(own) == 2 else ""):
        size = 1
    return size or (words_at(tokens, at, _PLACES) if not field.concept else 0)


def _is_open(field: FieldName, known: Sequence[str], spelled: object) -> bool:
    """Whether a field may hold what nobody listed."""
    return (not known and not spelled) or "…" in field.description or "..." in field.description


def as_said(field: FieldName, lexicon: Lexicon, known: Reader) -> Reader:
    """Reads a value that stands alone, where nothing is known of what the field holds: "need is yes"."""

    def one(ts: Sequence[Token], k: int) -> tuple[object, int] | None:
        listed = known(ts, k)
        if listed is not None:
            return listed
        k += words_at(ts, k, phrases("the|a|an"))
        end = k
        while end < len(ts) and end - k < 4 and ts[end].kind == "word" and not _stops(ts, end):
            if end > k and told_of(ts, end, field) > end:
                break
            end += 1
        words = ts[k:end]
        if not words or any(t.text in HARMLESS | NO_VALUES and not t.raw.isupper() for t in words) or len(words) > 3:
            return None
        behind = told_of(ts, end, field) if end < len(ts) else end
        if set(words_of(field.name)) <= SUBJECTS and not words[0].raw[:1].isupper():
            return None  # "the company is growing"
        is_whole = behind >= len(ts) or ts[behind].is_sign(",", ")", "+", ";", "/") or ts[behind].is_word("or", "and")
        if not is_whole or is_otherwise(ts, k, field, lexicon):
            return None
        return people.as_typed(words), end

    return one


def _stops(ts: Sequence[Token], at: int) -> bool:
    return ts[at].is_word("or", "and", "but", "plus", "with", "who", "that", "if") or window_at(ts, at) is not None


def is_otherwise(ts: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> bool:
    """Whether the words at this place mean something else: an event, a number, another field, a place, a title."""
    event = event_at(ts, at, lexicon, {})
    if (event is not None and not isinstance(event.condition, Open)) or bound_at(ts, at) is not None:
        return True
    if outsider_at(ts, at, lexicon, {}) is not None or any(
        t.is_word("email", "address", "gmail") for t in ts[at : at + 3]
    ):
        return True
    if place_at(ts, at) is not None and field.concept != "country" and lexicon.of_concept("country") is not None:
        return not {"state", "province", "region", "county"} & set(words_of(field.name))
    title = people.title_at(ts, at) if lexicon.of_concept("title") is not None else None
    if title is not None and title[0].note:
        return True
    return any(said_at(ts, at, f) for f in lexicon.fields if f is not field)


_NO_NAMES: Final = frozenset(
    """competing competitive competitor competitors rival old older new newer other another different similar outdated
    existing modern custom bad good better poor cheap expensive obsolete inferior our your their nothing something
    any some several many legacy simple basic complex big small large""".split()
)


def _used(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    """ "uses a spreadsheet today", of a field that is said to be what somebody uses."""
    words = field.description.lower().split()
    if words[:1] != ["what"] or not {"uses", "use", "using", "run", "runs"} & set(words) or lexicon.values(field):
        return None
    size = words_at(tokens, at, _USES)
    if not size or event_at(tokens, at, lexicon, {}) is not None:
        return None
    found = several(tokens, at + size, as_said(field, lexicon, lambda ts, k: None))
    if found is None:
        return None
    values = [str(v) for v in found[0]]
    listed = {stem(w) for name in lexicon.names.of("list") for w in words_of(name.name)}
    if any(stem(w) in listed for v in values for w in v.lower().split()):
        return None  # "a rival system" is one of a list
    if any(w in _NO_NAMES for v in values for w in v.lower().split()):
        return None  # "an old system" has no name
    shown = ", ".join(f"“{v}”" for v in values)
    note = f"`{field.name}` is looked up as it was typed: {shown}"
    name = "_".join(values[0].lower().split())[:40]
    row = ", ".join(map(written_text, values))
    end = told_of(tokens, found[1], field)
    return Found(Fact(membership(field, values), name, field.written, row=row), end, (note,), True)


def _text_test(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ "lead source starts with paid", "industry contains "tech"" """
    for listed, sign in (
        ("starts with|begins with", "starts with"),
        ("ends with|ends in", "ends with"),
        ("contains|contains the word|includes|has the word|includes the word|mentions", "contains"),
    ):
        size = words_at(tokens, at, phrases(listed + "|" + listed))
        if size and at + size < len(tokens):
            t, end = tokens[at + size], at + size + 1
            is_last = end == len(tokens)
            texts = [t.text] if t.kind == "text" or (t.kind == "word" and is_last) else []
            while t.kind == "text" and end + 1 < len(tokens) and tokens[end + 1].kind == "text":
                if not (tokens[end].is_word("or") or tokens[end].is_sign(",", "/")):
                    break
                texts.append(tokens[end + 1].text)
                end += 2
            if texts:
                shown = ", ".join(map(written_text, texts))
                shown = shown if len(texts) == 1 else f"any of ({shown})"
                return Found(Fact(f"{field.written} {sign} {shown}", field.name, field.written), end)
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
