"""What a heading or the first column of a table names for lines that have no name of their own: "Headcount" above
"1 - 49: 0", "Webinars" above "attended: 15"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, Happened, leaves
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import FieldName, Lexicon
from ..names.saying import said_at
from ..points.statements import Statement, TableRule

_BEFORE = "by the our their points score for on company's a its and company".split()
_BEHIND = (
    "score scoring points band bands range ranges tier tiers pts rating group groups of company the fit status type"
).split()

_WHO: Final = (
    "company companies contact contacts person account accounts name lead leads client clients customer".split()
)
"""Above lines that say who somebody is, rather than what they are called."""


@dataclass(frozen=True, slots=True)
class Subject:
    """``field``: as the language writes it, if it is one; else it is about events."""

    tokens: tuple[Token, ...]
    field: str = ""

    @property
    def ways(self) -> "tuple[Subject, ...]":
        """As a field, and as events that are called so: "Email" above "opened: 1"."""
        return (self, Subject(self.tokens)) if self.field else (self,)

    def named(self, clause: Clause) -> Clause:
        """The line with the subject before it."""
        at = clause.start
        words = [replace(t, start=at, end=at) for t in self.tokens]
        joint = [Token("sign", ":", ":", at, at)] if self.field else []
        return replace(clause, tokens=(*words, *joint, *clause.tokens), below=[])

    def is_of(self, statements: Sequence[Statement]) -> bool:
        """Whether the line was read as one about the subject, and nothing else."""
        return bool(statements) and all(self._is_about(s) for s in statements)

    def _is_about(self, statement: Statement) -> bool:
        if isinstance(statement, TableRule):
            return bool(self.field) and statement.field == self.field
        condition: Condition | None = getattr(statement, "condition", None)
        found = list(leaves(condition)) if condition is not None else []
        if self.field:
            return bool(found) and all(isinstance(c, Fact) and self.field in f"{c.field} {c.text}" for c in found)
        return len(found) == 1 and isinstance(found[0], Happened)


def subject_of(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Subject | None:
    """The field or the events that a heading names, if it names nothing else."""
    body = _without_source(tokens)
    while body and (body[-1].kind == "sign" or body[-1].is_word(*_BEHIND)) and not any(_names(body, lexicon)):
        body.pop()
    while body and body[0].is_word(*_BEFORE) and not any(_names(body, lexicon)):
        body.pop(0)
    if not body or any(t.kind != "word" for t in body):
        return None
    named = next(_names(body, lexicon), None)
    if named is not None and len(body) == 1 and body[0].is_word(*_WHO):
        return None
    if named is not None:
        return Subject(tuple(body), named.written)
    try:
        reading = Reader(lexicon, answers).read(body)
    except Ambiguous:
        return None
    c = reading.condition if reading is not None else None
    if isinstance(c, Happened) and not (c.negated or c.bound or c.measure or c.window):
        return Subject(tuple(body))
    return None


_UNITS: Final = frozenset(
    """usd eur gbp dollar dollars euro euros us in a year per annum yearly fte ftes headcount head count millions
    thousands iso code codes number of people employees""".split()
)
_SOURCES: Final = frozenset(
    """enrichment crm clearbit zoominfo apollo linkedin hubspot salesforce marketo pardot form sheet spreadsheet
    database data system agreed discussed usual import before provider research""".split()
)


def _without_source(tokens: Sequence[Token]) -> list[Token]:
    """Without the unit and where the data come from: "Annual revenue (USD), from the enrichment"."""
    body = list(tokens)
    while body and body[-1].is_sign(":", "-"):
        body.pop()
    comma = next((i for i in range(len(body) - 1, 0, -1) if body[i].is_sign(",", "-")), 0)
    tail = body[comma + 1 :]
    if comma and 0 < len(tail) < _LONGEST and tail[0].is_word("from", "as", "per", "by", "source", "according"):
        body = body[:comma] if tail[-1].is_word(*_SOURCES) else body
    start = next((i for i, t in enumerate(body) if t.is_sign("(") and i), 0)
    inside = body[start + 1 : -1] if start and body[-1].is_sign(")") else []
    return body[:start] if inside and all(t.is_word(*_UNITS) for t in inside) else body


_LONGEST: Final = 5


def before_parentheses(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[: next((i for i, t in enumerate(tokens) if t.is_sign("(") and i), len(tokens))]


def _names(body: Sequence[Token], lexicon: Lexicon) -> Iterator[FieldName]:
    return (f for f in lexicon.fields if said_at(body, 0, f) == len(body))
