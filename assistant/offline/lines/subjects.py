"""What a heading or the first column of a table names for lines that have no name of their own: "Headcount" above
"1 - 49: 0", "Webinars" above "attended: 15"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, Happened, leaves
from ..conditions.reader import Ambiguous, Reader
from ..conditions.titles import FUNCTIONS
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
    also: "Subject | None" = None

    @property
    def ways(self) -> "tuple[Subject, ...]":
        """As a field, and as events that are called so: "Email" above "opened: 1"."""
        if self.also is not None:
            return self, self.also
        return (self, Subject(self.tokens)) if self.field else (self,)

    def named(self, clause: Clause) -> Clause:
        """The line with the subject before it."""
        at = clause.start
        words = [replace(t, start=at, end=at) for t in self.tokens]
        joint = [Token("sign", ":", ":", at, at)] if self.field else []
        said = list(clause.tokens)
        if self.field and words_at(said, 0, _UP_TO) and sum(t.kind == "number" for t in said) > 1:
            size = words_at(said, 0, _UP_TO)
            said[:size] = [replace(said[0], text="at"), replace(said[0], text="most")]  # a band, and no limit
        return replace(clause, tokens=(*words, *joint, *said), below=[])

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
    start = next((i for i, t in enumerate(body) if t.is_sign("(") and i), 0)
    if start and body[-1].is_sign(")"):  # "English score (IELTS)"
        inside = next(_names(body[start + 1 : -1], lexicon), None)
        body = body[:start] if inside is not None and inside in _names(body[:start], lexicon) else body
    body = _without_label(body, lexicon)
    if (both := _function(body, lexicon)) is not None:
        return both
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


_UP_TO: Final = phrases("up to|max|maximum|max of|maximum of")
_LABELS: Final = phrases(
    "valuation of|valuation by|rating of|rating by|scoring of|scoring by|scoring for|score for|score by|points for|"
    "points by|points per|assessment of|evaluation of|weighting of|weights for|weight of|attribute|field|criterion|"
    "criteria|property|parameter|variable|dimension|factor|question|category|table|by|bands for|bands of|bands by|"
    "ranges for|ranges of|tiers of|tiers by|tiers for|breakdown by|breakdown of|value of|values of|grading of|"
    "classification of|classification by|step|part|block|scale for|scale of|scores for|scores by|how we score|"
    "how we rate|we score|we rate|our score for|data point|input|lead attribute|firmographic|demographic|current|"
    "present|existing|their|today's"
)
"""What stands before the name of a field in the heading of its rows: "Valuation of the function", "Attribute: …"."""
_TODAY: Final = phrases(
    "today|now|at present|currently|at the moment|at this time|right now|as of today|in points|to points|and points|"
    "points|of the contact|of the company|of the lead|of the account|of the applicant|of the customer|of the business|"
    "of the person|of the borrower|of the buyer|of the organisation|of the organization|of the plant|per lead|table|"
    "matrix|bands|brackets|scale|valuation|scores|on the form|in the crm|as stated|as given|as reported|self reported|"
    "at the company|at the plant"
)
_SAME: Final = {
    "title": phrases(
        "seniority|seniority level|level of seniority|rank|job level|function|job function|role in the company|"
        "position in the company|designation|occupation"
    ),
    "industry": phrases("branch of industry|branch|line of business|business sector|industry sector|trade"),
    "employees": phrases("size of company|size of the company|size of business|company size by headcount|firm size"),
    "country": phrases("location of company|country of residence|market|where they are|home country"),
}
"""What fields are called in headings of tables alone."""


def _without_label(body: list[Token], lexicon: Lexicon) -> list[Token]:
    """Without "Valuation of the" and "today" around the name of a field; the words if there is no such name."""
    whole = body
    while body and not any(_names(body, lexicon)):
        size = words_at(body, 0, _LABELS)
        start = size + sum(1 for t in body[size : size + 1] if t.is_sign(":", "-") or (size and t.kind == "number"))
        start += sum(1 for t in body[start : start + 1] if start and t.is_sign(":", "-", "."))
        start = start if size else int(body[0].is_word("the", "our", "their", "by"))
        if not start:
            break
        body = body[start:]
    while body and not any(_names(body, lexicon)) and (tail := _tail(body)):
        body = body[:-tail]
    if any(_names(body, lexicon)):
        return body
    for concept, said in _SAME.items():
        field = lexicon.of_concept(concept)
        if body and field is not None and words_at(body, 0, said) == len(body):
            at = body[0].start
            return [Token("word", w, w, at, body[-1].end) for w in field.said[-1]]
    return whole


def _function(body: Sequence[Token], lexicon: Lexicon) -> Subject | None:
    """ "Function", where there are titles and departments: what a row names says which of them it is of."""
    body = [t for t in body if not t.is_word("the", "a", "their")]
    title, department = lexicon.of_concept("title"), lexicon.of_concept("department")
    if len(body) != 1 or not body[0].is_word("function", "functions") or title is None or department is None:
        return None
    at = body[0].start
    words = [tuple(Token("word", w, w, at, at) for w in f.said[-1]) for f in (title, department)]
    return Subject(words[0], title.written, Subject(words[1], department.written))


def _tail(body: Sequence[Token]) -> int:
    return next((n for n in (4, 3, 2, 1) if len(body) > n and words_at(body, len(body) - n, _TODAY) == n), 0)


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


def names_function(tokens: Sequence[Token]) -> bool:
    """Whether a row is of departments: "Marketing, Sales: 10", and not "engineer: 10"."""
    words = [t for t in tokens if t.kind == "word" and not t.is_word("or", "and", "points", "point", "pts", "minus")]
    return bool(words) and all(t.text in FUNCTIONS for t in words)
