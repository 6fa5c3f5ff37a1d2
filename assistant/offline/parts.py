"""Reads one part of a condition where it begins: what happened, what is known, or the opposite of either."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.tokens import Token
from .conditions import Fact, Happened, Joined, Points, Steps, opposite
from .departments import department_at
from .events import Found, event_at
from .known import known_field_at
from .lexicon import Lexicon, words_of
from .lists import listed_at
from .measured import measured_at
from .negation import NEGATIONS, not_known_to_be
from .numbered import number_field_at
from .outsiders import outsider_at
from .sequences import steps_at
from .titles import title_field_at
from .totals import points_at
from .valued import value_field_at

_FITTING: Final = phrases("fit|match|account|accounts|company|companies|lead|leads|fits|matches|profile")
_AFTER_NOT: Final = (
    "a an any be been the from in their our on for with come came use used using have had work working at"
).split()


class PartReader:
    """``answers``: what the person said to questions, by the text of the question. ``scores``: whether points may be
    compared, as in a stage."""

    def __init__(self, lexicon: Lexicon, answers: Mapping[str, str], scores: bool = False) -> None:
        self.lexicon = lexicon
        self.answers = answers
        self.scores = scores

    def positive(self, tokens: Sequence[Token], at: int) -> Found | None:
        """The longest that begins here, with or without an article."""
        found = self._bare(tokens, at)
        if tokens[at].is_word("the", "a", "an", "their", "our", "his", "her") and at + 1 < len(tokens):
            other = self._bare(tokens, at + 1)
            if other is not None and (found is None or other.end > found.end):
                return other
        return found

    def _bare(self, tokens: Sequence[Token], at: int) -> Found | None:
        best: Found | None = None
        for found in (
            self._defined(tokens, at),
            points_at(tokens, at, self.lexicon) if self.scores else None,
            number_field_at(tokens, at, self.lexicon),
            listed_at(tokens, at, self.lexicon),
            value_field_at(tokens, at, self.lexicon),
            department_at(tokens, at, self.lexicon),
            outsider_at(tokens, at, self.lexicon, self.answers),
            title_field_at(tokens, at, self.lexicon),
            known_field_at(tokens, at, self.lexicon),
            measured_at(tokens, at, self.lexicon, self.answers),
            self._event(tokens, at),
        ):
            if found is not None and (best is None or found.end > best.end):
                best = found
        return best

    def _event(self, tokens: Sequence[Token], at: int) -> Found | None:
        found = event_at(tokens, at, self.lexicon, self.answers)
        return None if found is None else steps_at(tokens, at, found, self.lexicon, self.answers)

    def negative(self, tokens: Sequence[Token], at: int) -> Found | None:
        size = words_at(tokens, at, NEGATIONS)
        if not size:
            return None
        i = at + size
        while i < len(tokens) and tokens[i].is_word(*_AFTER_NOT):
            if self.positive(tokens, i) is not None:
                break
            i += 1
        found = self.positive(tokens, i) if i < len(tokens) else None
        if found is None or isinstance(found.condition, Steps | Joined | Points):
            return None
        c = found.condition
        if isinstance(c, Happened):
            if c.bound or c.measure or c.negated or (found.end - i == 1 and tokens[i].is_word("attend", "attended")):
                return None  # "did not attend" alone may be about what was named before
            return replace(found, condition=opposite(c), is_headed=True)
        if isinstance(c, Fact):
            turned = not_known_to_be(c)
            unknown = (f"a lead whose {c.field} is unknown counts as “not {c.name}”",) if turned.is_loose else ()
            return replace(found, condition=turned, is_headed=True, notes=(*found.notes, *unknown))
        return None

    def _defined(self, tokens: Sequence[Token], at: int) -> Found | None:
        for words, name in self.lexicon.terms:
            size = words_at(tokens, at, (words,))
            if size:
                return Found(Fact(name, name, name), at + size + words_at(tokens, at + size, _FITTING))
        for name in self.lexicon.names.of("define"):
            words = words_of(name.name)
            here = tokens[at : at + len(words)]
            if len(here) == len(words) and all(t.is_word(w) for t, w in zip(here, words, strict=True)):
                if len(words) == 1 and self._event(tokens, at) is not None:
                    continue
                return Found(Fact(name.name, name.name), at + len(words))
        return None
