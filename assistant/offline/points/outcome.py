"""What a clause came to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...drafts import Question, Unread
from ..conditions.condition import Open, leaves
from .statements import (
    Statement,
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What a clause came to. ``statements`` is None if it was not read; empty for words that say nothing.

    ``unread``: parts of a list that could not be read, beside others that could.
    """

    statements: list[Statement] | None
    notes: list[str] = field(default_factory=list[str])
    questions: list[Question] = field(default_factory=list[Question])
    unread: list[Unread] = field(default_factory=list[Unread])

    @property
    def is_partial(self) -> bool:
        """Whether not all of it was read."""
        return self.statements is None or bool(self.unread)


def open_questions(statements: Sequence[Statement]) -> list[Question]:
    """What has to be asked before the statements mean anything."""
    found: list[Question] = []
    for s in statements:
        condition = getattr(s, "condition", None)
        if condition is not None:
            found += [Question(c.text, c.choices) for c in leaves(condition) if isinstance(c, Open)]
    return found
