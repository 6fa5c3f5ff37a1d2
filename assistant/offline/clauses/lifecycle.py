"""Stages that a definition names itself: "Lifecycle stages: Engaged = …, MQL = …, Customer = bought"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.labels import is_list, is_of_points
from ...reading.numbers import bound_at, phrases, words_at
from ...reading.outline import Clause
from ...reading.places import place_at
from ...reading.tokens import Token
from ...reading.verbs import is_past
from ..conditions.quantifiers import head_at
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..names.saying import said_at
from ..points.amounts import amounts_in
from .levels import levels_in

_STAGES: Final = frozenset("stage stages lifecycle lifecycles funnel".split())
_NO_NAMES: Final = frozenset(
    """note notes fit intent behaviour behavior engagement exclude excluded exclusions disqualify disqualified points
    thresholds threshold scoring score grade grades region title titles all any must never dq out ignore decay caps cap
    account accounts profile who what and or plus company companies people contacts leads lead""".split()
)
_LONGEST: Final = 3


def own_stages(clauses: Sequence[Clause], lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """The names of stages by their words in lower case, each as it was typed first."""
    found: dict[tuple[str, ...], str] = {}
    _gather(clauses, lexicon, False, found)
    return found


def _gather(clauses: Sequence[Clause], lexicon: Lexicon, are_stages: bool, found: dict[tuple[str, ...], str]) -> None:
    signs = {c.tokens[1].text for c in clauses if _is_usual(c, lexicon)}
    were_levels = False
    for clause in clauses:
        dash = next((i for i, t in enumerate(clause.tokens[: _LONGEST + 1]) if t.is_sign("-", ":", "=")), 0)
        if are_stages and 0 < dash < len(clause.tokens) - 1 and clause.tokens[dash].is_sign("-"):
            colon = replace(clause.tokens[dash], text=":")
            clause.tokens = (*clause.tokens[:dash], colon, *clause.tokens[dash + 1 :])  # "Inquiry - asked for a price"
        clause.tokens = _stage_before_list(clause.tokens, lexicon)
        if (moved := _name_before_if(_name_first(clause.tokens), lexicon)) is not clause.tokens:
            clause.tokens = moved
            named = moved[: next(i for i, t in enumerate(moved) if t.is_sign(":"))]
            if stage_at(moved, 0, lexicon) is None:
                found.setdefault(tuple(t.text for t in named), " ".join(t.raw for t in named))
        said = _described(clause.tokens) or _ready(clause, lexicon)
        behind = _behind_stages(clause.tokens)
        levels = levels_in(behind or clause.tokens, are_stages or bool(behind) or were_levels)
        were_levels = levels is not None
        for words, name, _, _ in levels or ():
            if stage_at(clause.tokens, 0, lexicon) is None:
                found.setdefault(words, name)
        if said:
            found.setdefault(tuple(t.text for t in said), " ".join(t.raw for t in said).capitalize())
        sign = _sign(clause.tokens)
        label, rest = clause.tokens[: max(sign, 0)], clause.tokens[sign + 1 :]
        is_by_points = is_of_points(rest) and not any(t.signed for t in rest)
        if sign > 0 and not clause.below and is_list(label) and is_by_points:
            found.setdefault(tuple(t.text for t in label), " ".join(t.raw for t in label))
        if 0 < sign <= _LONGEST and (are_stages or (clause.tokens[sign].text == "=" and "=" in signs)):
            words = clause.tokens[:sign]
            rest = clause.tokens[sign + 1 :]
            is_free = not any(said_at(words, 0, f) == len(words) for f in lexicon.fields if f.concept)
            if (
                is_free
                and _is_name(words)
                and (rest or clause.below)
                and (are_stages or not _are_points(rest, lexicon))
            ):
                name = " ".join(t.raw for t in words)
                if stage_at(words, 0, lexicon) is None:
                    found.setdefault(tuple(t.text for t in words), name)
        heading = clause.tokens[: next((i for i, t in enumerate(clause.tokens) if t.is_sign("(")), len(clause.tokens))]
        is_topic = len(heading) <= 10 and any(t.is_word(*_STAGES) for t in heading)
        is_topic = is_topic and (sign in (0, -1) or sign == len(clause.tokens) - 1)
        if clause.below:
            is_topic = is_topic or (clause.is_heading and any(t.is_word(*_STAGES) for t in clause.tokens))
            _gather(clause.below, lexicon, is_topic, found)
        elif is_topic and not any(t.kind == "number" for t in clause.tokens):
            are_stages = True


def _behind_stages(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands behind "Stages:" on the same line."""
    colon = next((i for i, t in enumerate(tokens[:5]) if t.is_sign(":", "=")), 0)
    return tokens[colon + 1 :] if colon and any(t.is_word(*_STAGES) for t in tokens[:colon]) else ()


