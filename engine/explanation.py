"""An explanation as data: why a lead has its score, grade and stage. Made by ``explain.py``.

Points are hundredths, times microseconds; ``to_json`` gives them as numbers and ISO texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Literal, cast

from ..dsl.comparing import Truth
from ..dsl.values import time_text


@dataclass(frozen=True, slots=True)
class EventSeen:
    """An event that a measure or rule saw. ``before`` and ``points``: hundredths before and after fade, None where it
    gives none by itself; ``steps``: the fade's; ``kept``: False if another event counts for its period."""

    at: int
    type: str
    properties: Mapping[str, str]
    before: int | None = None
    points: int | None = None
    steps: int | None = None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition, whether it is true (None: unknown), what was found, what was missing, and of what it is made.

    ``kind`` tells how the parts are joined; a comparison has none.
    """

    kind: Literal["comparison", "all", "any", "at least", "not", "definition"]
    text: str
    truth: Truth
    found: str = ""
    missing: tuple[str, ...] = ()
    events: tuple[EventSeen, ...] = ()
    parts: tuple["Reason", ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of a table or an `if`: ``taken`` if it gave the points."""

    text: str
    points: int
    taken: bool
    truth: Truth
    name: str | None = None
    because: str | None = None
    reason: Reason | None = None


Status = Literal["points", "no points", "not true", "unknown", "not in force", "not for this lead"]


@dataclass(frozen=True, slots=True)
class RuleExplained:
    """A rule and its points (hundredths, before its group's limits), or why there are none (``status``, ``note``).

    ``condition`` is what comes after `when`; ``events`` are those of `each` and `latest`, ``events_total`` their sum
    before ``limit`` (`up to`); ``measure`` and ``choices`` those of a table or `choose`.
    """

    label: str
    text: str
    where: str
    because: str | None
    points: int
    status: Status
    note: str = ""
    condition: Reason | None = None
    events: tuple[EventSeen, ...] = ()
    events_total: int | None = None
    limit: int | None = None
    measure: Reason | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupExplained:
    """A group's points before and after its limits. ``apart``: they do not count in the score."""

    name: str
    points: int
    before_limits: int
    maximum: int | None
    minimum: int | None
    apart: bool
    only_for: Reason | None
    rules: tuple[RuleExplained, ...]
    groups: tuple["GroupExplained", ...] = ()


@dataclass(frozen=True, slots=True)
class GradeExplained:
    """A line of the grade: whose points, the label they give, and the thresholds."""

    of: str
    points: int
    label: str
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhenExplained:
    because: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class StageExplained:
    """``now``: its conditions are true at this moment; ``held``: it was true since the last event that ends it."""

    name: str
    reached: bool
    now: bool
    held: bool
    since: int | None
    after: str | None
    whens: tuple[WhenExplained, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing for a stage: for each way into it, the conditions that are not true."""

    stage: str
    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    lead_id: str | int
    as_of: int
    score: int
    before_limits: int
    baseline: int
    maximum: int | None
    minimum: int | None
    ungrouped: tuple[RuleExplained, ...]
    groups: tuple[GroupExplained, ...]
    grade: str | None
    grade_lines: tuple[GradeExplained, ...]
    stage: str
    since: int | None
    stages: tuple[StageExplained, ...]
    missing: Missing | None
    disqualified: str | None
    disqualifications: tuple[WhenExplained, ...]
    segments: tuple[str, ...]
    segment_reasons: tuple[tuple[str, Reason], ...]
    route: str | None
    due: int | None
    met: int | None
    fields: Mapping[str, str]
    events: int
    ignored: tuple[tuple[str, int], ...] = field(default=())


def missing_values(reason: Reason) -> tuple[str, ...]:
    """What was missing wherever a condition is unknown."""
    found = list(reason.missing)
    for part in reason.parts:
        if part.truth is None:
            found.extend(missing_values(part))
    return tuple(dict.fromkeys(found))


def unmet(reason: Reason) -> tuple[str, ...]:
    """The conditions that keep one from being true, each with what was found; alternatives as one text."""
    if reason.truth is True:
        return ()
    match reason.kind:
        case "definition":
            return unmet(reason.parts[0])
        case "all":
            return tuple(dict.fromkeys(text for part in reason.parts for text in unmet(part)))
        case "any":
            return (" or ".join(" and ".join(unmet(part)) for part in reason.parts),)
        case "comparison" | "at least" | "not":
            found = "; ".join(reason.missing) or reason.found
            return (f"{reason.text} ({found})" if found else reason.text,)


def to_json(value: object, name: str = "") -> object:
    """An explanation as plain data: points as numbers, times as ISO texts (UTC)."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name), f.name) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in cast("Sequence[object]", value)]
    if isinstance(value, int) and not isinstance(value, bool):
        if name in _POINTS:
            whole, rest = divmod(value, 100)
            return whole if rest == 0 else value / 100
        if name in _TIMES:
            return time_text(value)
    return value


_POINTS = frozenset(
    {"score", "before_limits", "baseline", "maximum", "minimum", "points", "before", "events_total", "limit"}
)
_TIMES = frozenset({"as_of", "at", "since", "due", "met"})
