"""The first of the three trees: what was written, with its place.

Nodes are equal if they say the same: spans take no part, nor does the way a literal was spelled (``7 days`` and
``7d``). So ``parse(format(text)) == parse(text)`` can be asserted. Children are tuples. Nothing here knows what a
name means: that is ``model.py``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Literal as OneOf
from typing import NamedTuple, TypeVar


class Span(NamedTuple):
    """A stretch of a source text: offsets in code points, the end not included."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    span: Span = field(default=NOWHERE, compare=False, repr=False)


# --- values


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, in NFC and without its backticks; ``quoted`` tells whether it stood in some."""

    text: str
    quoted: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A text, its doubled quotes undone."""

    value: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Decimal
    written: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Percent(Node):
    value: Decimal


@dataclass(frozen=True, slots=True)
class Duration(Node):
    """A length of time in microseconds."""

    microseconds: int
    written: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BusinessDays(Node):
    count: int


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A calendar day as written, YYYY-MM-DD; whether there is such a day is a matter of the check."""

    text: str


@dataclass(frozen=True, slots=True)
class Flag(Node):
    value: bool


Literal = Text | Number | Percent | Duration | Date | Flag
Term = Literal | Name

# --- what happened


@dataclass(frozen=True, slots=True)
class Source(Node):
    """An event, a signal, or any event (``name`` is None: ``activity``), perhaps filtered."""

    name: Name | None
    filter: "Condition | None" = None


@dataclass(frozen=True, slots=True)
class Counted(Node):
    source: Source
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Within(Node):
    """``within 7d``"""

    duration: Term


@dataclass(frozen=True, slots=True)
class BetweenAgo(Node):
    """``between 7d and 14d ago``"""

    near: Term
    far: Term


@dataclass(frozen=True, slots=True)
class Since(Node):
    """``since 2026-01-01`` or ``since created_at``"""

    moment: Date | Name


@dataclass(frozen=True, slots=True)
class SinceEvent(Node):
    """``since last recycled``"""

    which: OneOf["first", "last"]
    counted: Counted


@dataclass(frozen=True, slots=True)
class WithinOf(Node):
    """``within 24h of first demo_request``"""

    duration: Term
    which: OneOf["first", "last"]
    counted: Counted


Window = Within | BetweenAgo | Since | SinceEvent | WithinOf

# --- measures


@dataclass(frozen=True, slots=True)
class Occurrences(Node):
    """``page_view visits``, or a bare name: an event, a field or a definition, told by its declaration."""

    counted: Counted


@dataclass(frozen=True, slots=True)
class ActiveDays(Node):
    """``page_view days``"""

    source: Source


AggregateKind = OneOf["distinct", "total", "largest", "smallest", "average", "last", "first"]


@dataclass(frozen=True, slots=True)
class Aggregated(Node):
    """``purchase total amount``"""

    source: Source
    kind: AggregateKind
    property: Name


@dataclass(frozen=True, slots=True)
class DaysSinceEvent(Node):
    """``days since last page_view``"""

    which: OneOf["first", "last"]
    counted: Counted


@dataclass(frozen=True, slots=True)
class DaysFromField(Node):
    """``days since created_at``, ``days until renewal``"""

    direction: OneOf["since", "until"]
    name: Name


@dataclass(frozen=True, slots=True)
class Domain(Node):
    """``email domain``"""

    name: Name


@dataclass(frozen=True, slots=True)
class Outcome(Node):
    """``score``, ``grade`` or ``stage``"""

    what: OneOf["score", "grade", "stage"]


Measure = Occurrences | ActiveDays | Aggregated | DaysSinceEvent | DaysFromField | Domain | Outcome

# --- comparisons


@dataclass(frozen=True, slots=True)
class Share(Node):
    """``20% of email_open opens``"""

    percent: Percent | Name
    measure: Measure


RelationSign = OneOf["=", "!=", "<", "<=", ">", ">=", "is", "is not"]


@dataclass(frozen=True, slots=True)
class Relation(Node):
    sign: RelationSign
    right: Literal | Measure | Share


@dataclass(frozen=True, slots=True)
class Known(Node):
    """``is known``, ``is unknown``"""

    known: bool


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """``in ("US", "CA")``, ``not in dach``"""

    negated: bool
    among: Name | tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    low: Term
    high: Term


TextSign = OneOf["contains", "mentions", "starts with", "ends with", "matches"]


@dataclass(frozen=True, slots=True)
class TextTest(Node):
    """``contains "x"`` (``any_of`` false: one term), ``mentions any of (…)``, ``starts with any of LIST``"""

    sign: TextSign
    patterns: Name | tuple[Term, ...]
    any_of: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Calendar(Node):
    """``before 2026-01-01``, ``after launch``"""

    sign: OneOf["before", "after"]
    day: Date | Name


@dataclass(frozen=True, slots=True)
class Older(Node):
    """``older than 30d``"""

    duration: Term


Comparison = Relation | Known | Membership | Between | TextTest | Calendar | Older

# --- conditions


@dataclass(frozen=True, slots=True)
class Either(Node):
    """``a or b or c``"""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Both(Node):
    """``a and b and c``"""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Negated(Node):
    part: "Condition"


@dataclass(frozen=True, slots=True)
class Parenthesised(Node):
    part: "Condition"
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``any of (…)``, ``all of (…)``, ``at least N of (…)`` (``least`` is then the number)"""

    least: OneOf["any", "all"] | Number
    parts: "tuple[Condition, ...]"
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class NoEvent(Node):
    """``no page_view within 30d``"""

    counted: Counted
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """``a then b spanning 14d``"""

    steps: tuple[Counted, ...]
    spanning: Term
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain(Node):
    """A measure that is a condition by itself: ``demo_request within 7d``, ``is_customer``."""

    measure: Measure
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared(Node):
    """``measure_windows`` stand before the comparison, ``windows`` after it."""

    measure: Measure
    comparison: Comparison
    measure_windows: tuple[Window, ...] = ()
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class InSegment(Node):
    label: Text


