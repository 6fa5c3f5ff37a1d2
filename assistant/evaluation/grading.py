"""One definition put to a drafter: what came of it, found by running the draft on made-up leads."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...dsl import nodes as n
from ...dsl.errors import LeadwrightError
from ...dsl.parse import parse_text
from ...dsl.values import points_text
from ...dsl.words import written_name, written_text
from ..drafts import Draft, Request, Tokens, Turn, Unread
from ..gate import Gate, Probed

if TYPE_CHECKING:
    from ..drafts import Drafter
    from .definitions import Definition, Expected

_LABEL = "the draft says: "
"""Of the segments that tell of which leads a draft's definitions are true."""
_UNKNOWN_NAMES = ("LW201", "LW202", "LW203", "LW204", "LW205")


@dataclass(frozen=True, slots=True)
class Miss:
    """A made-up lead that a draft makes something else of. ``is_excused``: what it is about is reported as unread."""

    given: str
    wanted: str
    found: str
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Graded:
    """``draft`` is None if the drafter failed; ``problem`` says why. ``invented``: names that are nowhere declared.

    ``silent``: words that no rule carries out and that were not reported. ``is_right``: the outcome is one of those
    expected, with what has to be stated. ``is_wrong``: a draft that does something else than what was said, in
    silence: the one thing that must not be.
    """

    definition: "Definition"
    draft: Draft | None
    misses: tuple[Miss, ...] = ()
    silent: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    problem: str = ""
    seconds: float = 0.0
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def is_draft(self) -> bool:
        return self.draft is not None and self.draft.outcome == "draft"

    @property
    def is_right(self) -> bool:
        d = self.draft
        if d is None or d.outcome not in self.definition.outcome:
            return False
        return d.outcome != "draft" or (not self.silent and (bool(d.assumptions) or not self.definition.assumes))

    @property
    def is_executed(self) -> bool:
        """A draft that was wanted, and does all that was said."""
        return self.is_draft and "draft" in self.definition.outcome and not (self.misses or self.silent or self.problem)

    @property
    def is_wrong(self) -> bool:
        if not self.is_draft:
            return False
        unexcused = any(not miss.is_excused for miss in self.misses)
        return "draft" not in self.definition.outcome or unexcused or bool(self.silent or self.invented or self.problem)


def grade(definition: "Definition", drafter: "Drafter") -> Graded:
    """Raises nothing that a drafter can cause."""
    gate = definition.gate()
    started = time.perf_counter()
    turns: tuple[Turn, ...] = ()
    tokens = Tokens()
    draft: Draft | None = None
    problem = ""
    try:
        for said in definition.said:
            draft = drafter.draft(Request(said, gate.names, gate.rules_text, turns), gate, _unheard)
            turns += (Turn(said, draft),)
            tokens += draft.tokens
    except LeadwrightError as error:
        draft, problem = None, error.message
    seconds = time.perf_counter() - started
    if draft is None or draft.outcome != "draft":
        return Graded(definition, draft, (), (), (), problem, seconds, tokens)
    verdict = gate.check(draft.rules, draft.tests)
    errors = "; ".join(f"{f.where} line {f.line}: {f.message}" for f in verdict.errors)
    invented = tuple(f.message for f in verdict.errors if f.code in _UNKNOWN_NAMES)
    silent = tuple(words for words in definition.unread if not any(words in u.words for u in draft.unread))
    misses = tuple(_misses(definition, draft, gate)) if not verdict.errors else ()
    return Graded(definition, draft, misses, silent, invented, errors, seconds, tokens)


def _unheard(_text: str) -> None:
    """Nobody looks on."""


def _misses(definition: "Definition", draft: Draft, gate: Gate) -> Iterator[Miss]:
    own = _Own(draft.rules)
    probed = gate.probe(own.told, [e.given for e in definition.expected])
    for expected, found in zip(definition.expected, probed, strict=True):
        excused = bool(expected.about) and any(_is_about(expected.about, u) for u in draft.unread)
        for wanted, got in own.differences(expected, found):
            yield Miss(expected.given, wanted, got, excused)


def _is_about(about: str, unread: Unread) -> bool:
    """Whether the unread words hold all that a probe is about, or are, nearly all, some of it."""
    mine, theirs = ([word.strip(".,;:") for word in text.casefold().split()] for text in (about, unread.words))
    if f" {' '.join(mine)} " in f" {' '.join(theirs)} ":
        return True
    shared = [word for word in theirs if word in mine]
    return 4 * len(shared) >= 3 * len(theirs)


class _Own:
    """What a draft itself declares. ``told``: its rules, with a segment for each of its definitions."""

    def __init__(self, rules: str) -> None:
        statements = parse_text(rules).file.statements
        self.stages = [s.name.text for s in statements if isinstance(s, n.Stage)]
        self.segments = [s.label.value for s in statements if isinstance(s, n.Segment)]
        defines = [s.name.text for s in statements if isinstance(s, n.Define)]
        self.define = defines[-1] if defines else None
        told = [f"segment {written_text(_LABEL + d)} when {written_name(d)}\n" for d in defines[-1:]]
        self.told = rules if self.stages or self.segments or not told else "\n".join([rules.rstrip("\n") + "\n", *told])

    def differences(self, expected: "Expected", probed: Probed) -> Iterator[tuple[str, str]]:
        """What was wanted and what was found, where they differ."""
        result = probed.now
        if result is None:
            yield "a score", probed.problem
            return
        if expected.points is not None and probed.points != expected.points:
            yield f"{points_text(expected.points)} points", f"{points_text(probed.points)} points"
        if expected.stage is not None and not _same(result.stage, expected.stage):
            yield f"stage {expected.stage}", f"stage {result.stage}"
        if expected.grade is not None and not _same(result.grade or "none", expected.grade):
            yield f"grade {expected.grade}", f"grade {result.grade}"
        if expected.disqualified is not None and (result.disqualified is not None) is not expected.disqualified:
            yield f"{'' if expected.disqualified else 'not '}disqualified", result.disqualified or "not disqualified"
        if expected.segment is not None:
            labels = [label for label in result.segments if label in self.segments]
            wanted = [expected.segment] if expected.segment else []
            if [x.casefold() for x in labels] != [x.casefold() for x in wanted]:
                yield f"segments {wanted}", f"segments {labels}"
        if expected.qualifies is not None and self._qualifies(result.stage, result.segments) is not expected.qualifies:
            yield "to qualify" if expected.qualifies else "not to qualify", "the opposite"

    def _qualifies(self, stage: str, segments: Sequence[str]) -> bool:
        """By a draft that says of nobody that he qualifies, nobody does."""
        if self.stages:
            return stage in self.stages
        if self.segments:
            return any(label in self.segments for label in segments)
        return self.define is not None and f"{_LABEL}{self.define}" in segments


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
