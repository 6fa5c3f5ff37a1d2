"""The figures of an evaluation: rates, counts, and each failure in words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from ..drafts import Tokens
from .grading import Graded


@dataclass(frozen=True, slots=True)
class Figures:
    """``right``: outcomes that are as expected; ``executed`` of ``wanted``: drafts that do all that was said, of the
    definitions for which a draft is right; ``wrong``: drafts that do something else in silence."""

    definitions: int
    right: int
    wanted: int
    executed: int
    wrong: int
    reported: int
    """Clauses reported as unread."""
    silent: int
    """Words that had to be reported as unread and were not."""
    invented: int
    repairs: int
    """Calls of a model beyond one a turn: repairs, and tools that it called."""
    failed: int
    """Definitions on which the drafter stopped with an error."""
    read: int
    written: int
    seconds: float

    def rows(self) -> list[tuple[str, str]]:
        return [
            ("definitions", f"{self.definitions:,}"),
            ("right outcome", _share(self.right, self.definitions)),
            ("draft does all that was said", _share(self.executed, self.wanted)),
            ("wrong drafts", f"{self.wrong:,}"),
            ("clauses reported as unread", f"{self.reported:,}"),
            ("clauses dropped in silence", f"{self.silent:,}"),
            ("invented names", f"{self.invented:,}"),
            ("further calls: repairs, tools", f"{self.repairs:,}"),
            ("errors of the drafter", f"{self.failed:,}"),
            ("tokens read, written", f"{self.read:,}, {self.written:,}"),
            ("seconds", f"{self.seconds:.1f}"),
        ]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.0%})" if whole else "none"


def figures(graded: Sequence[Graded]) -> Figures:
    tokens = sum((g.tokens for g in graded), Tokens())
    return Figures(
        len(graded),
        sum(g.is_right for g in graded),
        sum("draft" in g.definition.outcome for g in graded),
        sum(g.is_executed for g in graded),
        sum(g.is_wrong for g in graded),
        sum(len(g.draft.unread) for g in graded if g.draft is not None),
        sum(len(g.silent) for g in graded),
        sum(len(g.invented) for g in graded),
        sum(max(0, g.tokens.tries - len(g.definition.said)) for g in graded),
        sum(g.draft is None for g in graded),
        tokens.read,
        tokens.written,
        sum(g.seconds for g in graded),
    )


def verdict(graded: Graded) -> str:
    """In a word or two: ``right``, ``unread``, ``WRONG``, ``other outcome``, ``error``."""
    if graded.draft is None:
        return "error"
    if graded.is_wrong:
        return "WRONG"
    if not graded.is_right:
        return "other outcome"
    return "unread" if graded.misses else "right"


def failures(graded: Graded) -> Iterator[str]:
    """What is not as expected, a line each."""
    wanted = graded.definition
    if graded.problem:
        yield graded.problem
    if graded.draft is None:
        return
    outcome = graded.draft.outcome
    if outcome not in wanted.outcome:
        why = graded.draft.reason or "; ".join(q.text for q in graded.draft.questions)
        yield f"expected {' or '.join(wanted.outcome)}, found {outcome}{f': {why}' if why else ''}"
    if outcome == "draft" and wanted.assumes and not graded.draft.assumptions:
        yield "no assumption is stated"
    yield from (f"“{words}” is carried out by no rule and not reported" for words in graded.silent)
    for miss in graded.misses:
        told = "; ".join(line.strip() for line in miss.given.splitlines())
        yield f"{told}: expected {miss.wanted}, found {miss.found}{' (reported as unread)' if miss.is_excused else ''}"
    if graded.misses or graded.silent:
        yield from (f"  {line}" for line in graded.draft.rules.splitlines() if line.strip())
