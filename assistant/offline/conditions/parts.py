"""Reads one part of a condition where it begins: what happened, what is known, or the opposite of either."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon, words_of
from .alike import all_filled_at
from .condition import Fact, Happened, Open, Steps, joined, opposite
from .departments import department_at
from .dwelling import dwelling_at
from .events import Found, event_at
from .graded import grade_at
from .known import known_field_at
from .lists import listed_at
from .measured import measured_at
from .negation import NEGATIONS, not_known_to_be
from .numbered import number_field_at
from .outsiders import outsider_at
from .sequences import goes_on, steps_at
from .titles import title_field_at
from .totals import points_at
from .valued import value_field_at

_FITTING: Final = phrases("fit|match|account|accounts|company|companies|lead|leads|fits|matches|profile")
_AFTER_NOT: Final = (
    "a an any be been the from in their our on for with come came use used using have had work working at yet already "
    "existing currently ever either even"
).split()


_EXCEPTING: Final = phrases("except|except for|excluding|other than")


_SO_FAR: Final = phrases("yet|so far|until now|to date|up to now|as yet|ever|at all|till now")
"""Until when something did not happen, where it is up to now."""


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
            grade_at(tokens, at, self.lexicon) if self.scores else None,
            number_field_at(tokens, at, self.lexicon),
            listed_at(tokens, at, self.lexicon),
            value_field_at(tokens, at, self.lexicon),
            dwelling_at(tokens, at, self.lexicon),
            department_at(tokens, at, self.lexicon),
            outsider_at(tokens, at, self.lexicon, self.answers),
            title_field_at(tokens, at, self.lexicon),
            known_field_at(tokens, at, self.lexicon),
            all_filled_at(tokens, at, self.lexicon),
            self._measured(tokens, at),
            self._event(tokens, at),
        ):
            if found is not None and (best is None or found.end > best.end):
                best = found
        return best

    def _measured(self, tokens: Sequence[Token], at: int) -> Found | None:
        found = measured_at(tokens, at, self.lexicon, self.answers)
        if found is None or not isinstance(found.condition, Happened) or not goes_on(tokens, found.end):
            return found
        return steps_at(tokens, at, found, self.lexicon, self.answers)

    def _event(self, tokens: Sequence[Token], at: int) -> Found | None:
        found = event_at(tokens, at, self.lexicon, self.answers)
        if found is not None and self._is_number(tokens, at, found.end):
            return None
        return None if found is None else steps_at(tokens, at, found, self.lexicon, self.answers)

    def _is_number(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """ "with 10 or more seats", where a lead has a number of seats: nothing is said of when they came."""
        for k in range(at, min(at + 3, end)):
            if tokens[k].kind == "number" or tokens[k].is_word(
                "at", "more", "over", "fewer", "less", "under", "between"
            ):
                number = number_field_at(tokens, k, self.lexicon)
                return number is not None and number.end >= end
            if not tokens[k].is_word("with", "of", "for", "at", "account", "accounts", "a", "an", "the", "has"):
                return False
        return False

    def negative(self, tokens: Sequence[Token], at: int) -> Found | None:
        """What is not so, with all that an "or" or "nor" adds to it: "has not opened or clicked an email"."""
        size = words_at(tokens, at, NEGATIONS)
        if not size:
            return None
        i = at + size
        while i < len(tokens) and tokens[i].is_word(*_AFTER_NOT):
            if self.positive(tokens, i) is not None:
                break
            i += 1
        found = self.positive(tokens, i) if i < len(tokens) else None
        if found is not None and isinstance(found.condition, Steps | Open):
            found = event_at(tokens, i, self.lexicon, self.answers)  # "no meeting within 10 days after a demo"
        if found is None:
            return None
        first = self._turned(tokens, i, found)
        if first is None:
            return None
        all_of, notes, end, start = [first.condition], list(first.notes), found.end, i
        is_except = words_at(tokens, at, _EXCEPTING) == size
        while (step := self._also_not(tokens, end) or self._both_not(tokens, end, start, is_except)) and (
            end + step < len(tokens)
        ):
            k = end + step
            following = self.positive(tokens, k)
            if following is None or isinstance(following.condition, Open):
                following = self._shared(tokens, start, found, k)
            if following is None or not _is_alike(found, following, tokens, k):
                break
            turned = self._turned(tokens, k, following)
            if turned is None:
                return None
            all_of.append(turned.condition)
            notes += turned.notes
            end, start, found = following.end, k, following
        if isinstance(first.condition, Happened):
            end += words_at(tokens, end, _SO_FAR)
        return replace(first, condition=joined("all", all_of), notes=tuple(notes), end=end)

    def _also_not(self, tokens: Sequence[Token], at: int) -> int:
        """ "or", "nor", ", or" behind something that is not so."""
        comma = at < len(tokens) and tokens[at].is_sign(",", "/")
        word = words_at(tokens, at + comma, phrases("or|nor|nor a|or a|or any|or an|or even"))
        more = comma and any(t.is_word("or", "nor") for t in tokens[at + 1 :])
        return comma + word if word or more else 0

    def _both_not(self, tokens: Sequence[Token], at: int, start: int, is_except: bool) -> int:
        """ "everyone except students and competitors": neither; "no students and competitors" as well."""
        step = words_at(tokens, at, phrases("and|and also|as well as|and any|and all|and for"))
        are_kinds = at - start == 1 and tokens[start].text.endswith("s") and at + step + 1 <= len(tokens)
        are_kinds = are_kinds and at + step < len(tokens) and tokens[at + step].text.endswith("s")
        return step if is_except or are_kinds else 0

    def _shared(self, tokens: Sequence[Token], start: int, found: Found, at: int) -> Found | None:
        """ "email opens or clicks": the second with the noun of the first before it."""
        for size in range(found.end - start - 1, 0, -1):
            words = [*tokens[start : start + size], *tokens[at:]]
            other = self.positive(words, 0)
            if other is not None and not isinstance(other.condition, Open) and other.end > size:
                return replace(other, end=at + other.end - size)
        return None

    def _turned(self, tokens: Sequence[Token], at: int, found: Found) -> Found | None:
        c = found.condition
        if isinstance(c, Happened):
            if c.bound or c.measure or c.negated or (found.end - at == 1 and tokens[at].is_word("attend", "attended")):
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


def _is_alike(first: Found, second: Found, tokens: Sequence[Token], at: int) -> bool:
    """Whether "or" goes on with what is not so: another event or another kind of lead, with no verb of its own."""
    a, b = first.condition, second.condition
    if isinstance(a, Happened) and isinstance(b, Happened):
        return tokens[at - 1].kind != "word" or not tokens[at - 1].is_word("has", "have", "they", "did", "who")
    if not isinstance(a, Fact) or not isinstance(b, Fact) or a.bound is not None or b.bound is not None:
        return False
    return not tokens[at].is_word("in", "is", "has", "have", "from", "with", "they", "who", "are", "based", "works")