def _described(tokens: Sequence[Token]) -> Sequence[Token]:
    """The name of "A hot lead is somebody who …", "A sales-ready lead has …", "A hot prospect came to …"."""
    start = int(bool(tokens) and tokens[0].is_word("a", "an", "our", "the"))
    end = start + 2
    if end < len(tokens) and tokens[start + 1].is_word("ready"):
        end += 1
    elif end > len(tokens) or not tokens[start].is_word(*_KINDS):
        return ()
    if end >= len(tokens) or not tokens[end - 1].is_word(*_LEADS):
        return ()
    is_done = tokens[end].kind == "word" and is_past(tokens[end].text) and start > 0
    is_said = words_at(tokens, end, _IS) or int(tokens[end].is_sign("=", ":") and end + 1 < len(tokens))
    return tokens[start:end] if is_said or is_done else ()


def _ready(clause: Clause, lexicon: Lexicon) -> Sequence[Token]:
    """The name of "Sales ready = …", "Hot = …", "Marketing ready is everyone who …", and no points follow."""
    tokens = clause.tokens
    size = words_at(tokens, 0, _READY) or _two_words(tokens)
    if not size or size >= len(tokens):
        return ()
    is_said = tokens[size].is_sign("=", ":") or (size > 1 and words_at(tokens, size, _IS) > 0)
    rest = tokens[size + 1 :]
    is_field = any(said_at(tokens, 0, f) for f in lexicon.fields)
    if not is_said or is_field or (amounts_in(rest, lexicon) and not is_of_points(rest)):
        return ()
    is_condition = bool(clause.below) or len(rest) > 2
    return tokens[:size] if is_condition and not any(t.signed for t in rest) else ()


def _two_words(tokens: Sequence[Token]) -> int:
    """ "Dealer ready", "Advisor-ready": whatever somebody is ready for."""
    is_ready = len(tokens) > 2 and tokens[1].is_word("ready") and tokens[0].kind == "word"
    return 2 if is_ready and not tokens[0].is_word("not", "never", "is", "are", "get", "gets", "when", "if") else 0


_READY: Final = phrases(
    "sales ready|marketing ready|ready for sales|ready to buy|hot|warm|sales ready lead|marketing ready lead|"
    "ready for a call|call ready|ready to call|sales worthy|pipeline ready|sdr ready|bdr ready|hot lead|outreach ready"
)
_GOES_TO: Final = phrases(
    "|".join(
        f"{verb} {way}stage"
        for verb in (
            "go|goes|move|moves|moved|is moved|are moved|come|comes|get|gets|is put|are put|should go|should move|"
            "will go|will move|is|are|land|lands|belong|belongs|fall|falls|enter|enters|reach|reaches|should be|"
            "is set|are set|must be|belongs|should enter"
        ).split("|")
        for way in ("to ", "in ", "into ", "on ", "to the ", "in the ", "into the ", "at ", "", "the ")
    )
)


