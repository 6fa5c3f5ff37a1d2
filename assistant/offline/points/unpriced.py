"""Points of which no number is said: how many they are is asked; and clauses that say too little to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.numerals import with_number_words
from ...reading.tokens import Token, same_length, tokens_of
from ..conditions.condition import Condition
from ..conditions.vague import fill
from ..names.lexicon import Lexicon
from .asking import POINTS_CHOICES, number_in, unsaid_points
from .effects import Effect
from .lacking import lacking, one_amount
from .outcome import Outcome
from .statements import Bare, PointsRule, Span, Statement
from .tallies import fits
from .unsaid import unsaid_in, without_open_limit
from .wholly import ConditionReader

_OTHERS: Final = phrases(
    "others|the others|other leads|anyone else|everyone else|the rest|anything else|everything else|usual|average|"
    "other people|other companies|the other ones|most|all others|before|now|other things|all the others|any other"
)
_COMPARING: Final = tuple(
    (*modal, *verb, *more)
    for modal in (*phrases("should|must|will|can|have to|need to|ought to|to"), ())
    for verb in phrases("be worth|are worth|is worth|get|gets|score|scores|count|counts|count for|counts for|earn|"
                        "earns|"
                        "weigh|weighs|rank|ranks|be scored|be ranked|receive|have|matter|matters|be valued|be|are|is")
    for more in phrases("more|higher|a higher score|more points|much more|a lot more|clearly more|significantly more|"
                        "better|far more|a bit more|a little more|much higher|more highly|more weight")
)  # fmt: skip


class Unpriced:
    """Reads them in the clauses of one definition. ``answers``: what was said to questions, by their text."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.answers = answers
        self._condition = ConditionReader(text, lexicon, answers).read

    def read(self, tokens: Sequence[Token], span: Span, outcome: Outcome) -> list[Statement] | None:
        """Points of which no number is said; else a condition of which nothing is said."""
        reading = self._condition(tokens, False, quiet := Outcome(None))
        if reading is not None and unsaid_points(tokens) is None:
            outcome.notes += quiet.notes
            outcome.questions += quiet.questions
            return [Bare(reading.condition, span)]
        more = self._more_than(tokens, outcome)
        if more is not None:
            return more or None
        both = self._both(tokens, outcome)
        if both is not None:
            return both
        plain = without_open_limit(tokens)
        words = unsaid_points(plain)
        unsaid = unsaid_in(plain)
        for rest, sign in [*([words] if words is not None else []), *([(unsaid.rest, unsaid.sign)] if unsaid else [])]:
            reading = self._condition(rest, False, outcome) if rest else None
            if reading is not None:
                rule = self._priced(reading.condition, sign, span, outcome)
                if len(plain) < len(tokens):
                    self._ask_limit(rule, span, outcome)
                return [rule] if fits(rule, Outcome(None)) else None
        return None

    def _ask_limit(self, rule: PointsRule, span: Span, outcome: Outcome) -> None:
        """ "…, capped": at how many?"""
        question = f"Up to how many points in all is “{span.words(self.text, 100)}”?"
        answer = self.answers.get(question)
        rule.effect.each = True
        rule.effect.limit = number_in(answer) if answer is not None else Decimal(30)
        if answer is None:
            outcome.questions.append(Question(question, ("20 points", "30 points", "50 points")))

    def _more_than(self, tokens: Sequence[Token], outcome: Outcome) -> list[Statement] | None:
        """ "Directors should be worth more than managers": how many is asked of each. Empty if a side is not read; None
        if nothing is compared."""
        than, verb = next(
            (
                (i, v)
                for i in range(2, len(tokens) - 1)
                if tokens[i].is_word("than") and tokens[i + 1].kind != "number"
                for v in range(1, i)
                if words_at(tokens, v, _COMPARING) == i - v
            ),
            (0, 0),
        )
        if not than:
            return None
        behind = tokens[than + 1 :]
        if words_at(behind, 0, _OTHERS) == len(behind):
            return None  # "more than the others"
        found: list[Statement] = []
        if behind[-1].is_word("ones"):
            behind = [*behind[:-1], replace(tokens[verb - 1], start=behind[-1].start, end=behind[-1].end)]
        for side in (tokens[:verb], behind):
            filled = fill(side, self.lexicon, self.answers)
            reading = self._condition(filled.tokens, False, outcome)
            if reading is None:
                return []
            outcome.questions += filled.questions
            found.append(self._priced(reading.condition, 1, Span.of(side), outcome))
        return found

    def _both(self, tokens: Sequence[Token], outcome: Outcome) -> list[Statement] | None:
        """Two sentences in one: "give points for a demo, and take some off if they unsubscribe"."""
        for at in range(2, len(tokens) - 2):
            if not (tokens[at].is_sign(",", ";") or tokens[at].is_word("and", "but")):
                continue
            end = at + 1 + tokens[at + 1].is_word("and", "but")
            parts = (tokens[:at], tokens[end:])
            if any(unsaid_in(p) is None for p in parts):
                continue
            quiet = Outcome(None)
            found = [self.read(p, Span.of(p), quiet) for p in parts]
            if all(f is not None for f in found):
                outcome.notes += quiet.notes
                outcome.questions += quiet.questions
                return [s for f in found for s in f or ()]
        return None

    def _priced(self, condition: Condition, sign: int, span: Span, outcome: Outcome) -> PointsRule:
        """Points for a condition, how many of them is asked."""
        question = f"How many points is “{span.words(self.text, 100)}”?"
        answer = self.answers.get(question)
        amount = number_in(answer) if answer is not None else None
        if amount is None:
            outcome.questions.append(Question(question, POINTS_CHOICES))
            amount = Decimal(1)
        return PointsRule(condition, Effect(amount=abs(amount) * sign), span)

    def completed(self, tokens: Sequence[Token], span: Span, outcome: Outcome) -> list[Statement] | None:
        """Words that say too little to be read (see ``lacking``): what they are about is asked, and how much it is."""
        question = lacking(tokens, self.lexicon, self.text)
        if question is None:
            return None
        answer = self.answers.get(question.text)
        if answer is None:
            outcome.questions.append(question)
            return []
        said = with_number_words(tokens_of(same_length(answer)))
        reading = self._condition(fill(said, self.lexicon, self.answers).tokens, True, outcome)
        if reading is None:
            return None
        priced = one_amount(tokens, self.lexicon)
        if priced is not None:
            return [PointsRule(reading.condition, Effect(amount=priced.amount), span)]
        unsaid = unsaid_in(tokens)
        words = unsaid_points(tokens)
        if unsaid is None and words is None:
            return [Bare(reading.condition, span)]
        return [self._priced(reading.condition, unsaid.sign if unsaid else words[1] if words else 1, span, outcome)]
