"""Names that a definition gives to a condition and uses later: "Our ICP: 100-1,000 employees, US. ICP fit = 40",
"Mid-market = 100-999 employees, enterprise = 1,000+"."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ...reading.numbers import bound_at, phrases, words_at
from ...reading.outline import Clause, every
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, Happened, Open, joined, leaves, text
from ..conditions.numbered import number_fact
from ..conditions.reader import Ambiguous, Reader, Reading, head_at
from ..conditions.vague import fill
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in

_NAMES: Final = phrases(
    "icp|ideal customer profile|ideal customer|target account|target accounts|target company|target companies|"
    "core market|sweet spot|key account|key accounts|target market|target persona|buyer persona|ideal buyer|icps|"
    "ideal customers|target customer|target customers|icp company|icp account|icp companies|icp accounts|buying team"
)
_OPENING: Final = phrases(
    "our|the|a|an|definition of|we define|define|our definition of|by|note|nb|definitions|where|fyi|by a|by an"
)
_LINKS: Final = phrases(
    "is|are|means|is defined as|as|are defined as|stands for|is a company with|are companies with|mean|refers to|"
    "is anyone|is a company that|being|covers|is short for|ie|we mean|is any company with|is everything"
)
_SURE: Final = phrases("means|is defined as|are defined as|stands for|refers to|is short for|mean|we mean")
_NO_NAME: Final = frozenset(
    """region country title industry location geo geography role size company score points fit intent behaviour behavior
    engagement account person profile webinar webinars demo max note sources source employees headcount revenue and or
    if when for threshold weight rule grade grades segment plus minus total""".split()
)

_QUALIFYING: Final = (
    "not no only from in with who that outside except within without or and but if when where unless also even of on"
).split()
_SIZES: Final = (
    "micro tiny small smb smbs sme smes startup startups mid market midmarket medium large enterprise enterprises big "
    "corporate corporates companies company businesses accounts business size sized very"
).split()


@dataclass(frozen=True, slots=True)
class Term:
    """A named condition. ``words``: how it is called."""

    name: str
    words: tuple[str, ...]
    condition: Condition
    start: int
    end: int
    notes: tuple[str, ...]


def terms_in(clauses: Sequence[Clause], lexicon: Lexicon, answers: Mapping[str, str]) -> dict[int, list[Term]]:
    """The names that clauses define and others use, by where the defining clause starts."""
    found: dict[int, list[Term]] = {}
    flat = list(every(clauses))
    for clause in flat:
        parts = _parts(clause, lexicon)
        if not parts or not all(_is_used(words, clause, parts, flat) for words, _, _ in parts):
            continue
        terms: list[Term] = []
        for words, rest, start in parts:
            reading = _read(clause, rest, terms, lexicon, answers)
            if reading is None:
                terms = []
                break
            span = (start if terms else clause.start), rest[-1].end
            note = f"“{' '.join(words)}” is read as: {text(reading.condition)}"
            terms.append(Term(_name(words, lexicon), words, reading.condition, *span, (*reading.notes, note)))
        if terms:
            found[clause.start] = terms
    return found


def forms_of(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name, and its plural or singular."""
    last = words[-1]
    other = last[:-1] if last.endswith("s") and not last.endswith("ss") and len(last) > 3 else f"{last}s"
    return words, (*words[:-1], other)


_Part = tuple[tuple[str, ...], tuple[Token, ...], int]
"""A name, the words of its condition, and where the name stands."""


def _parts(clause: Clause, lexicon: Lexicon) -> list[_Part]:
    """The names that a clause gives, each with the words of its condition; none if it gives no names."""
    if clause.below:
        head = _head((*clause.tokens, *clause.below[0].tokens), lexicon)
        is_list = head is not None and len(clause.tokens) <= len(head[0]) + 2
        return [head] if head is not None and is_list and not has_amounts(clause, lexicon) else []
    first = _head(clause.tokens, lexicon)
    if first is None or amounts_in(first[1], lexicon):
        return []
    words, rest, start = first
    cuts = [
        i
        for i in range(1, len(rest) - 2)
        if (rest[i].is_sign(",", ";") or rest[i].is_word("and"))
        and (more := _head(rest[i + 1 :], lexicon, strict=True)) is not None
        and more[1]
    ]
    found = [(words, rest[: cuts[0]] if cuts else rest, start)]
    for at, end in itertools.pairwise([*cuts, len(rest)]):
        head = _head(rest[at + 1 : end], lexicon, strict=True)
        if head is not None:
            found.append(head)
    return found


