"""What is known where a line is read: the headings above it, and the conditions that stand beside it."""

from dataclasses import dataclass, field
from typing import Literal

from ...reading.outline import Clause
from ..conditions.condition import Condition
from ..points.statements import Bare, Span
from .subjects import Subject


@dataclass(frozen=True, slots=True)
class Around:
    """What the headings above say. ``listed``: that some number of the lines have to hold; ``only``: of which leads
    all of it is said; ``subject``: what lines without a name of their own are about; ``points``: that the lines'
    numbers are points; ``scope``: from the heading to its last line; ``is_limited``: that the group of all of them has
    a limit, so that they stay in it."""

    stage: str = ""
    out: bool = False
    takes: bool = False
    group: str = ""
    listed: bool = False
    window: str = ""
    only: Condition | None = None
    subject: Subject | None = None
    points: bool = False
    scope: Span | None = None
    is_limited: bool = False


@dataclass(slots=True)
class Bag:
    """Conditions of which the lines themselves say nothing more. ``broken``: some line could not be read."""

    parts: list[Bare] = field(default_factory=list[Bare])
    broken: list[Clause] = field(default_factory=list[Clause])
    joint: Literal["", "and", "or"] = ""
