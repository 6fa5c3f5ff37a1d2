"""The second of the three trees: what the rules mean.

Every name is bound, every constant settled, every window pushed down to the measures that it bounds, every
definition and signal unfolded (``Named`` keeps its name for explanations). Two parts that mean the same are equal
and hash alike, whatever they were called and wherever they stood: names for display and places take no part. So
an executor that meets a measure a second time need not work it out again.

Units: numbers are ``int`` millionths, points ``int`` hundredths, times and durations ``int`` microseconds, dates
``int`` days since 1970-01-01 (``types.py``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Literal as OneOf
from typing import cast

from .source import Place
from .types import Type, Value

Which = OneOf["first", "last"]

# --- events


@dataclass(frozen=True, slots=True)
class Filtered:
    """The events of a type (None: of any type) that pass a filter."""

    event: str | None
    filter: "Condition | None" = None


@dataclass(frozen=True, slots=True)
class Stream:
    """The events that match any of the alternatives; an event counts once."""

    alternatives: tuple[Filtered, ...]
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """(as_of − length, as_of]"""

    length: int


@dataclass(frozen=True, slots=True)
class BetweenAgo:
    """(as_of − far, as_of − near]"""

    near: int
    far: int


@dataclass(frozen=True, slots=True)
class FromMoment:
    """From a moment on, which is inside: the first instant of a calendar day in the model's time zone."""

    at: int


@dataclass(frozen=True, slots=True)
class AfterField:
    """Strictly after the moment in a lead field; unknown without it."""

    field: "FieldValue"


@dataclass(frozen=True, slots=True)
class AfterEvent:
    """Strictly after the lead's last or first such event. Without one: all time (last), unknown (first)."""

    which: Which
    stream: Stream


@dataclass(frozen=True, slots=True)
class Following:
    """(that event, that event + length]; unknown without it."""

    length: int
    which: Which
    stream: Stream


Window = Within | BetweenAgo | FromMoment | AfterField | AfterEvent | Following


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a stream in all of some windows, and after the latest event of each stream in ``resets``."""

    stream: Stream
    windows: tuple[Window, ...] = ()
    resets: tuple[Stream, ...] = ()


# --- measures


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of the lead."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """A property of the event that a filter looks at."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """The calendar day of a time, in the model's time zone."""

    of: "Measure"
    type: Type = Type.DATE


@dataclass(frozen=True, slots=True)
class DomainOf:
    """What follows the last `@`, folded; unknown without one."""

    of: FieldValue | PropertyValue
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Count:
    events: Events
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class ActiveDays:
    """Different calendar days in the model's time zone."""

    events: Events
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Distinct:
    """Different known values of a property, texts folded."""

    events: Events
    property: PropertyValue
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the known values; 0 if there are none."""

    events: Events
    property: PropertyValue
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the known values as an exact fraction; unknown if there are none."""

    events: Events
    property: PropertyValue
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Extreme:
    """The largest or smallest known value."""

    kind: OneOf["largest", "smallest"]
    events: Events
    property: PropertyValue
    type: Type


@dataclass(frozen=True, slots=True)
class Edge:
    """The value of the first or last event that knows it; at the same instant the largest."""

    which: Which
    events: Events
    property: PropertyValue
    type: Type


@dataclass(frozen=True, slots=True)
class DaysSinceEvent:
    """The age in whole days of 24 hours, rounded down; unknown if there is no event."""

    which: Which
    events: Events
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class DaysFromField:
    """Whole days of 24 hours since, or until, the moment in a field; negative on the other side."""

    direction: OneOf["since", "until"]
    field: FieldValue
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Score:
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """A group's points after its limits."""

    group: str
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class GradeText:
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class StageText:
    type: Type = Type.TEXT


EventMeasure = Count | ActiveDays | Distinct | Total | Average | Extreme | Edge | DaysSinceEvent
Measure = (
    FieldValue
    | PropertyValue
    | CalendarDay
    | DomainOf
    | EventMeasure
    | DaysFromField
    | Score
    | GroupPoints
    | GradeText
    | StageText
)

# --- conditions


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AtLeast:
    number: int
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


