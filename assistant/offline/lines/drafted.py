"""All that came of a definition, before it is laid out."""

from dataclasses import dataclass, field
from decimal import Decimal

from ...drafts import Question, Unread
from ..conditions.condition import Condition
from ..points.statements import LimitRule, Span, Statement


@dataclass(slots=True)
class Grouped:
    """Statements of one group; ``name`` is empty for those of none; ``only``: the leads that it is for;
    ``resets``: the event with which its points begin anew."""

    name: str
    statements: list[Statement] = field(default_factory=list[Statement])
    limit: Decimal | None = None
    span: Span | None = None
    only: Condition | None = None
    resets: str = ""


@dataclass(slots=True)
class Drafted:
    """All that came of a definition. ``heads``: headings that are read, and of which no rule comes."""

    groups: list[Grouped] = field(default_factory=list[Grouped])
    others: list[Statement] = field(default_factory=list[Statement])
    questions: list[Question] = field(default_factory=list[Question])
    notes: list[str] = field(default_factory=list[str])
    unread: list[Unread] = field(default_factory=list[Unread])
    total: LimitRule | None = None
    heads: list[Span] = field(default_factory=list[Span])
