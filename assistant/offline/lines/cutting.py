"""Lines cut into parts: a heading and what stands behind its colon, the members of a list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...reading.outline import Clause
from ...reading.tokens import Token


def is_alone(clause: Clause, text: str) -> bool:
    """Whether nothing else stands on its line, and it does not end as a sentence."""
    before = text[: clause.start].rpartition("\n")[2]
    after = text[clause.end :].partition("\n")[0].strip(" *_#:?\r")
    return not re.search(r"\w", before) and after == ""


def out_of_parentheses(clause: Clause) -> Clause:
    """ "Company size: 1-10 (0), 11-50 (5)" as "1-10 0, 11-50 5"."""
    tokens = clause.tokens
    opens = [
        i
        for i in range(1, len(tokens) - 2)
        if tokens[i].is_sign("(") and tokens[i + 1].kind == "number" and tokens[i + 2].is_sign(")")
    ]
    if len(opens) < 2 or sum(t.is_sign("(") for t in tokens) > len(opens):
        return clause
    numbers = [tokens[i + 1] for i in opens]
    is_plain = all(not (n.money or n.percent or n.or_more) and n.unit in ("", "pts", "pt", "points") for n in numbers)
    ends = all(i + 3 == len(tokens) or tokens[i + 3].is_sign(",", ";") or tokens[i + 3].is_word("and") for i in opens)
    if not (is_plain and ends) or opens[-1] + 3 != len(tokens):
        return clause
    gone = {i for o in opens for i in (o, o + 2)}
    return replace(clause, tokens=tuple(t for i, t in enumerate(tokens) if i not in gone))


def cut_at(clause: Clause, colon: int) -> tuple[Clause, Clause]:
    """What stands behind a colon, and the heading before it with that below it."""
    rest = clause.tokens[colon + 1 :]
    child = Clause(tuple(rest), rest[0].start, clause.end, clause.level + 1, True)
    parent = Clause(clause.tokens[: colon + 1], clause.start, clause.tokens[colon].end, clause.level, clause.is_item)
    parent.below, parent.is_heading = [child], True
    return child, parent


def starts_so(clause: Clause) -> bool:
    """ "10 if attended", "10 for attending": points, and then what they are for."""
    tokens = clause.tokens
    if len(tokens) < 3 or tokens[0].kind != "number" or not tokens[0].may_be_points:
        return False
    is_plain = not (tokens[0].money or tokens[0].percent or tokens[0].or_more)
    return is_plain and tokens[1].is_word("if", "for", "when") and not any(t.kind == "number" for t in tokens[1:])


def members(clause: Clause, with_and: bool = True) -> list[Clause]:
    """The parts of a list between commas and "and"."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for t in clause.tokens:
        depth += t.is_sign("(") - t.is_sign(")")
        if depth == 0 and (t.is_sign(",", ";") or (with_and and (t.is_sign("/") or t.is_word("and", "or")))):
            parts.append([])
        else:
            parts[-1].append(t)
    return [replace(clause, tokens=tuple(p), start=p[0].start, end=p[-1].end) for p in parts if p]


def is_changed(clause: Clause) -> bool:
    """ "demo: 40 → 50": what it was, and what it is to be."""
    t = clause.tokens
    return any(
        t[i].is_sign(":", "=") and t[i + 1].kind == "number" and t[i + 2].is_sign("→") and t[i + 3].kind == "number"
        for i in range(len(t) - 3)
    )


def is_amount(tokens: Sequence[Token]) -> bool:
    """Points and nothing else."""
    words = [t for t in tokens if not (t.is_word("points", "pts", "point") or t.is_sign("-", "."))]
    return len(words) == 1 and words[0].kind == "number"