@dataclass(frozen=True, slots=True)
class Named:
    """A definition's condition. Equal to another of the same condition."""

    condition: "Condition"
    name: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Exists:
    """At least one event (``wanted``), or none."""

    events: Events
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """Some event of the first stream, strictly later one of the second, …, the last at most ``spanning`` after the
    first, all in the windows. ``windows`` and ``resets`` as in ``Events``."""

    steps: tuple[Stream, ...]
    spanning: int
    windows: tuple[Window, ...] = ()
    resets: tuple[Stream, ...] = ()


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A flag."""

    measure: Measure


@dataclass(frozen=True, slots=True)
class IsKnown:
    measure: Measure
    known: bool


Sign = OneOf["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Relation:
    """Left against a constant of its type."""

    left: Measure
    sign: Sign
    right: Value


@dataclass(frozen=True, slots=True)
class Ratio:
    """Left against another measure, or ``percent`` (millionths of one per cent) of it: 100 × left : P × right."""

    left: Measure
    sign: Sign
    right: Measure
    percent: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Among:
    """Left is one of some constants; ``negated``: none of them. ``text``: the list's name."""

    left: Measure
    values: tuple[Value, ...]
    negated: bool = False
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """Both ends included."""

    left: Measure
    low: Value
    high: Value


TextSign = OneOf["contains", "mentions", "starts with", "ends with", "matches"]


@dataclass(frozen=True, slots=True)
class TextTest:
    """Any of the patterns fits; ``negated``: none does. ``text``: the list's name."""

    left: Measure
    sign: TextSign
    patterns: tuple[str, ...]
    negated: bool = False
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Recent:
    """A date or time in (as_of − length, as_of]; a date is its first instant in the model's time zone."""

    left: Measure
    length: int


@dataclass(frozen=True, slots=True)
class Older:
    """A date or time not after as_of − length; a date is its first instant in the model's time zone."""

    left: Measure
    length: int


@dataclass(frozen=True, slots=True)
class InSegment:
    label: str


@dataclass(frozen=True, slots=True)
class IsDisqualified:
    pass


ValueCondition = IsTrue | IsKnown | Relation | Ratio | Among | Between | TextTest | Recent | Older
Condition = AllOf | AnyOf | AtLeast | Not | Named | Exists | Sequence | ValueCondition | InSegment | IsDisqualified

# --- rules