@dataclass(frozen=True, slots=True)
class Disqualified(Node):
    pass


Condition = (
    Either
    | Both
    | Negated
    | Parenthesised
    | Quantified
    | NoEvent
    | Sequence
    | Plain
    | Compared
    | InSegment
    | Disqualified
)

# --- points


@dataclass(frozen=True, slots=True)
class ShareOf(Node):
    """``20% of amount``: a part of a property or field of numbers."""

    percent: Percent | Name
    name: Name


@dataclass(frozen=True, slots=True)
class UpTo(Node):
    limit: Number | Name


@dataclass(frozen=True, slots=True)
class OncePer(Node):
    """``per`` is ``day``, ``week``, ``month``, a number of days as a duration, or a property."""

    per: OneOf["day", "week", "month"] | Duration | Name


@dataclass(frozen=True, slots=True)
class Fade(Node):
    percent: Percent | Name
    every: Term
    linearly: bool = False


@dataclass(frozen=True, slots=True)
class As(Node):
    name: Name


@dataclass(frozen=True, slots=True)
class Because(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class FromDay(Node):
    day: Date | Name


@dataclass(frozen=True, slots=True)
class UntilDay(Node):
    day: Date | Name


Modifier = UpTo | OncePer | Fade | As | Because | FromDay | UntilDay


@dataclass(frozen=True, slots=True)
class Effect(Node):
    """``add 10 …`` or ``subtract 10 …``"""

    verb: OneOf["add", "subtract"]
    amount: Number | Name | ShareOf
    modifiers: tuple[Modifier, ...] = ()


# --- rules


@dataclass(frozen=True, slots=True)
class Tally(Node):
    kind: OneOf["each", "latest"]
    counted: Counted
    windows: tuple[Window, ...]
    effect: Effect


@dataclass(frozen=True, slots=True)
class OneOfKey(Node):
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class InKey(Node):
    among: Name | tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class TextKey(Node):
    test: TextTest


@dataclass(frozen=True, slots=True)
class RangeKey(Node):
    """``below N``, ``above N``, ``N to M`` (both included), ``N or more``"""

    kind: OneOf["below", "above", "to", "or more"]
    low: Number | Date | Name | None
    high: Number | Date | Name | None


@dataclass(frozen=True, slots=True)
class UnknownKey(Node):
    pass


Key = OneOfKey | InKey | TextKey | RangeKey | UnknownKey


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table; ``otherwise`` is the row without a key."""

    key: Key | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Table(Node):
    measure: Measure
    windows: tuple[Window, ...]
    modifiers: tuple[Modifier, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """An ``if``; ``otherwise`` is the branch without a condition."""

    condition: Condition | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Choose(Node):
    modifiers: tuple[Modifier, ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """``when CONDITION add N`` has an effect as its body; other bodies may have a condition before them."""

    condition: Condition | None
    body: Effect | Tally | Table | Choose


# --- statements


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """``max 50``, ``timezone "…"``, ``in fit``, ``apart``, ``holds until S``: a keyword and what follows it."""

    keyword: str
    value: "Number | Name | Text | Source | Duration | BusinessDays | None" = None


@dataclass(frozen=True, slots=True)
class Model(Node):
    name: Text
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Use(Node):
    file: Text


@dataclass(frozen=True, slots=True)
class Declared(Node):
    """A field or a property: its name, type and description."""

    name: Name
    type: OneOf["text", "number", "flag", "date", "time"]
    description: Text | None = None


@dataclass(frozen=True, slots=True)
class Lead(Node):
    fields: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class Event(Node):
    name: Name
    description: Text | None = None
    properties: tuple[Declared, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal(Node):
    name: Name
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    name: Name
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class ListFrom(Node):
    name: Name
    file: Text


@dataclass(frozen=True, slots=True)
class Let(Node):
    name: Name
    value: Literal


@dataclass(frozen=True, slots=True)
class Define(Node):
    name: Name
    condition: Condition


@dataclass(frozen=True, slots=True)
class Ignore(Node):
    source: Source
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Group(Node):
    name: Name
    clauses: tuple[Clause, ...] = ()
    only_for: Condition | None = None


@dataclass(frozen=True, slots=True)
class GradeBand(Node):
    label: Name | Number | Text
    threshold: Number | Name | None = None


@dataclass(frozen=True, slots=True)
class GradeLine(Node):
    """``of`` is None for ``score``."""

    of: Name | None
    bands: tuple[GradeBand, ...]


@dataclass(frozen=True, slots=True)
class Grade(Node):
    lines: tuple[GradeLine, ...]


@dataclass(frozen=True, slots=True)
class When(Node):
    """One way into a stage."""

    condition: Condition
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Route(Node):
    queue: Text
    clauses: tuple[Clause, ...] = ()
    only_for: Condition | None = None


@dataclass(frozen=True, slots=True)
class Stage(Node):
    name: Name
    clauses: tuple[Clause, ...]
    whens: tuple[When, ...]
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Disqualify(Node):
    condition: Condition
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Segment(Node):
    label: Text
    condition: Condition


@dataclass(frozen=True, slots=True)
class Assignment(Node):
    """``country "US"`` in ``given``"""

    name: Name
    value: Literal


@dataclass(frozen=True, slots=True)
class GivenLead(Node):
    fields: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class GivenEvent(Node):
    source: Source
    properties: tuple[Assignment, ...] = ()
    times: Number | None = None
    ago: Duration | None = None


@dataclass(frozen=True, slots=True)
class Wait(Node):
    duration: Term


@dataclass(frozen=True, slots=True)
class Expect(Node):
    condition: Condition


@dataclass(frozen=True, slots=True)
class ExpectRule(Node):
    """``expect NAME fires`` or ``silent``"""

    name: Name
    fires: bool


Step = GivenLead | GivenEvent | Wait | Expect | ExpectRule


@dataclass(frozen=True, slots=True)
class Test(Node):
    __test__ = False  # pytest is not to collect it

    name: Text
    at: Date | Name | None
    steps: tuple[Step, ...]


Statement = (
    Model
    | Use
    | Lead
    | Event
    | Signal
    | ListOf
    | ListFrom
    | Let
    | Define
    | Ignore
    | Group
    | Grade
    | Stage
    | Disqualify
    | Segment
    | Test
    | Rule
)


@dataclass(frozen=True, slots=True)
class File(Node):
    statements: tuple[Statement, ...]


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node, in the order of the text."""
    for f in fields(node):
        value = getattr(node, f.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            for item in value:  # pyright: ignore[reportUnknownVariableType]
                if isinstance(item, Node):
                    yield item


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


N = TypeVar("N", bound=Node)


def rewrite(node: N, change: Callable[[Node], Node]) -> N:
    """A copy with ``change`` applied to every node, children first."""
    changed: dict[str, object] = {}
    for f in fields(node):
        value = getattr(node, f.name)
        new: object = value
        if isinstance(value, Node):
            new = rewrite(value, change)
        elif isinstance(value, tuple) and not isinstance(value, Span):
            new = tuple(rewrite(v, change) if isinstance(v, Node) else v for v in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        if new is not value and new != value:
            changed[f.name] = new
    return change(replace(node, **changed) if changed else node)  # type: ignore[return-value]