def _name_first(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Anyone above 50 points goes to stage Advisor" as "Advisor: anyone above 50 points"."""
    for at in range(2, len(tokens) - 1):
        size = words_at(tokens, at, _GOES_TO)
        name = tokens[at + size :]
        if not size or not 0 < len(name) < 3 or not all(t.kind == "word" and t.raw[:1].isupper() for t in name):
            continue
        who = tokens[at - 1] if at else None
        if any(t.is_word("not", "never", "no", "only") for t in tokens[:at]) or who is None or who.is_sign(":", "="):
            return tokens
        start = tokens[0].start
        colon = Token("sign", ":", ":", start, start)
        return (*(replace(t, start=start, end=start) for t in name), colon, *tokens[:at])
    return tokens


def _stage_before_list(tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Token, ...]:
    """ "Three of the following make an MQL: …" as "MQL: three of the following: …"."""
    head = head_at(tokens, 0) if tokens else None
    size = words_at(tokens, head.end, _MAKES) if head is not None else 0
    if head is None or not size:
        return tokens
    start = head.end + size
    stage = stage_at(tokens, start, lexicon)
    if stage is None or stage[1] >= len(tokens) or not tokens[stage[1]].is_sign(":"):
        return tokens
    at = tokens[0].start
    named = [replace(t, start=at, end=at) for t in tokens[start : stage[1]]]
    return (*named, Token("sign", ":", ":", at, at), *tokens[: head.end], *tokens[stage[1] :])


_MAKES: Final = tuple(
    (*verb, *article)
    for verb in phrases("make|makes|are enough for|is enough for|qualify as|qualifies as|will make|give us|gives us")
    for article in ((), ("a",), ("an",), ("someone", "an"), ("a", "lead", "an"), ("them", "an"), ("somebody", "an"))
)


def _name_before_if(tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Token, ...]:
    """ "An applicant is Hot if they paid a deposit" as "Hot: they paid a deposit"."""
    at = int(bool(tokens) and tokens[0].is_word("a", "an", "the", "every", "any", "our"))
    if at + 4 >= len(tokens) or not tokens[at].is_word(*_LEADS, *_PEOPLE):
        return tokens
    start = at + 1 + words_at(tokens, at + 1, _IS_CALLED)
    start += start > at + 1 and tokens[start].is_word("a", "an", "as")
    if start == at + 1:
        return tokens
    end = start
    while end < min(start + 2, len(tokens)) and tokens[end].kind == "word" and tokens[end].raw[:1].isupper():
        end += 1
    end += end == start and tokens[start].kind == "text" and tokens[start].text[:1].isupper()  # else a segment
    link = words_at(tokens, end, phrases("if|when|once|as soon as|where|whenever")) if end > start else 0
    is_bound = end > start and tokens[end].is_word("at", "from", "with") and bound_at(tokens, end + 1) is not None
    is_bound = is_bound and sum(t.kind == "number" for t in tokens[end:]) == 1  # else there are several stages
    if not (link or is_bound) or end + link >= len(tokens) or stage_at(tokens, start, lexicon) is not None:
        return tokens
    if place_at(tokens, start) is not None or any(said_at(tokens, start, f) for f in lexicon.fields):
        return tokens
    name: list[Token] = []
    for t in tokens[start:end]:
        words = t.text.split() if t.kind == "text" else [t.raw]
        name += [Token("word", w.lower(), w[:1].upper() + w[1:], t.start, t.end) for w in words]
    is_name = 0 < len(name) <= _LONGEST and not any(t.text in _NO_NAMES for t in name)
    colon = Token("sign", ":", ":", tokens[end].start, tokens[end].end)
    return (*name, colon, *tokens[end + link :]) if is_name else tokens


_PEOPLE: Final = (
    "contact contacts person people student students company companies account accounts patient patients borrower "
    "borrowers visitor visitors member members client clients customer customers guest guests family families donor "
    "donors tenant tenants user users someone somebody anyone anybody everyone candidate candidates traveller "
    "travellers exhibitor exhibitors"
).split()
_IS_CALLED: Final = phrases(
    "is|are|is called|are called|counts as|count as|is considered|are considered|is regarded as|becomes|become|"
    "is rated|are rated|is marked|is marked as|are marked as|is labelled|is labeled|is classed as|are classed as|"
    "turns|turn|is deemed|is treated as|are treated as|is flagged as|is flagged|goes to|moves to|reaches"
)


_KINDS: Final = frozenset(
    "hot warm priority top good quality vip real strong serious promising ready great best fast prime".split()
)
_LEADS: Final = "lead leads prospect prospects opportunity opportunities applicant applicants buyer buyers".split()
_IS: Final = phrases(
    "has|have|must have|has to have|have to have|need to have|needs to have|requires|is one who|is one that|"
    "are leads who|are leads that|are people that|is any|is any lead who|is someone that|"
    "is somebody|is someone|is anyone|is anybody|is one|is a lead|is a person|is a contact|is a prospect|are those|"
    "are people|are leads|are those who|means|is defined as|are defined as|is any lead|are the ones|is who|are all who|"
    "are people who|is a company|is everyone|are contacts|is when|are all leads|is a customer|is an applicant"
)


def _is_usual(clause: Clause, lexicon: Lexicon) -> bool:
    """ "MQL = 35 points"."""
    stage = stage_at(clause.tokens, 0, lexicon)
    return stage is not None and stage[1] == 1 and len(clause.tokens) > 1 and clause.tokens[1].is_sign("=", ":")


def _sign(tokens: Sequence[Token]) -> int:
    """Where "=" or ":" stands behind the first words; 0 if nowhere, -1 if at the end."""
    for i, t in enumerate(tokens[: _LONGEST + 6]):
        if t.is_sign("=", ":"):
            return i if i + 1 < len(tokens) else (-1 if i > _LONGEST else i)
    return 0


def _is_name(words: Sequence[Token]) -> bool:
    return (
        all(t.kind == "word" for t in words)
        and words[0].raw[:1].isupper()
        and not any(t.text in _NO_NAMES or t.text in _STAGES for t in words)
    )


def _are_points(rest: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "= 10 points" gives points; "= 35+ points" asks for them."""
    return bool(amounts_in(rest, lexicon)) and not any(t.or_more or t.is_sign(">=", ">") for t in rest)