@dataclass(frozen=True, slots=True)
class Carried:
    """Points that an event or the lead carries: a number, or ``percent`` (millionths of one per cent) of it."""

    of: PropertyValue | FieldValue
    percent: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Points:
    """``amount`` in hundredths, not negative, or carried; ``sign`` is 1 or −1. The rest is for people."""

    sign: int
    amount: int | Carried
    name: str | None = field(default=None, compare=False)
    because: str | None = field(default=None, compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def fixed(self) -> int:
        """The points in hundredths; 0 if they are carried."""
        return self.sign * self.amount if isinstance(self.amount, int) else 0


@dataclass(frozen=True, slots=True)
class OncePer:
    """``days``: periods of that many days since 1970-01-01; ``week``: from Monday on; ``property``: its values."""

    period: OneOf["week", "month", "days", "property"]
    days: int = 1
    property: PropertyValue | None = None


@dataclass(frozen=True, slots=True)
class Fade:
    """``percent`` is whole, 1 to 100; ``every`` in microseconds."""

    percent: int
    every: int
    linearly: bool = False


@dataclass(frozen=True, slots=True)
class Flat:
    """``when … add N``"""

    points: Points


@dataclass(frozen=True, slots=True)
class Tally:
    """``each`` or ``latest``; ``limit`` in hundredths."""

    kind: OneOf["each", "latest"]
    events: Events
    points: Points
    once_per: OncePer | None = None
    fade: Fade | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``matches`` is a condition on the table's measure; None for ``otherwise``, which takes what no row took."""

    matches: Condition | None
    points: Points
    text: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    measure: Measure
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """``condition`` is None for ``otherwise``."""

    condition: Condition | None
    points: Points
    text: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choose:
    branches: tuple[Branch, ...]


Body = Flat | Tally | Table | Choose


@dataclass(frozen=True, slots=True)
class Rule:
    """``first_day`` and ``last_day``: calendar days on which it is in force, both included. ``text``: its words;
    ``head`` and ``choices``: those of a table's or choice's head and of each row or branch.

    ``number`` tells rules of one model apart, from 0 in the order of the files.
    """

    number: int
    group: str | None
    condition: Condition | None
    body: Body
    first_day: int | None = None
    last_day: int | None = None
    name: str | None = None
    because: str | None = None
    text: str = ""
    head: str = field(default="", compare=False)
    choices: tuple[str, ...] = field(default=(), compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def label(self) -> str:
        """What people know it by: its name, else its words."""
        return self.name or self.text

    def all_points(self) -> Iterator[Points]:
        match self.body:
            case Flat(points) | Tally(points=points):
                yield points
            case Table(rows=rows):
                yield from (row.points for row in rows)
            case Choose(branches):
                yield from (branch.points for branch in branches)


@dataclass(frozen=True, slots=True)
class Group:
    """``parent``: the group that its points count in. Limits in hundredths."""

    name: str
    parent: str | None = None
    maximum: int | None = None
    minimum: int | None = None
    apart: bool = False
    resets: tuple[Stream, ...] = ()
    only_for: Condition | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


# --- grade, stages, segments


@dataclass(frozen=True, slots=True)
class GradeBand:
    label: str
    threshold: int | None


@dataclass(frozen=True, slots=True)
class GradeLine:
    """``group`` is None for the score; thresholds in hundredths, falling."""

    group: str | None
    bands: tuple[GradeBand, ...]


@dataclass(frozen=True, slots=True)
class When:
    condition: Condition
    because: str | None = field(default=None, compare=False)
    text: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """``within``: microseconds; ``business_days``: weekdays; at most one of them."""

    queue: str
    within: int | None = None
    business_days: int | None = None
    met_by: Stream | None = None
    only_for: Condition | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    whens: tuple[When, ...]
    after: str | None = None
    holds_until: Stream | None = None
    routes: tuple[Route, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Segment:
    label: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Ignore:
    what: Filtered
    because: str | None = None
    text: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)


# --- declarations


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the lead or a property of an event."""

    name: str
    type: Type
    description: str | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EventType:
    name: str
    properties: Mapping[str, Field]
    description: str | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


# --- tests


@dataclass(frozen=True, slots=True)
class GivenLead:
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class GivenEvents:
    """``times`` events of a type, ``ago`` microseconds before the clock."""

    event: str
    properties: tuple[tuple[str, Value], ...]
    times: int
    ago: int


@dataclass(frozen=True, slots=True)
class Wait:
    length: int


@dataclass(frozen=True, slots=True)
class Expect:
    condition: Condition
    text: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExpectRule:
    name: str
    fires: bool
    text: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False, repr=False)


Step = GivenLead | GivenEvents | Wait | Expect | ExpectRule


@dataclass(frozen=True, slots=True)
class Test:
    """``start``: the clock at the beginning, microseconds since 1970-01-01T00:00Z."""

    __test__ = False  # pytest is not to collect it

    name: str
    start: int
    steps: tuple[Step, ...]
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Model:
    """A whole model. ``baseline`` and limits in hundredths.

    ``fields`` and ``events`` hold what is declared and, where nothing of the kind is, what the rules use.
    """

    name: str
    timezone: str
    baseline: int
    maximum: int | None
    minimum: int | None
    fields: Mapping[str, Field]
    events: Mapping[str, EventType]
    ignores: tuple[Ignore, ...]
    groups: tuple[Group, ...]
    rules: tuple[Rule, ...]
    grade: tuple[GradeLine, ...]
    stages: tuple[Stage, ...]
    disqualifications: tuple[When, ...]
    segments: tuple[Segment, ...]
    tests: tuple[Test, ...]
    declares_fields: bool = False
    declares_events: bool = False


def parts(whole: object) -> Iterator[object]:
    """A part of a model and all that it is made of, the whole first: conditions, measures, events, windows …

    Where something stands is no part of it.
    """
    left = [whole]
    while left:
        part = left.pop()
        yield part
        kind = type(part)
        if kind is tuple:
            left.extend(reversed(cast("tuple[object, ...]", part)))
            continue
        for name in _made_of(kind) or ():
            value = cast("object", getattr(part, name))
            kind_of = type(value)
            if kind_of is tuple or _made_of(kind_of) is not None:
                left.append(value)


@cache
def _made_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a part, the last first; None if it is no part. A part may have none: `disqualified`."""
    return tuple(f.name for f in fields(kind))[::-1] if is_dataclass(kind) else None
