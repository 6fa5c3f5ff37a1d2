"""Kinds of leads by their names: "Segments", and below it "Enterprise: more than 1,000 employees"; "New segment:
"Win back". They had an opportunity …"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import bound_at, phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.grades import grade_head, in_one
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .banding import kind_of

_LONGEST: Final = 4
_NO_LABELS: Final = frozenset("all any both either none and or if when not only at least max".split())
_BEFORE: Final = frozenset(
    """a an another one new add create please make build define we i need want us let's more and also next the here is
    our""".split()
)
_NO_NAMES: Final = frozenset(
    """leads lead companies company contacts people all everyone anyone them those definition definitions rules by of
    the a an our who if when with in for is are""".split()
)


def names_kinds(heading: Sequence[Token], clauses: Sequence[Clause], lexicon: Lexicon) -> bool:
    """Whether lines below a heading name kinds of leads, each with its condition."""
    by = next((i for i, t in enumerate(heading) if t.is_word("by") and i), len(heading))
    if kind_of(heading[:by]) not in ("segment", "grade") or len(clauses) < 2:
        return False
    if grade_head(in_one(clauses), lexicon) is not None:
        return False  # "A = 80 and up", below "Grade"
    return all(labelled(c, lexicon) is not None for c in clauses)


def labelled(clause: Clause, lexicon: Lexicon) -> Clause | None:
    """ "Enterprise: 1,000+ employees" as "segment "Enterprise": …"; None if it has points, or no label."""
    tokens = clause.tokens
    sign = next((i for i, t in enumerate(tokens[: _LONGEST + 1]) if t.is_sign(":", "=", "-", "→")), 0)
    label, rest = tokens[:sign], tokens[sign + 1 :]
    if clause.below or not label or not rest or amounts_in(rest, lexicon) or stage_at(tokens, 0, lexicon):
        return None
    is_quoted = len(label) == 1 and label[0].kind == "text"
    if not is_quoted and (not label[0].raw[:1].isupper() or any(t.kind not in ("word", "number") for t in label)):
        return None
    if any(t.is_word(*_NO_LABELS) for t in label) or (rest[-1].kind == "number" and len(rest) == 1):
        return None
    name = label[0].text if is_quoted else _name(label)
    return replace(clause, tokens=(*_segment(name, label, tokens[sign]), *rest))


def kinds_below(clauses: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """Lines that name kinds; "Mid: 50-499 employees" says of what "Enterprise: 500 and more" is as well."""
    found: list[Clause] = []
    of: tuple[Token, ...] = ()
    for clause in clauses:
        named = labelled(clause, lexicon) or clause
        rest = named.tokens[3:] if named is not clause else ()
        bound = bound_at(rest, 0) if rest else None
        behind = rest[bound[1] :] if bound is not None else ()
        if bound is not None and not behind and of:
            named = replace(named, tokens=(*named.tokens, *(replace(t, start=named.end, end=named.end) for t in of)))
        of = behind if 0 < len(behind) < 3 and all(t.kind == "word" for t in behind) else (of if not behind else ())
        found.append(named)
    return found


def with_segments(clauses: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """The clauses, with a sentence that names a segment and the one behind it, which says who is in it, as one."""
    found: list[Clause] = []
    at = 0
    while at < len(clauses):
        clause = clauses[at]
        at += 1
        named = _named(clause.tokens)
        if named is None or amounts_in(named[2], lexicon) or any(amounts_in(c.tokens, lexicon) for c in clause.below):
            found.append(clause)
            continue
        label, name, rest = named
        more = clauses[at] if at < len(clauses) else None
        sign = Token("sign", ":", ":", label[-1].end, label[-1].end)
        if rest or clause.below:
            found.append(replace(clause, tokens=(*_segment(name, label, sign), *rest)))
        elif more is None or more.below or not _tells(more, lexicon):
            found.append(clause)
        else:
            found.append(replace(clause, tokens=(*_segment(name, label, sign), *more.tokens), end=more.end))
            at += 1
    return found


def _named(tokens: Sequence[Token]) -> tuple[Sequence[Token], str, tuple[Token, ...]] | None:
    """ "New segment for Lena: "Win back"", "Segment Big fish: …": the label, its name, and what stands behind it."""
    at = 0
    while at < min(len(tokens), 6) and tokens[at].is_word(*_BEFORE):
        at += 1
    quoted = at < len(tokens) - 3 and tokens[at].kind == "text"
    size = words_at(tokens, at + 1, _IS_SEGMENT) if quoted else 0
    if size and tokens[at + 1 + size].is_sign(":", "=", "-", "→") and at + 2 + size < len(tokens):
        return tokens[at : at + 1], tokens[at].text, tuple(tokens[at + size + 2 :])  # ""Expansion" segment: …"
    if at >= len(tokens) - 1 or not tokens[at].is_word("segment"):
        return None
    at += 1
    for_whom = at
    if tokens[at].is_word("for") and at + 2 < len(tokens):
        for_whom = at + 1
        while for_whom < min(at + 4, len(tokens) - 1) and tokens[for_whom].kind == "word":
            for_whom += 1
        if not tokens[for_whom].is_sign(":"):
            return None
    at = for_whom
    is_open = tokens[at].is_sign(":", "-")
    at += is_open or tokens[at].is_word("called", "named")
    if at < len(tokens) and tokens[at].kind == "text":
        label, end = tokens[at : at + 1], at + 1
        name = tokens[at].text
    else:
        end = at
        while end < len(tokens) and end - at < _LONGEST and tokens[end].kind in ("word", "number"):
            end += 1
        label = tokens[at:end]
        is_name = label and label[0].raw[:1].isupper() and not any(t.is_word(*_NO_NAMES) for t in label)
        if not is_name or (len(label) == 1 and len(label[0].raw) == 1):
            return None
        name = _name(label)
    while end < len(tokens) and tokens[end].is_sign("."):
        end += 1
    if end == len(tokens):
        return label, name, ()
    is_said = tokens[end].is_sign(":", "=", "-", "→") and not is_open
    is_said = is_said or (tokens[end].is_sign(":", "=", "-", "→") and label[0].kind == "text")
    return (label, name, tuple(tokens[end + 1 :])) if is_said and end + 1 < len(tokens) else None


_IS_SEGMENT: Final = phrases("segment|is a segment|is our segment|is the segment|is a new segment|as a segment|list")


def _tells(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a sentence may say who is in a segment that was named before it."""
    is_other = amounts_in(clause.tokens, lexicon) or stage_at(clause.tokens, 0, lexicon) or _named(clause.tokens)
    return not is_other and not any(t.is_word("segment", "grade", "score") for t in clause.tokens)


def _name(label: Sequence[Token]) -> str:
    return "".join(("-" if t.is_joined else " ") + t.raw for t in label)[1:]


def _segment(name: str, label: Sequence[Token], sign: Token) -> tuple[Token, ...]:
    at = label[0].start
    segment = Token("word", "segment", "segment", at, at)
    text = Token("text", name, name, at, label[-1].end)
    return segment, text, Token("sign", ":", ":", sign.start, sign.end)