def has_amounts(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether it gives points, or a line below it does."""
    return bool(amounts_in(clause.tokens, lexicon)) or any(has_amounts(c, lexicon) for c in clause.below)


def _is_used(words: tuple[str, ...], clause: Clause, parts: Sequence[_Part], flat: Sequence[Clause]) -> bool:
    """Whether another clause says the name; of several, one is enough."""
    inside = list(every([clause]))
    others = [c for c in flat if all(c is not x for x in inside)]
    used = {w for w, _, _ in parts if any(_says(c.tokens, form) for c in others for form in forms_of(w))}
    return words in used or (len(parts) > 1 and bool(used))


def _read(
    clause: Clause, rest: Sequence[Token], before: Sequence[Term], lexicon: Lexicon, answers: Mapping[str, str]
) -> Reading | None:
    if clause.below:
        return _all_of(clause, lexicon, answers)
    reading = _condition(rest, lexicon, answers)
    first = before[0].condition if before else None
    if reading is not None or not isinstance(first, Fact) or first.bound is None:
        return reading
    field = next((f for f in lexicon.fields if f.written == first.field), None)
    bound = bound_at(rest, 0)
    if field is None or bound is None or bound[1] != len(rest) or bound[0].exact or bound[0].percent:
        return None
    return Reading(number_fact(field, bound[0]))


def _condition(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Reading | None:
    filled = fill(tokens, lexicon, answers)
    if filled.questions:
        return None
    try:
        reading = Reader(lexicon, answers).read(filled.tokens)
    except Ambiguous:
        return None
    if reading is None or any(isinstance(c, Open) for c in leaves(reading.condition)):
        return None
    return reading


def _all_of(clause: Clause, lexicon: Lexicon, answers: Mapping[str, str]) -> Reading | None:
    """The lines below a name: all of them, or as many as the name says."""
    least: Literal["all", "any"] | int = "all"
    notes: list[str] = []
    for at in range(len(clause.tokens)):
        head = head_at(clause.tokens, at)
        if head is not None:
            least = head.least
    conditions: list[Condition] = []
    for line in clause.below:
        reading = None if line.below else _condition(line.tokens, lexicon, answers)
        if reading is None:
            return None
        conditions.append(reading.condition)
        notes += reading.notes
    return Reading(joined(least, conditions) if len(conditions) > 1 else conditions[0], notes)


def _name(words: tuple[str, ...], lexicon: Lexicon) -> str:
    name = "_".join(words)
    return f"{name}_here" if any(n.name == name for n in lexicon.names.names) else name


_OF_A_MESSAGE: Final = "from to cc bcc subject re fw fwd sent date by note ps nb fyi".split()
"""What stands before the colon in the head of a message."""


def _head(tokens: Sequence[Token], lexicon: Lexicon, strict: bool = False) -> _Part | None:
    """The name and the words behind the sign that links it to them. ``strict``: any name, but a plain sign."""
    at = words_at(tokens, 0, _OPENING)
    at += words_at(tokens, at, _OPENING)
    size = 0 if strict else words_at(tokens, at, _NAMES)
    is_usual = size > 0
    if not size:
        size = next(
            (
                n
                for n in range(1, 5)
                if at + n < len(tokens)
                and (_is_sign(tokens[at + n]) or words_at(tokens, at + n, _SURE))
                and all(t.kind == "word" for t in tokens[at : at + n])
            ),
            0,
        )
    named = tokens[at : at + size]
    if not size or (size == 1 and named[0].is_word(*_OF_A_MESSAGE)) or stage_at(tokens, at, lexicon) is not None:
        return None
    if not is_usual and (all(t.text in _NO_NAME for t in named) or _is_known(named, lexicon)):
        return None
    end = at + size
    link = words_at(tokens, end, _LINKS if is_usual else _SURE)
    link = link or int(end < len(tokens) and _is_sign(tokens[end]))
    rest = tuple(tokens[end + link :])
    while rest and rest[0].is_word("is", "a", "an", "the", "any", "all") and len(rest) > 1:
        rest = rest[1:]
    return (tuple(t.text for t in named), rest, named[0].start) if link and rest else None


def _is_sign(t: Token) -> bool:
    return t.is_sign(":", "=", "-", "→")


def _is_known(named: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the words mean something already: a field, an event, a country."""
    if any(tuple(t.text for t in named) == said for f in lexicon.fields for said in f.said):
        return True
    if fill(named, lexicon, {}).questions:
        return False
    try:
        reading = Reader(lexicon, {}).read(list(named))
    except Ambiguous:
        return True
    return reading is not None and not any(isinstance(c, Open) for c in leaves(reading.condition))


def _says(tokens: Sequence[Token], words: tuple[str, ...]) -> bool:
    return any(words_at(tokens, i, (words,)) for i in range(len(tokens)))


_MARKETS: Final = (
    "home core key main target priority primary secondary market markets region regions territory territories country "
    "countries focus area areas strategic local nearby domestic"
).split()


def with_meaning(clause: Clause, lexicon: Lexicon, answers: Mapping[str, str]) -> Clause | None:
    """ "Job seekers (2+ visits of the careers page): disqualify" by what stands in the parentheses, if the words before
    them mean nothing else."""
    tokens = clause.tokens
    start = next((i for i, t in enumerate(tokens) if t.is_sign("(")), 0)
    end = next((i for i in range(start, len(tokens)) if tokens[i].is_sign(")")), 0)
    inside = tokens[start + 1 : end]
    at = words_at(tokens, 0, phrases("exclude|disqualify|no|remove|reject|our|the|for|all|any"))
    named = tokens[at:start]
    if not 0 < len(named) < 5 or not inside or any(t.kind != "word" for t in named):
        return None
    reading = _condition(inside, lexicon, answers) if not inside[0].is_word(*_QUALIFYING) else None
    if reading is None or _is_known(named, lexicon):
        return None
    country = lexicon.of_concept("country")
    is_market = (
        isinstance(reading.condition, Fact) and country is not None and reading.condition.field == country.written
    )
    if is_market and all(t.is_word(*_MARKETS) for t in named):
        return replace(clause, tokens=(*tokens[:at], *inside, *tokens[end + 1 :]))
    if not isinstance(reading.condition, Happened) and not all(t.is_word(*_SIZES) for t in named):
        return None  # "consultancies (under 10 employees)" are not all the small companies
    return replace(clause, tokens=(*tokens[:at], *inside, *tokens[end + 1 :]))
