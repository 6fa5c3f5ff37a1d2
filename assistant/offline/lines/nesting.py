"""Headings without a colon above lines without bullets: "Fit", and below it "US: 10" and "Directors: 15"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.headings import heading_of
from ..names.lexicon import Lexicon
from ..names.saying import said_at
from ..points.amounts import amounts_in
from .banding import band_of, kind_of, levels_of, without_heading
from .cutting import is_alone
from .enumerations import in_one_line
from .segments import labelled, names_kinds, with_segments
from .subjects import Subject, before_parentheses, subject_of

_LONGEST: Final = 7
_OF_POINTS: Final = "points scoring score scores rules weights weighting weightings".split()


def nested(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> list[Clause]:
    """The clauses, with the lines of a paragraph below the line above it that is a heading by its words."""
    clauses = in_one_line(with_segments(clauses, lexicon))
    found: list[Clause] = []
    at = 0
    while at < len(clauses):
        clause = clauses[at]
        at += 1
        end = _end_of(clauses, at, text, lexicon) if _is_heading(clause, text, lexicon) else at
        end = max(end, _end_of_bands(clauses, at, text, lexicon), _end_of_levels(clauses, at, text, lexicon))
        if end == at and at < len(clauses) and _is_amount_of(clause, clauses[at], text, lexicon):
            more = clauses[at]
            colon = Token("sign", ":", ":", clause.end, clause.end)
            clause = replace(clause, tokens=(*clause.tokens, colon, *more.tokens), end=more.end)
            at += 1
        if end > at:
            clause = replace(clause, below=list(clauses[at:end]), is_heading=True)
            at = end
        found.append(clause)
    return without_heading(found, lexicon)


def _end_of(clauses: Sequence[Clause], at: int, text: str, lexicon: Lexicon) -> int:
    """Where the paragraph ends that begins with or below this heading."""
    end = at
    role = heading_of(clauses[at - 1].tokens, lexicon).role
    if (
        role == "stage"
        and at < len(clauses)
        and re.search(r"\n[ \t\r]*\n", text[clauses[at - 1].end : clauses[at].start])
    ):
        return at  # the title of all that follows, or a name for one paragraph: it is not said
    is_spaced = at + 1 < len(clauses) and all(_has_blank(text, *clauses[i : i + 2]) for i in (at - 1, at))
    while end < len(clauses):
        if clauses[end].below and heading_of(clauses[end].tokens, lexicon).role not in ("plain", "unread"):
            break
        gap = text[_last(clauses[end - 1]) : clauses[end].start]
        is_single = end > at and _has_blank(text, clauses[end - 1], clauses[end])
        if is_single and is_spaced and _is_like(clauses[at], clauses[end], lexicon):
            end += 1
            continue
        if end > at and len(re.findall(r"\n[ \t\r]*(?=\n)", gap)) > 0:
            break
        if _is_heading(clauses[end], text, lexicon) and "\n" in gap:
            break
        end += 1
    return end


def _end_of_bands(clauses: Sequence[Clause], at: int, text: str, lexicon: Lexicon) -> int:
    """Where the bands end that stand below the name of a field: "Loan amount", and below it "200k or more: 20"."""
    clause = clauses[at - 1]
    if clause.below or clause.is_item or len(clause.tokens) > _LONGEST + 4 or not is_alone(clause, text):
        return at
    subject = subject_of(clause.tokens, lexicon, {}) or subject_of(before_parentheses(clause.tokens), lexicon, {})
    if subject is None or not subject.field:
        return at
    end = at
    while end < len(clauses) and not _has_blank(text, clauses[end - 1], clauses[end]):
        if not _is_band(clauses[end]) and not _is_row(clauses[end], subject, lexicon):
            break
        end += 1
    return end if end > at + 1 else at


def _end_of_levels(clauses: Sequence[Clause], at: int, text: str, lexicon: Lexicon) -> int:
    """Where the names end that stand with their points below "Thresholds", "Segments"."""
    clause = clauses[at - 1]
    if clause.below or clause.is_item or not is_alone(clause, text):
        return at
    by = next((i for i, t in enumerate(clause.tokens) if t.is_word("by") and i), len(clause.tokens))
    if kind_of(clause.tokens[:by]) is None:
        return at
    end = at
    while end < len(clauses) and (end == at or not _has_blank(text, clauses[end - 1], clauses[end])):
        if band_of(clauses[end]) is None and labelled(clauses[end], lexicon) is None:
            break
        end += 1
    lines = clauses[at:end]
    is_read = names_kinds(clause.tokens, lines, lexicon) or levels_of(clause.tokens, lines, lexicon) is not None
    return end if end > at and is_read else at


def _is_band(clause: Clause) -> bool:
    """ "200k or more: 20": it begins with a number or a bound, and has another number."""
    tokens = clause.tokens
    is_bound = tokens[0].kind == "number" or tokens[0].is_sign("<", ">", ">=", "<=") or tokens[0].is_word(*_BOUNDS)
    return not clause.below and is_bound and sum(t.kind == "number" for t in tokens) > 1


def _is_row(clause: Clause, subject: Subject, lexicon: Lexicon) -> bool:
    """ ""Excel" or "Paper": 15 points", "not known | 0": a value and its points, on a line of their own."""
    tokens = clause.tokens
    at = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].is_sign(":", "=", "→", "|", ",")), 0)
    behind = [t for t in tokens[at + 1 :] if not (t.is_word("points", "point", "pts", "minus") or t.is_sign("-", "+"))]
    gives = at and (len(behind) == 1 and (behind[0].kind == "number" or behind[0].is_word(*_OUT)))
    if clause.below or not gives or any(t.is_sign(":", "=", "→") for t in tokens[:at]):
        return False
    others = (f for f in lexicon.fields if f.written != subject.field)
    return not any(said_at(tokens, 0, f) == at for f in others)


_OUT: Final = "disqualify disqualified dq out exclude excluded reject rejected knockout ko".split()
_BOUNDS: Final = "under over below above less more at up between from fewer unknown min least".split()


def _is_amount_of(clause: Clause, after: Clause, text: str, lexicon: Lexicon) -> bool:
    """ "Demo request", and "40 points" in the line below it."""
    if clause.below or after.below or clause.is_item or after.is_item or amounts_in(clause.tokens, lexicon):
        return False
    amounts = amounts_in(after.tokens, lexicon)
    is_all = len(amounts) == 1 and amounts[0][:2] == (0, len(after.tokens))
    return is_all and re.fullmatch(r"[ \t\r:]*\n[ \t]*", text[clause.end : after.start]) is not None


def _has_blank(text: str, before: Clause, after: Clause) -> bool:
    return re.search(r"\n[ \t\r]*\n", text[_last(before) : after.start]) is not None


def _is_like(first: Clause, other: Clause, lexicon: Lexicon) -> bool:
    """Whether both are lines with points."""
    return bool(amounts_in(first.tokens, lexicon)) and bool(amounts_in(other.tokens, lexicon)) and not other.below


def _last(clause: Clause) -> int:
    return max([clause.end, *(_last(c) for c in clause.below)])


def _is_heading(clause: Clause, text: str, lexicon: Lexicon) -> bool:
    tokens = clause.tokens
    size = next((i for i, t in enumerate(tokens) if t.is_sign("(") and i), len(tokens))
    if clause.below or clause.is_item or size > _LONGEST or len(tokens) > 25 or not is_alone(clause, text):
        return False
    if amounts_in(tokens, lexicon):
        return False
    heading = heading_of(tokens, lexicon)
    if heading.role == "stage":
        return not heading.rest
    if heading.role == "plain":
        return bool(heading.least or heading.window) or any(t.is_word(*_OF_POINTS) for t in tokens)
    return heading.role in ("group", "out", "grade") or (clause.is_title and heading.role == "unread")
