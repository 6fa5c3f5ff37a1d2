"""What clauses come to: rules, tables, stages, and so on, before they are laid out as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...reading.tokens import Token
from ..conditions.condition import Condition
from .effects import Effect


@dataclass(slots=True)
class Span:
    """The words of the definition that a statement carries out."""

    start: int
    end: int

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "Span":
        return cls(tokens[0].start, tokens[-1].end)

    def words(self, text: str, most: int | None = None) -> str:
        """The words in one line, without more than ``most`` characters of them."""
        said = " ".join(text[self.start : self.end].split())
        return said if most is None or len(said) <= most else said[: most - 1] + "…"


@dataclass(slots=True)
class PointsRule:
    """Points for a condition. ``leans``: only a number is said, of what the clause before it names."""

    condition: Condition
    effect: Effect
    span: Span
    notes: list[str] = field(default_factory=list[str])
    leans: bool = False


@dataclass(slots=True)
class TableRule:
    """A table of one field: each row as the language writes it, and its points."""

    field: str
    rows: list[tuple[str, Decimal]]
    span: Span
    name: str = ""


@dataclass(slots=True)
class ChooseRule(TableRule):
    """Points for the first of several conditions that holds; ``rest``: for those for whom none does."""

    conditions: tuple[tuple[Condition, Decimal], ...] = ()
    rest: Decimal | None = None


@dataclass(slots=True)
class StageRule:
    """``holds``: the event until which the stage is kept."""

    name: str
    after: str
    condition: Condition
    span: Span
    holds: str = ""


@dataclass(slots=True)
class Disqualification:
    condition: Condition
    span: Span


@dataclass(slots=True)
class SegmentRule:
    label: str
    condition: Condition
    span: Span


@dataclass(slots=True)
class TermRule:
    """A condition that the definition names."""

    name: str
    condition: Condition
    span: Span


@dataclass(slots=True)
class IgnoreRule:
    """Events that are not to count at all."""

    source: str
    span: Span


@dataclass(slots=True)
class GradeRule:
    of: str
    bands: tuple[tuple[str, Decimal | None], ...]
    span: Span


@dataclass(slots=True)
class LimitRule:
    """At most, or at least, so many points for what stands around it."""

    limit: Decimal
    of_all: bool
    span: Span


@dataclass(slots=True)
class Bare:
    """A condition of which nothing is said yet."""

    condition: Condition
    span: Span


Statement = (
    PointsRule
    | TableRule
    | StageRule
    | Disqualification
    | SegmentRule
    | GradeRule
    | LimitRule
    | Bare
    | TermRule
    | IgnoreRule
)
