"""The condition of a clause: read whole, or asked about where "and" and "or" can be meant in several ways."""

from collections.abc import Mapping, Sequence

from ...drafts import Question
from ...reading.numbers import bound_at
from ...reading.tokens import Token
from ..conditions.condition import Joined, events_in, in_words, joined, within
from ..conditions.quantifiers import window_behind
from ..conditions.reader import Ambiguous, Reader, Reading
from ..conditions.unless import spared, unless_at
from ..names.lexicon import Lexicon
from .outcome import Outcome
from .statements import Span


class ConditionReader:
    """``text``: the definition; ``answers``: what was said to questions, by their text."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.answers = answers

    def read(
        self, tokens: Sequence[Token], scores: bool, outcome: Outcome, points_only: bool = False
    ) -> Reading | None:
        excepted = unless_at(tokens)
        if excepted is not None:
            return self._spared(excepted, scores, outcome, points_only)
        whole = window_behind(tokens, of_all=True)
        if whole is not None:
            within_it = self.read(whole[0], scores, outcome, points_only)
            if within_it is None or not events_in(within_it.condition):
                return None
            outcome.notes += [whole[1].assumption] if whole[1].assumption else []
            return Reading(within(within_it.condition, whole[1].text), within_it.notes)
        reader = Reader(self.lexicon, self.answers, scores)
        try:
            reading = reader.read(tokens)
        except Ambiguous as ambiguous:
            apart = self._where(tokens, scores)
            if apart is not None:
                outcome.notes += apart.notes
                return apart
            choices = tuple(in_words(w) for w in ambiguous.ways)
            question = f"How are “and” and “or” meant in “{Span.of(tokens).words(self.text, 120)}”?"
            answer = self.answers.get(question)
            if answer not in choices:
                outcome.questions.append(Question(question, choices))
                return Reading(ambiguous.ways[0])
            return Reading(ambiguous.ways[choices.index(answer)])
        if reading is None and points_only:
            bare = [t for t in tokens if not t.is_sign(":", "=", "→", "-", ">=")]
            bare = bare[:-1] if len(bare) > 2 and bare[-1].is_word("points", "pts", "point") else bare
            bound = bound_at(bare, 0) if bare else None
            is_all = bound is not None and bound[1] == len(bare) and not (bound[0].money or bound[0].percent)
            if is_all and sum(t.kind == "number" for t in bare) == 1:
                reading = reader.read([Token("word", "score", "score", bare[0].start, bare[0].start), *bare])
        if reading is not None:
            outcome.notes += reading.notes
        return reading

    def _where(self, tokens: Sequence[Token], scores: bool) -> Reading | None:
        """ "A or B, where C or D": what stands before it and what behind it have both to hold."""
        at = next((i for i in range(2, len(tokens) - 2) if tokens[i].is_word("where")), 0)
        if not at:
            return None
        sides = (tokens[: at - tokens[at - 1].is_sign(",")], tokens[at + 1 :])
        try:
            found = [Reader(self.lexicon, self.answers, scores).read(side) for side in sides]
        except Ambiguous:
            return None
        read = [r for r in found if r is not None]
        if len(read) < 2:
            return None
        condition = joined("all", [r.condition for r in read])
        return Reading(condition, [*(n for r in read for n in r.notes), f"read as: {in_words(condition)}"])

    def _spared(
        self, excepted: tuple[Sequence[Token], Sequence[Token]], scores: bool, outcome: Outcome, points_only: bool
    ) -> Reading | None:
        """ "A unless B": both read whole."""
        words, exception = excepted
        if not words or not exception:
            return None
        main = self.read(words, scores, outcome, points_only)
        other = self.read(exception, scores, outcome) if main is not None else None
        if main is None or other is None:
            return None
        condition = spared(main.condition, other.condition)
        if isinstance(main.condition, Joined) or isinstance(other.condition, Joined):
            outcome.notes.append(f"read as: {in_words(condition)}")
        return Reading(condition)
