"""The title of a whole definition: "Lead scoring policy, version 2.1", "MQL definition (agreed with sales)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..reading.outline import Clause
from ..reading.tokens import Token
from .amounts import amounts_in
from .headings import heading_of
from .heads import stage_at
from .lexicon import Lexicon
from .talk import is_optional, is_talk, voids

_ABOUT: Final = frozenset(
    """scoring score scores model policy sheet definition definitions framework matrix grading grade rules criteria
    rubric scorecard scheme qualification system guideline guidelines playbook handbook points""".split()
)
_NARROWING: Final = frozenset("for only if when in within until among".split())
_AROUND_STAGE: Final = frozenset(
    """definition definitions our the a an new current of criteria criterion what is makes counts as lead leads rules
    qualification proposed draft final updated v1 v2 v3 version for we call how define requirements model scoring
    who""".split()
)


@dataclass(frozen=True, slots=True)
class Title:
    """``stage``: the one that the definition is of, if the title says so."""

    stage: str = ""


def title_of(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> Title | None:
    """The first clause as a title of all the others."""
    if not clauses or not (clauses[0].below or len(clauses) > 1):
        return None
    first = clauses[0]
    if first.is_item or not _is_alone(first, text):
        return None
    body = _without_remark(first.tokens)
    if amounts_in(first.tokens, lexicon) or any(t.kind in ("text", "domain", "path") for t in body) or not body:
        return None
    if voids(first.tokens):
        return None
    stage = next((s for i in range(len(body)) if (s := stage_at(body, i, lexicon)) is not None), None)
    if stage is not None:
        at = next(i for i in range(len(body)) if stage_at(body, i, lexicon) is not None)
        around = [*body[:at], *body[stage[1] :]]
        is_plain = bool(around) and all(t.is_sign(",", "-", ":") or t.text in _AROUND_STAGE for t in around)
        is_last = len(clauses) == 1 or "\n\n" in _gap(first, clauses[1], text)
        if is_plain and not first.below and not first.tokens[-1].is_sign(":") and is_last:
            return Title(stage[0])
        return None
    if heading_of(first.tokens, lexicon).role != "unread":
        return None
    words = {t.text for t in body if t.kind == "word"}
    if words & _NARROWING:
        return None
    if is_talk(body, lexicon) and not is_optional(body):
        return Title() if first.below else None
    return Title() if words & _ABOUT else None


def _gap(first: Clause, second: Clause, text: str) -> str:
    return re.sub(r"[ \t\r]", "", text[first.end : second.start])


def _without_remark(tokens: Sequence[Token]) -> list[Token]:
    """Without "(agreed with sales)" and the colon at the end."""
    body = list(tokens)
    while body and body[-1].is_sign(":", "-", "."):
        body.pop()
    start = next((i for i, t in enumerate(body) if t.is_sign("(") and i), len(body))
    return body[:start] if body and body[-1].is_sign(")") else body


def _is_alone(clause: Clause, text: str) -> bool:
    before = text[: clause.start].rpartition("\n")[2]
    after = text[clause.end :].partition("\n")[0].strip(" *_#:?\r")
    return not re.search(r"\w", before) and after == ""
