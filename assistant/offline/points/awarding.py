"""Points of a clause: what is worth how many, one thing or a list of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from ...drafts import Question, Unread
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..conditions.alone import bound_alone
from ..conditions.condition import Fact, Happened, leaves, within
from ..conditions.reader import Ambiguous, Reader, Reading
from ..conditions.unless import unless_at
from ..names.lexicon import FieldName, Lexicon
from ..names.nearest import nearest_to
from .amounts import amounts_in
from .bands import Bands, are_steps, are_tiers, listed_bands, only_highest, ordered, row_of, says_more, sentence_bands
from .cutting import split_by_amounts
from .effects import Effect, effect_of
from .inplace import in_place
from .listing import (
    Listed,
    are_ifs,
    are_signed,
    begin_alike,
    behind_amount,
    is_about_all,
    is_put_right,
    is_rest,
    leans_back,
    listed,
    of_the_last_alone,
    only_one,
    without_nothing,
)
from .outcome import Outcome
from .remaining import field_of
from .statements import LimitRule, PointsRule, Span, Statement, TableRule
from .tables import highest_first, merged, overlapping, tiers_of_events, with_rest
from .tallies import fits
from .throughout import bounded, limited_each, window_of_all
from .unlike import are_apart
from .unpriced import Unpriced
from .wholly import ConditionReader
from .worthless import without_worthless

_ALTOGETHER: Final = ("altogether", "combined", "total", "all", "overall", "together")
_ONLY: Final = phrases("only in|only for|only if|only when|only from|only with|only at|only where|only to|only within")


def _is_restricted(tokens: Sequence[Token]) -> bool:
    """Whether what stands behind a comma or a dash restricts what is before it."""
    return any(
        words_at(tokens, i, _ONLY)
        and (i == 0 or tokens[i - 1].is_sign(",", "-", ";", "(") or tokens[i - 1].is_word("but", "all", "both"))
        for i in range(len(tokens))
    )


def _are_facts(rules: Sequence[Statement]) -> bool:
    """Whether points are given for what leads are, not for what they did."""
    return all(isinstance(r, PointsRule) and all(isinstance(c, Fact) for c in leaves(r.condition)) for r in rules)


def _are_plain(tokens: Sequence[Token]) -> bool:
    """ "opens 1, clicks 3, replies 10": a number behind each thing, and nothing else that could be measured by it."""
    numbers = [i for i, t in enumerate(tokens) if t.kind == "number"]
    ends = all(i + 1 == len(tokens) or tokens[i + 1].is_sign(",", ";") or tokens[i + 1].is_word("and") for i in numbers)
    is_joined = any(t.is_word("or", "then", "if", "when", "within", "at", "with", "of") for t in tokens)
    return len(numbers) > 2 and ends and not is_joined and not any(tokens[i].is_joined for i in numbers)


class PointsReader:
    """``is_alone``: whether the definition has no other clause; ``are_points``: whether a heading says that the
    numbers of the lines below it are points."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.answers = answers
        self.is_alone = False
        self.looked_in: FieldName | None = None
        self.are_points = False
        self.last: Fact | Happened | None = None
        self.field_before = ""
        self._condition = ConditionReader(text, lexicon, answers).read
        self.unpriced = Unpriced(text, lexicon, answers)

    def read(self, tokens: Sequence[Token], span: Span, outcome: Outcome, takes: bool) -> list[Statement] | None:
        of_all = window_of_all(tokens)
        found = self._read(of_all.tokens if of_all is not None else tokens, span, outcome, takes)
        return found if of_all is None or found is None else bounded(found, of_all, outcome)

    def _read(self, tokens: Sequence[Token], span: Span, outcome: Outcome, takes: bool) -> list[Statement] | None:
        named = without_nothing(tokens)
        if len(named) < len(tokens):
            nothing = self.text[tokens[len(named)].start : tokens[-1].end].strip(" ,;.|")
            note = f"“{nothing}” needs no rule"
            if amounts_in(named, self.lexicon) or listed_bands(named, self.lexicon):
                outcome.notes.append(note)
                tokens = named
            elif (facts := self._facts(named, span, outcome, takes)) is not None:
                outcome.notes.append(note)
                return facts
        tokens = without_worthless(tokens, self.lexicon, outcome)
        bands = listed_bands(tokens, self.lexicon)
        if bands is not None:
            return self._table(bands, span, outcome)
        amounts = amounts_in(tokens, self.lexicon)
        other = in_place(
            tokens, span, self.lexicon, self.answers, lambda ts: self._condition(ts, False, Outcome(None)), outcome
        )
        if other is not None:
            return other
        several = self._several(tokens, span, outcome, takes)
        if several is not None or len(amounts) > 1:
            return several
        if not amounts and (alike := self._like_before(tokens, span, outcome, takes)) is not None:
            return alike
        if not amounts and self.are_points and (alone := only_one(tokens, self.lexicon)) is not None:
            return self._rule(tokens, alone.effect, span, outcome, takes)
        if not amounts:
            return self.unpriced.read(tokens, span, outcome)
        effect = effect_of(tokens, self.lexicon)
        return self._rule(tokens, effect, span, outcome, takes)

    def _rule(
        self, tokens: Sequence[Token], effect: Effect, span: Span, outcome: Outcome, takes: bool = False
    ) -> list[Statement] | None:
        if effect.amount is None:
            return None
        if abs(effect.amount) > 1_000_000 or effect.amount != round(effect.amount, 2):
            return None
        if effect.is_dashed:
            raw = self.text[tokens[0].start : tokens[-1].end]
            question = f"Does “{raw}” add points or take them away?"
            answer = self.answers.get(question)
            if answer is None:
                outcome.questions.append(Question(question, ("add", "take away")))
            effect.amount = -abs(effect.amount) if answer == "take away" else abs(effect.amount)
        if takes and effect.amount > 0:
            effect.amount = -effect.amount
            outcome.notes.append(
                f"“{' '.join(self.text[span.start : span.end].split())}” takes points away, as its heading says"
            )
        reading = self._condition(effect.rest, False, outcome)
        leans = reading is None
        reading = reading or bound_alone(effect.rest, self.last, self.lexicon) or self._texts_alone(effect.rest)
        if reading is None:
            return None
        outcome.notes += reading.notes if leans else []
        condition = reading.condition
        if effect.window:
            condition = within(condition, effect.window)
        if effect.limit is not None and abs(effect.limit) < abs(effect.amount):
            return None
        rule = PointsRule(condition, effect, span, leans=leans)
        return [rule] if fits(rule, outcome) else None

    def _table(self, bands: Bands, span: Span, outcome: Outcome) -> list[Statement] | None:
        rows = list(bands.rows)
        overlap = bands.overlap
        if overlap is not None and are_tiers(rows) and not says_more(self.text):
            outcome.notes.append(only_highest(bands.field))
            return [TableRule(bands.field, [(row_of(f) or "", n) for f, n in ordered(rows)], span)]
        if overlap is not None and are_steps(rows) and not says_more(self.text):
            outcome.notes.append(f"of the bands of `{bands.field}` the first that fits counts")
            return [TableRule(bands.field, [(row_of(f) or "", n) for f, n in rows], span)]
        if overlap is not None:
            question = f"Where two bands of `{bands.field}` hold, which points count?"
            answer = self.answers.get(question)
            if answer is None:
                outcome.questions.append(Question(question, ("the higher band alone", "both")))
            if answer == "both":
                return [PointsRule(fact, Effect(amount=n), span) for fact, n in rows]
            rows = ordered(rows)
        found = [(row_of(fact), n) for fact, n in rows]
        if any(row is None for row, _ in found):
            return [PointsRule(fact, Effect(amount=n), span) for fact, n in rows]
        for i, (fact, _) in enumerate(rows):
            for other, _ in rows[i + 1 :]:
                if fact.bound and other.bound and fact.bound.overlaps(other.bound):
                    outcome.notes.append(f"where two rows hold, the first counts: {row_of(fact)}")
        return [TableRule(bands.field, [(row or "", n) for row, n in found], span)]

    def _several(self, tokens: Sequence[Token], span: Span, outcome: Outcome, takes: bool) -> list[Statement] | None:
        """Several amounts in one clause: bands of a number, or one rule after another."""
        amounts = amounts_in(tokens, self.lexicon)
        if len(amounts) > 1 and unless_at(tokens[amounts[-2][1] :]) is not None:
            return None  # an exception behind several may be one of all of them
        if len(amounts) > 1 and _is_restricted(tokens[amounts[-1][1] :]):
            return None  # "a webinar 10, a demo 20, only in the US"
        cut = split_by_amounts(tokens, amounts, self.lexicon) if len(amounts) > 1 else None
        parts = [Listed(list(part), effect_of(part, self.lexicon)) for part in cut or ()]
        for part in parts:
            part.is_rest = is_rest(part.effect.rest)
        is_plain = self.is_alone and not amounts and not self.are_points
        for these in (parts, listed(tokens, self.lexicon, self.are_points or (is_plain and _are_plain(tokens)))):
            quiet = Outcome(None)
            found = self._parts(these, span, quiet, takes) if these else None
            if found is not None:
                outcome.notes += quiet.notes
                outcome.questions += quiet.questions
                if is_plain:
                    outcome.notes.append("the numbers are read as points")
                return found
        return self._some(parts, outcome, takes) if len(parts) > 1 else None

    def _some(self, parts: Sequence[Listed], outcome: Outcome, takes: bool) -> list[Statement] | None:
        """Those parts of a list that can be read by themselves; the others are reported, each with its own points."""
        if any(p.is_rest or p.effect.amount is None or p.effect.limit is not None for p in parts[-1:]):
            return None
        if any(leans_back(p.tokens, are_signed(parts)) or is_about_all(p.tokens) for p in parts):
            return None
        last = parts[-1]
        if any(t.is_word("for", "if", "when", "in", "from", "at", "who", "with") for t in behind_amount(last)):
            return None  # "demo +30 and a unicorn +10 for US companies"
        found: list[Statement] = []
        quiet = Outcome(None)
        for part in parts:
            span = Span(part.tokens[0].start, part.tokens[-1].end)
            here = self._rule(part.tokens, part.effect, span, quiet, takes)
            if here is None:
                starts = [start for start, _, _ in part.effect.amounts]
                if any(t.kind == "word" for t in behind_amount(part)):
                    return None  # "demo +20, neither counts after 30 days"
                if any(t.is_sign(":") and i + 1 not in starts and i not in starts for i, t in enumerate(part.tokens)):
                    return None  # "Behaviour: demo +40": a heading, and the first of its parts
                quiet.unread.append(Unread(self.text[span.start : span.end], nearest_to(part.tokens, self.lexicon)))
            found += here or ()
        if not found or overlapping(found):
            return None
        outcome.notes += quiet.notes
        outcome.questions += quiet.questions
        outcome.unread += quiet.unread
        return found

    def _parts(self, parts: Sequence[Listed], span: Span, quiet: Outcome, takes: bool) -> list[Statement] | None:
        rest = parts[-1] if parts[-1].is_rest else None
        parts = parts[:-1] if rest is not None else parts
        effects = [p.effect for p in parts]
        if not parts or any(e.amount is None for e in effects) or any(p.is_rest for p in parts):
            return None
        are_own = are_ifs(parts)
        are_of_leads = are_signed(parts) or begin_alike(parts) or are_own
        if any(leans_back(p.tokens, are_of_leads) or is_put_right(p.tokens) for p in parts[1:]):
            return None  # "10 for any form, 30 if it is the demo form": in its place, or on top?
        if rest is not None and (rest.effect.amount is None or rest.effect.has_tally):
            return None
        try:
            first = Reader(self.lexicon, self.answers).read(effects[0].rest)
        except Ambiguous:
            return None
        if (
            len(parts) > 1
            and first is not None
            and isinstance(first.condition, Fact)
            and not any(e.has_tally or e.fade for e in effects)
        ):
            words = [(e.rest, e.amount) for e in effects if e.amount is not None]
            bands = sentence_bands(words, first.condition, self.lexicon)
            if bands is not None:
                return with_rest(self._table(bands, span, quiet), rest, span, quiet)
        found: list[Statement] = []
        is_headed = any(t.is_sign(":") for t in parts[0].tokens[1:4])
        for part in parts:
            span_of = Span(part.tokens[0].start, part.tokens[-1].end)
            here = self._of_the_same(part, found, span_of, quiet, takes) if is_headed else None
            here = here or self._rule(part.tokens, part.effect, span_of, quiet, takes)
            if here is None and (named := self._named_field(found)) is not None:
                more = Effect(rest=[*named, *part.effect.rest], amount=part.effect.amount)
                here = self._rule(
                    part.tokens, more, span_of, quiet, takes
                )  # "Department: Marketing +10, Operations +6"
            if here is None and (timed := self._timed(part, found, span_of, quiet, takes)) is not None:
                found += timed
                continue
            if here is None or (
                leans_back(part.tokens) and not (are_signed(parts) or are_own) and not _are_facts(here)
            ):
                return None  # "10 for a webinar, 15 if they attend": in its place, or on top?
            found += here
        if are_own and not (are_signed(parts) or are_apart(found)):
            return None  # "10 if they register for a webinar, 20 if they attend"
        if len(parts) > 1 and (note := of_the_last_alone(parts, self.text)):
            quiet.notes.append(note)
        limited = self._limited(parts, found, span)
        if limited is not None and all(isinstance(s, PointsRule) and s.effect.each for s in limited):
            quiet.notes = [n for n in quiet.notes if "counts once, however often" not in n]
        counted = tiers_of_events(limited) if limited and all(p.has_plus for p in parts) else ""
        if limited is not None and counted and not says_more(self.text):
            quiet.notes.append(only_highest(counted))
            limited = highest_first(limited)
        return None if limited is None else with_rest(merged(limited), rest, span, quiet)

    def _of_the_same(
        self, part: Listed, found: Sequence[Statement], span: Span, quiet: Outcome, takes: bool
    ) -> list[Statement] | None:
        """ "Trade Show 15", behind "Lead source: Referral 20": a value of that field, though there are such events."""
        named = self._named_field(found)
        field = field_of(found[-1]) if named else ""
        if named is None or part.effect.has_tally or not field:
            return None
        own = Outcome(None)
        more = Effect(rest=[*named, *part.effect.rest], amount=part.effect.amount)
        here = self._rule(part.tokens, more, span, own, takes)
        same = here is not None and all(
            isinstance(s, PointsRule) and isinstance(s.condition, Fact) and s.condition.field == field for s in here
        )
        if not same or own.questions or own.unread:
            return None
        quiet.notes += own.notes
        return here

    def _timed(
        self, part: Listed, found: Sequence[Statement], span: Span, quiet: Outcome, takes: bool
    ) -> list[Statement] | None:
        """ "60 days -10", behind "no visits in 30 days -5"."""
        last = found[-1] if found else None
        if not isinstance(last, PointsRule) or not isinstance(last.condition, Happened) or not last.condition.window:
            return None
        before, self.last = self.last, last.condition
        here = self._rule(part.tokens, part.effect, span, quiet, takes)
        self.last = before
        return here

    def _facts(self, tokens: Sequence[Token], span: Span, outcome: Outcome, takes: bool) -> list[Statement] | None:
        """ "US 10", where "else nothing" says that the number is points: of what a lead is, not of what it did."""
        alone = only_one(tokens, self.lexicon)
        parts = [alone] if alone is not None else listed(tokens, self.lexicon, True)
        quiet = Outcome(None)
        found = self._parts(parts, span, quiet, takes) if parts else None
        if found is None or any(isinstance(s, PointsRule) and not isinstance(s.condition, Fact) for s in found):
            return None
        outcome.notes += quiet.notes
        outcome.questions += quiet.questions
        return found

    def _like_before(
        self, tokens: Sequence[Token], span: Span, outcome: Outcome, takes: bool
    ) -> list[Statement] | None:
        """ "Benelux 8", behind "US is 15 points": points for another value of the same field."""
        if not self.field_before:
            return None
        quiet = Outcome(None)
        found = self._facts(tokens, span, quiet, takes)
        if found is None or any(
            not isinstance(s, PointsRule)
            or not isinstance(s.condition, Fact)
            or s.condition.field != self.field_before
            or s.condition.bound is not None
            for s in found
        ):
            return None
        outcome.notes += quiet.notes
        outcome.questions += quiet.questions
        return found

    def _limited(self, parts: Sequence[Listed], found: list[Statement], span: Span) -> list[Statement] | None:
        """A limit behind several rules: "… altogether" is one of all of them; else it must be plain whose it is."""
        last = parts[-1].effect
        if len(parts) < 2 or last.limit is None or any(p.effect.limit is not None for p in parts[:-1]):
            return found
        tokens = parts[-1].tokens
        whole = next((i for i, t in enumerate(tokens) if t.is_word(*_ALTOGETHER)), None)
        if whole is not None and any(t.is_word("for", "from", "of", "on") for t in tokens[whole + 1 : whole + 2]):
            named = {stem(t.text) for t in tokens[:whole]}
            return found if stem(tokens[-1].text) in named else None  # "… altogether for brochures"
        if whole is None:
            if any(t.is_word("each", "both", "apiece") for t in behind_amount(parts[-1])):
                return limited_each(found, last.limit)
            return None if any(p.effect.each for p in parts[:-1]) else found
        if not self.is_alone:
            return None
        limit, last.limit = last.limit, None
        return [*found, LimitRule(limit, True, span)]

    def _texts_alone(self, tokens: Sequence[Token]) -> Reading | None:
        """ "'director'", behind a clause about what a text contains."""
        body = [t for t in tokens if not t.is_sign(",", ":", "=", "→", "-")]
        if self.looked_in is None or not body or body[0].kind != "text":
            return None
        if not all(t.kind == "text" or t.is_word("or") for t in body):
            return None
        at = body[0].start
        words = [Token("word", w, w, at, at) for w in (*self.looked_in.said[-1], "contains")]
        return self._condition([*words, *body], False, Outcome(None))

    def remember(self, statements: Sequence[Statement] | None) -> None:
        """What the clause was about, for the one behind it."""
        last = statements[-1] if statements else None
        fact = last.condition if isinstance(last, PointsRule) else None
        mentions = isinstance(fact, Fact) and " mentions " in fact.text and " not " not in fact.text
        self.looked_in = (
            next((f for f in self.lexicon.fields if isinstance(fact, Fact) and f.written == fact.field), None)
            if mentions
            else None
        )
        of_value = isinstance(fact, Fact) and fact.bound is None
        self.field_before = fact.field if of_value and isinstance(fact, Fact) else ""
        is_timed = isinstance(fact, Happened) and bool(fact.window)
        self.last = fact if isinstance(fact, Fact | Happened) and (fact.bound is not None or is_timed) else None

    def _named_field(self, found: Sequence[Statement]) -> list[Token] | None:
        """The words that name the field of the rule before, as they would stand before its values."""
        last = found[-1] if found else None
        if not isinstance(last, PointsRule) or not isinstance(last.condition, Fact):
            return None
        field_name = next((f for f in self.lexicon.fields if f.written == last.condition.field), None)
        if field_name is None or last.condition.bound is not None:
            return None
        at = last.span.start
        words = [Token("word", w, w, at, at) for w in field_name.said[-1]]
        return [*words, Token("sign", ":", ":", at, at)]
