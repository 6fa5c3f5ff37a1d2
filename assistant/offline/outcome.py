"""What a clause came to."""

from dataclasses import dataclass, field

from ..drafts import Question
from .statements import (
    Statement,
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What a clause came to. ``statements`` is None if it was not read; empty for words that say nothing."""

    statements: list[Statement] | None
    notes: list[str] = field(default_factory=list[str])
    questions: list[Question] = field(default_factory=list[Question])
